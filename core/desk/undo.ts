import fs from 'node:fs/promises';
import path from 'node:path';
import type { Workspace } from '../storage/workspace.ts';

/** What a workspace of this program lies in; anything else in its folder is somebody else's. */
const OURS =
  /^(workspace\.json|workspace\.lock.*|ledger\.sqlite.*|mirror\.sqlite.*|lines\.duckdb.*|imports|journal|backups|quarantine|temp)$/;

/** Removes a workspace that was made a moment ago for something that then failed. It holds nothing of a person yet. */
export async function removeNewWorkspace(workspace: Workspace): Promise<void> {
  for (const name of await fs.readdir(workspace.dir)) {
    if (OURS.test(name)) await fs.rm(path.join(workspace.dir, name), { recursive: true, force: true });
  }
  const left = await fs.readdir(workspace.dir);
  if (left.length === 0) await fs.rmdir(workspace.dir);
}
