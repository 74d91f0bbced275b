import fs from 'node:fs';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import { uuidv7 } from '../base/ids.ts';
import { listBackups } from './backups.ts';
import { createWorkspace, refuseForeignFolder, removeUnfinished } from './create-workspace.ts';
import { setAside } from './damage.ts';
import { refuseSharedFolder, workspacePaths } from './folder.ts';
import { FOLDER_FORMAT, IDENTITY_SETTING, parseIdentity, readIdentity, writeIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { takeLock } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { createNotices } from './notices.ts';
import { componentsOf, inspectStores, openLedger, openMirror } from './open-stores.ts';
import type { Progress, StoresContext } from './open-stores.ts';
import { openLinesOrNew } from './open-lines.ts';
import { getSetting, setSetting } from './settings.ts';
import { mapStorageError } from './sqlite-errors.ts';
import type { SqliteStore } from './sqlite-store.ts';
import { WorkspaceKeeper } from './keeper.ts';
import type { OpenWorkspaceOptions, Workspace, WorkspacePaths } from './workspace-types.ts';

export { checkWorkspace } from './check.ts';
export type { CheckResult } from './check.ts';
export { refuseSharedFolder, workspacePaths } from './folder.ts';
export type * from './workspace-types.ts';

/**
 * Opens a workspace, or makes one when `create` is given and the folder is absent or empty. Only this process has it until
 * `close`. Damaged files are set aside, never deleted: the mirror begins anew, the ledger comes from its newest good
 * backup; `report` says so.
 * @throws CodedError WORKSPACE_MISSING, WORKSPACE_NEWER (nothing was touched), WORKSPACE_IN_USE, WORKSPACE_ON_SHARED_FOLDER,
 *   FOLDER_READ_ONLY, FOLDER_NOT_EMPTY, DISK_FULL, MIGRATION_FAILED (files as before), STORE_DAMAGED
 */
export async function openWorkspace(options: OpenWorkspaceOptions): Promise<Workspace> {
  const dir = path.resolve(options.dir);
  const components = componentsOf(options);
  try {
    refuseSharedFolder(dir);
    const paths = workspacePaths(dir);
    const existing = isWorkspace(paths);
    if (!existing && !options.create) throw new CodedError('WORKSPACE_MISSING');
    const madeDir = !existing && prepareFolder(dir);
    const hadLock = fs.existsSync(paths.lock);
    const lock = takeLock(paths.lock, options.clock);
    try {
      // Another process may have finished making it while this one waited for nothing but the lock.
      const created = !isWorkspace(paths) && options.create !== undefined;
      if (created && options.create) {
        const { clock, random, create } = options;
        const identity = {
          id: uuidv7(clock, random),
          ...create,
          format: FOLDER_FORMAT,
          created: clock.now(),
        };
        createWorkspace(dir, identity, components, clock);
      }
      return await openFiles(options, paths, components, created, () => lock.release());
    } catch (error) {
      lock.release();
      if (!isWorkspace(paths)) leaveAsFound(dir, paths, madeDir, hadLock);
      throw error;
    }
  } catch (error) {
    throw mapStorageError(error, 'workspace');
  }
}

async function openFiles(
  options: OpenWorkspaceOptions,
  paths: WorkspacePaths,
  components: StoresContext['components'],
  created: boolean,
  release: () => void,
): Promise<Workspace> {
  const { clock, collections, log } = options;
  const stored = readIdentity(paths.identity);
  const findings = inspectStores(paths, components);
  const progress: Progress = { repairs: [], migrated: [], rebuild: new Set() };
  const notices = createNotices();
  const context: StoresContext = { paths, clock, notices, components, collections, log };
  removeUnfinished(path.dirname(paths.identity));
  for (const folder of [paths.imports, paths.backups, paths.quarantine])
    fs.mkdirSync(folder, { recursive: true });
  emptyTemp(paths.temp);
  const open: { close(): void | Promise<void> }[] = [];
  try {
    // First, because a lines file of a newer program is noticed only here, and nothing must have been changed by then.
    const lines = await openLinesOrNew(options, paths, progress);
    open.push(lines);
    const { store: ledger, journal } = await openLedger(context, findings.ledger, progress);
    open.push(ledger);
    const identity = settleIdentity(stored, ledger, paths, clock.now(), progress);
    const mirror = openMirror(context, findings.mirror, progress);
    open.push(mirror);
    const keeper = new WorkspaceKeeper({
      ledger,
      journal,
      mirror,
      lines,
      paths,
      clock,
      release,
      log,
      timers: options.timers,
    });
    return {
      dir: path.dirname(paths.identity),
      id: identity.id,
      kind: identity.kind,
      name: identity.name,
      ledger,
      mirror,
      lines,
      notices,
      clock,
      collections,
      paths,
      report: {
        created,
        rebuild: [...progress.rebuild],
        repairs: progress.repairs,
        migrated: progress.migrated,
      },
      importFiles: options.importFiles ? () => options.importFiles?.(ledger.read) ?? [] : null,
      backup: () => keeper.backup(),
      close() {
        notices.end();
        return keeper.close();
      },
    };
  } catch (error) {
    for (const file of open.reverse()) await file.close();
    throw error;
  }
}

/** A folder with any of these holds somebody's workspace, complete or not. */
function isWorkspace(paths: WorkspacePaths): boolean {
  return (
    fs.existsSync(paths.identity) || fs.existsSync(paths.ledger) || listBackups(paths.backups).length > 0
  );
}

/** @returns whether the folder had to be made */
function prepareFolder(dir: string): boolean {
  if (fs.existsSync(dir)) {
    refuseForeignFolder(dir);
    return false;
  }
  makeFolder(dir);
  return true;
}

/** A creation that failed leaves nothing of its own behind. */
function leaveAsFound(dir: string, paths: WorkspacePaths, madeDir: boolean, hadLock: boolean): void {
  if (!hadLock) fs.rmSync(paths.lock, { force: true });
  if (madeDir) fs.rmdirSync(dir);
}

/** Working files of a session that ended, however it ended, are of no use to the next one. */
function emptyTemp(dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir);
}

/** The identity stands in two places; whichever is lost comes back from the other. */
function settleIdentity(
  stored: Identity | 'absent' | 'damaged',
  ledger: SqliteStore,
  paths: WorkspacePaths,
  now: number,
  progress: Progress,
): Identity {
  const inLedger = parseIdentity(getSetting(ledger, IDENTITY_SETTING));
  if (typeof stored !== 'string') {
    if (!inLedger) setSetting(ledger, IDENTITY_SETTING, stored);
    return stored;
  }
  if (!inLedger) throw new CodedError('STORE_DAMAGED', { file: 'identity', cause: stored });
  const quarantined = setAside(paths.identity, paths.quarantine, now);
  writeIdentity(paths.identity, inLedger);
  progress.repairs.push({ file: 'identity', reason: stored, quarantined, restored: null });
  return inLedger;
}
