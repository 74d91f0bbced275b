import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { appendAudit } from './audit.ts';
import { backupLedger, restoreNewest } from './backups.ts';
import type { Collection } from './collection.ts';
import { CORE_COMPONENTS, newEpoch } from './core-schema.ts';
import { clearSuspicion, markSuspect, readSuspicion, setAside } from './damage.ts';
import { syncDir, syncFile } from './folder.ts';
import { inspectStore, quickCheck } from './inspect.ts';
import { Journal } from './journal/journal.ts';
import { ledgerSeq, replayJournal } from './journal/replay.ts';
import type { Finding } from './inspect.ts';
import {
  appliedMigrations,
  checkComponents,
  migrate,
  pendingMigrations,
  readSchema,
  refuseNewer,
} from './migrate.ts';
import type { Component, PendingMigration } from './migrate.ts';
import type { Notices } from './notices.ts';
import { reproject } from './rebuild.ts';
import { SqliteStore } from './sqlite-store.ts';
import type {
  OpenReport,
  OpenWorkspaceOptions,
  Repair,
  StorageLog,
  WorkspacePaths,
} from './workspace-types.ts';

type StoreName = 'ledger' | 'mirror';
export type Components = Readonly<Record<StoreName, readonly Component[]>>;

/** What opening has found and done so far. */
export interface Progress {
  readonly repairs: Repair[];
  readonly migrated: OpenReport['migrated'][number][];
  readonly rebuild: Set<'mirror' | 'lines'>;
}

export interface StoresContext {
  readonly paths: WorkspacePaths;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly components: Components;
  readonly collections: readonly Collection[];
  readonly log: StorageLog | undefined;
}

/** All schemas of both stores: storage's own first, then what belongs to no collection, then the collections. */
export function componentsOf(options: OpenWorkspaceOptions): Components {
  const extra = options.components ?? [];
  const own = (store: StoreName): Component[] => [
    CORE_COMPONENTS[store],
    ...extra.filter((component) => component.store === store),
  ];
  const short = options.ledgerMigrations
    ? [{ component: 'workspace', migrations: options.ledgerMigrations }]
    : [];
  const collections = options.collections.map(({ name, migrations }) => ({
    component: `collection.${name}`,
    migrations,
  }));
  const components = { ledger: [...own('ledger'), ...short], mirror: [...own('mirror'), ...collections] };
  checkComponents(components.ledger);
  checkComponents(components.mirror);
  return components;
}

/** What both files are like, judged before either is touched. */
export interface Findings {
  readonly ledger: Finding;
  readonly mirror: Finding;
}

/**
 * Looks at both files. The ledger is checked as a whole at every start (it is small); the mirror only when it was marked
 * as suspect: a check of a gigabyte takes seconds, and it can be rebuilt.
 * @throws CodedError WORKSPACE_NEWER before anything was changed
 */
export function inspectStores(paths: WorkspacePaths, components: Components): Findings {
  const found = {
    ledger: inspectStore(paths.ledger, 'ledger'),
    mirror: inspectStore(paths.mirror, 'mirror'),
  };
  for (const name of ['ledger', 'mirror'] as const) {
    const finding = found[name];
    if (finding.state === 'good') refuseNewer(name, finding.schema, components[name]);
  }
  return {
    ledger: checkedWhole(found.ledger, paths.ledger, 'ledger'),
    mirror: mirrorFinding(found.mirror, paths.mirror),
  };
}

function mirrorFinding(finding: Finding, file: string): Finding {
  const suspicion = readSuspicion(file);
  if (suspicion === undefined || finding.state !== 'good') return finding;
  return suspicion === 'renew'
    ? { state: 'damaged', reason: 'check-failed' }
    : checkedWhole(finding, file, 'mirror');
}

function checkedWhole(finding: Finding, file: string, store: StoreName): Finding {
  if (finding.state !== 'good') return finding;
  const check = quickCheck(file, store);
  return check === 'ok' ? finding : check;
}

/** Makes a complete new file beside its place and renames it: a path that exists means "finished". */
export function buildStore(
  file: string,
  name: StoreName,
  components: readonly Component[],
  clock: Clock,
): void {
  const aside = `${file}.new`;
  for (const end of ['', '-wal', '-shm']) fs.rmSync(aside + end, { force: true });
  const store = new SqliteStore({ name, file: aside, clock });
  try {
    migrate(store, components);
  } finally {
    store.close();
  }
  syncFile(aside);
  fs.renameSync(aside, file);
  syncDir(path.dirname(file));
}

/**
 * Opens the ledger: restored from the newest good backup and the journal when it is damaged or gone, brought up to date
 * after a backup. A restored or new one begins a new epoch.
 */
