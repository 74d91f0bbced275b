import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { asCoded } from '../base/errors.ts';
import { verifyAudit } from './audit.ts';
import { verifyBackup, listBackups, seqOfBackup } from './backups.ts';
import type { Collection } from './collection.ts';
import { markSuspect } from './damage.ts';
import { ledgerSeq, readJournal } from './journal/replay.ts';
import { countRecords } from './records.ts';
import type { ReadHandle, Store } from './store.ts';
import type { Workspace } from './workspace-types.ts';

export interface CheckResult {
  readonly ok: boolean;
  /** In the order they were made; `detail` says what was counted or what is wrong. */
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
}

type Verdict = { ok: boolean; detail?: string };

/**
 * Looks at everything a workspace keeps: structure of both files, the audit's chain, kept bodies against their hashes and
 * against the typed columns, the lines, the import originals, the newest backup. Changes nothing but the mark that makes
 * the next start renew a damaged mirror.
 */
export async function checkWorkspace(ws: Workspace): Promise<CheckResult> {
  const list: readonly (readonly [name: string, check: () => Verdict | Promise<Verdict>])[] = [
    ['ledger.integrity', () => integrity(ws.ledger.read)],
    ['ledger.schema', () => schema(ws.ledger.read)],
    ['ledger.audit', () => audit(ws.ledger.read)],
    ['ledger.backup', () => newestBackup(ws.paths.backups)],
    ['ledger.journal', () => journal(ws)],
    ['mirror.integrity', () => integrity(ws.mirror.read)],
    ['mirror.schema', () => schema(ws.mirror.read)],
    ['mirror.bodies', () => bodies(ws.mirror.read)],
    ...ws.collections.map(
      (collection) => [`mirror.${collection.name}`, () => projection(ws.mirror, collection)] as const,
    ),
    ['lines', () => ws.lines.check()],
    ['imports', () => imports(ws)],
  ];
  const checks: { name: string; ok: boolean; detail?: string }[] = [];
  for (const [name, check] of list) checks.push({ name, ...(await verdict(check)) });
  // What the mirror holds can be pulled again, and a body that no longer fits its hash would look unchanged to every scan.
  if (checks.some(({ name, ok }) => !ok && RENEW.includes(name))) markSuspect(ws.paths.mirror, 'renew');
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** A mirror that fails one of these is set aside at the next start. */
const RENEW: readonly string[] = ['mirror.integrity', 'mirror.bodies'];

/** A check that cannot even be made has failed; its code says why. */
async function verdict(check: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await check();
  } catch (error) {
    return { ok: false, detail: asCoded(error).message };
  }
}

function integrity(r: ReadHandle): Verdict {
  const rows = r.all<{ integrity_check: string }>('PRAGMA integrity_check(10)');
  const ok = rows.length === 1 && rows[0]?.integrity_check === 'ok';
  if (!ok) return { ok, detail: rows.map((row) => row.integrity_check).join('; ') };
  const dangling = r.all('PRAGMA foreign_key_check').length;
  return { ok: dangling === 0, detail: dangling === 0 ? 'ok' : `${dangling} dangling references` };
}

function schema(r: ReadHandle): Verdict {
  const rows = r.all<{ component: string; version: bigint }>(
    'SELECT component, max(version) AS version FROM schema_version GROUP BY component ORDER BY component',
  );
  return {
    ok: rows.length > 0,
    detail: rows.map(({ component, version }) => `${component} ${version}`).join(', '),
  };
}

function audit(r: ReadHandle): Verdict {
  const { ok, entries, firstBad } = verifyAudit(r);
  return { ok, detail: ok ? `${entries} entries` : `entry ${firstBad} does not fit` };
}

function newestBackup(dir: string): Verdict {
  const [newest] = listBackups(dir);
  if (!newest) return { ok: true, detail: 'none yet' };
  verifyBackup(newest.file);
  return { ok: true, detail: new Date(newest.at).toISOString() };
}

/** Whether the newest backup and the journal together give the ledger as it is now. */
function journal({ paths, ledger }: Workspace): Verdict {
  const [newest] = listBackups(paths.backups);
  const from = newest ? seqOfBackup(newest.file) : 0;
  const to = ledgerSeq(ledger);
  const { records, damaged } = readJournal(paths.journal);
  let missing = 0;
  for (let n = from + 1; n <= to; n += 1) if (!records.has(n)) missing += 1;
  if (damaged) return { ok: false, detail: 'a file of the journal is damaged' };
  // A gap is closed by the next backup, which is made as soon as it is noticed.
  return {
    ok: true,
    detail: missing > 0 ? `${missing} changes until the next backup` : `${to - from} changes`,
  };
}

/** SQLite notices a broken structure, not a changed byte inside a text: the hashes do. */
function bodies(r: ReadHandle): Verdict {
  let count = 0;
  let bad = 0;
  for (const { raw, hash } of r.iterate<{ raw: string; hash: string }>(
    'SELECT raw, hash FROM row WHERE deleted = 0',
  )) {
    count += 1;
    if (createHash('sha256').update(raw).digest('hex') !== hash) bad += 1;
  }
  const high = r.get<{ ver: bigint | null }>('SELECT max(ver) AS ver FROM row')?.ver ?? 0n;
  const head = r.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'mirror'")?.seq ?? 0n;
  if (high > head) return { ok: false, detail: `row ${high} is beyond the head ${head}` };
  return {
    ok: bad === 0,
    detail: bad === 0 ? `${count} bodies` : `${bad} of ${count} bodies do not match their hash`,
  };
}

function projection(mirror: Store, collection: Collection): Verdict {
  return mirror.snapshot((r) => {
    const kept = countRecords(r, collection.name);
    const table = collection.tables?.[0];
    if (table === undefined) return { ok: true, detail: `${kept} records` };
    const typed = Number(
      r.get<{ n: bigint }>(`SELECT count(*) AS n FROM "${table.replaceAll('"', '""')}"`)?.n ?? -1n,
    );
    return {
      ok: kept === typed,
      detail: kept === typed ? `${kept} records` : `${kept} bodies, ${typed} typed rows`,
    };
  });
}

/** Originals are named by their content; the ending only says how they are packed, and the ledger does not keep it. */
const stem = (name: string): string => name.replace(/\..*$/, '');

function imports(ws: Workspace): Verdict {
  const present = fs
    .readdirSync(ws.paths.imports)
    .filter((name) => !name.endsWith('.part'))
    .map(stem);
  if (!ws.importFiles) return { ok: true, detail: `${present.length} files` };
  const known = new Set(ws.importFiles().map(stem));
  const orphans = present.filter((name) => !known.has(name)).length;
  const missing = [...known].filter((name) => !present.includes(name)).length;
  return {
    // An original without an import (taken back, or cut off before it was noted) takes space and harms nothing.
    ok: missing === 0,
    detail: `${known.size} files${orphans ? `, ${orphans} orphans` : ''}${missing ? `, ${missing} missing` : ''}`,
  };
}
