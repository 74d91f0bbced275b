import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { CodedError } from '../base/errors.ts';
import { syncDir, workspacePaths } from './folder.ts';
import { IDENTITY_SETTING, writeIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { buildStore } from './open-stores.ts';
import type { Components } from './open-stores.ts';
import { setSetting } from './settings.ts';
import { SqliteStore } from './sqlite-store.ts';

const ASIDE = /^\.making-[0-9a-f]+$/;

/** Files that systems put into every folder, and what the lock and an interrupted creation leave. */
const IGNORED = /^(\..*|Thumbs\.db|desktop\.ini|workspace\.lock(\.json)?)$/i;

/** @throws CodedError FOLDER_NOT_EMPTY when the folder holds what is not ours */
export function refuseForeignFolder(dir: string): void {
  if (fs.readdirSync(dir).some((name) => !IGNORED.test(name))) throw new CodedError('FOLDER_NOT_EMPTY');
}

/**
 * Makes a new workspace: everything is built in a hidden folder inside and moved to its place when complete. Whatever
 * stops it before leaves a folder that counts as empty.
 */
export function createWorkspace(dir: string, identity: Identity, components: Components, clock: Clock): void {
  removeUnfinished(dir);
  const aside = path.join(dir, `.making-${randomBytes(4).toString('hex')}`);
  try {
    fs.mkdirSync(aside);
    const made = workspacePaths(aside);
    for (const folder of [made.imports, made.backups, made.quarantine]) fs.mkdirSync(folder);
    buildStore(made.ledger, 'ledger', components.ledger, clock);
    rememberIdentity(made.ledger, identity, clock);
    buildStore(made.mirror, 'mirror', components.mirror, clock);
    writeIdentity(made.identity, identity);
    const target = workspacePaths(dir);
    // The ledger moves first: until then the folder counts as empty, from then on opening completes what is missing.
    for (const name of ['ledger', 'identity', 'mirror', 'imports', 'backups', 'quarantine'] as const) {
      fs.renameSync(made[name], target[name]);
    }
    fs.rmdirSync(aside);
    syncDir(dir);
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what an interrupted creation left; it never held anything of a person. */
export function removeUnfinished(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    if (ASIDE.test(name)) fs.rmSync(path.join(dir, name), { recursive: true, force: true });
  }
}

/** The second copy of the identity, inside the ledger. */
function rememberIdentity(file: string, identity: Identity, clock: Clock): void {
  const ledger = new SqliteStore({ name: 'ledger', file, clock });
  try {
    setSetting(ledger, IDENTITY_SETTING, identity);
  } finally {
    ledger.close();
  }
}