export async function openLedger(
  context: StoresContext,
  finding: Finding,
  progress: Progress,
): Promise<{ store: SqliteStore; journal: Journal }> {
  const { paths, clock, components } = context;
  const broken = finding.state !== 'good';
  if (broken) repairLedger(context, finding, progress);
  const journal = openJournal(context);
  const store = openStore(context, 'ledger', journal);
  try {
    const pending = pendingMigrations(appliedMigrations(store.connection), components.ledger);
    if (pending.length > 0) await backupLedger(store, paths.backups, clock.now(), 'before-migration');
    noteMigrated(progress, 'ledger', migrate(store, components.ledger));
    const repair = progress.repairs.find(({ file }) => file === 'ledger');
    if (broken && repair) {
      store.write((w) => {
        newEpoch(w, 'ledger');
        appendAudit(w, {
          who: 'system',
          what: 'ledger.repaired',
          outcome: repair.restored ? 'restored' : 'empty',
          after: {
            reason: repair.reason,
            backupAt: repair.restored?.at ?? null,
            replayed: repair.replayed ?? 0,
          },
        });
      });
    }
    return { store, journal };
  } catch (error) {
    store.close();
    throw error;
  }
}

function repairLedger(context: StoresContext, finding: Finding, progress: Progress): void {
  const { paths, clock, components, log } = context;
  const quarantined = setAside(paths.ledger, paths.quarantine, clock.now());
  const backup = restoreNewest(paths.ledger, paths.backups, components.ledger);
  if (!backup) buildStore(paths.ledger, 'ledger', components.ledger, clock);
  const replayed = replayOnto(context);
  clearSuspicion(paths.ledger);
  const restored = backup ? { file: path.basename(backup.file), at: backup.at } : null;
  progress.repairs.push({ file: 'ledger', reason: reasonOf(finding), quarantined, restored, replayed });
  log?.('repair', { file: 'ledger', reason: reasonOf(finding), restored: backup ? 'backup' : 'nothing' });
}

/**
 * What was saved after the backup comes back out of the journal. One that does not fit to its end is set aside: what is in
 * it and was not run stays to be looked at.
 * @returns how many transactions came back
 * @throws CodedError WORKSPACE_NEWER when a newer program had written them
 */
function replayOnto({ paths, clock, components }: StoresContext): number {
  const store = new SqliteStore({ name: 'ledger', file: paths.ledger, clock });
  try {
    const { count, whole } = replayJournal(store, paths.journal);
    if (!whole) setAside(paths.journal, paths.quarantine, clock.now());
    refuseNewer('ledger', readSchema(store.connection), components.ledger);
    return count;
  } finally {
    store.close();
  }
}

function openJournal({ paths, clock }: StoresContext): Journal {
  const store = new SqliteStore({ name: 'ledger', file: paths.ledger, clock });
  try {
    return Journal.open(paths.journal, ledgerSeq(store));
  } finally {
    store.close();
  }
}

/** Opens the mirror: a new empty one takes the place of a damaged one, to be filled by the next sync. */
export function openMirror(context: StoresContext, finding: Finding, progress: Progress): SqliteStore {
  const { paths, clock, components, log } = context;
  if (finding.state !== 'good') {
    const quarantined = setAside(paths.mirror, paths.quarantine, clock.now());
    buildStore(paths.mirror, 'mirror', components.mirror, clock);
    progress.repairs.push({ file: 'mirror', reason: reasonOf(finding), quarantined, restored: null });
    progress.rebuild.add('mirror');
    log?.('repair', { file: 'mirror', reason: reasonOf(finding) });
  }
  clearSuspicion(paths.mirror);
  const store = openStore(context, 'mirror');
  try {
    const ran = migrate(store, components.mirror, (w, steps) => {
      for (const collection of context.collections) {
        const asked = steps.some(
          ({ component, migration }) =>
            component === `collection.${collection.name}` && migration.reproject === true,
        );
        if (asked) reproject(w, collection);
      }
    });
    noteMigrated(progress, 'mirror', ran);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

function openStore(context: StoresContext, name: StoreName, journal?: Journal): SqliteStore {
  const { paths, clock, notices, log } = context;
  const file = paths[name];
  return new SqliteStore({
    name,
    file,
    clock,
    notices,
    onDamage: () => markSuspect(file, 'check'),
    ...(journal ? { journal } : {}),
    ...(log
      ? {
          slow: {
            limitMs: SLOW_MS,
            now: () => performance.now(),
            report: (statement: string, ms: number) =>
              log('slow-statement', { store: name, statement, ms: Math.round(ms) }),
          },
        }
      : {}),
  });
}

/** A statement beyond this is reported by name: two of them in a row and a person sees the program stop. */
const SLOW_MS = 40;

const reasonOf = (finding: Finding): string => (finding.state === 'damaged' ? finding.reason : 'missing');

function noteMigrated(progress: Progress, store: StoreName, ran: readonly PendingMigration[]): void {
  for (const { component, migration } of ran) {
    progress.migrated.push({ store, component, version: migration.version, name: migration.name });
  }
}
