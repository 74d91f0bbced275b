import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isCoded } from '../base/errors.ts';
import { readIdentity, type Identity } from '../storage/identity.ts';
import { workspacePaths } from '../storage/folder.ts';
import { privateFolder, readIfThere, systemCode, writeWhole } from './files.ts';

/** A workspace's folder and what its identity file says; nothing is opened for it. */
export interface Listed {
  readonly dir: string;
  readonly id: string;
  readonly kind: 'demo' | 'real';
  readonly name: string;
}

const last = z.object({ dir: z.string() });
const connections = z.record(z.string(), z.string());

/** The workspaces of a data folder, and which one was open last. */
export interface Catalog {
  /** The folder of all of them. */
  readonly root: string;
  /** The demo's folder. */
  readonly demoDir: string;
  list(): Promise<Listed[]>;
  /** A folder for a new workspace, named after its id-like slug; it does not exist yet. */
  freshDir(name: string): Promise<string>;
  lastOpened(): Promise<string | null>;
  remember(dir: string): Promise<void>;
  forget(): Promise<void>;
  /** The workspace that works with this Partner Center (see identityOf), if one does. */
  withConnection(identity: string): Promise<string | null>;
  noteConnection(dir: string, identity: string): Promise<void>;
}

function listed(dir: string): Listed | null {
  try {
    const identity: Identity | 'absent' | 'damaged' = readIdentity(workspacePaths(dir).identity);
    if (identity === 'absent') return null;
    // The ledger holds a second copy: opening repairs a damaged one.
    if (identity === 'damaged') return { dir, id: dir, kind: 'real', name: path.basename(dir) };
    return { dir, id: identity.id, kind: identity.kind, name: identity.name };
  } catch (error) {
    // A newer program's workspace stays in the list: opening it says what to do.
    if (isCoded(error)) return { dir, id: dir, kind: 'real', name: path.basename(dir) };
    throw error;
  }
}

/** Names of folders: letters and digits only, whatever the partner is called. */
function slug(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  return ascii === '' ? 'partner' : ascii;
}

export function openCatalog(dataDir: string): Catalog {
  const root = path.resolve(dataDir, 'workspaces');
  const lastFile = path.join(dataDir, 'last.json');
  const connectionsFile = path.join(dataDir, 'connections.json');
  const readConnections = async (): Promise<Record<string, string>> => {
    try {
      return connections.parse(JSON.parse((await readIfThere(connectionsFile)) ?? '{}'));
    } catch {
      // Only a convenience is lost: connecting again then makes a workspace of its own.
      return {};
    }
  };
  return {
    root,
    demoDir: path.join(root, 'demo'),
    async list() {
      let names: string[] = [];
      try {
        names = await fs.readdir(root);
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
      }
      return names
        .sort()
        .map((name) => listed(path.join(root, name)))
        .filter((one) => one !== null);
    },
    async freshDir(name) {
      await privateFolder(root);
      const taken = new Set(await fs.readdir(root));
      const base = slug(name) === 'demo' ? 'partner' : slug(name);
      for (let n = 1; ; n += 1) {
        const candidate = n === 1 ? base : `${base}-${n}`;
        if (!taken.has(candidate)) return path.join(root, candidate);
      }
    },
    async lastOpened() {
      try {
        return last.parse(JSON.parse((await readIfThere(lastFile)) ?? 'null')).dir;
      } catch {
        return null;
      }
    },
    async remember(dir) {
      await privateFolder(dataDir);
      await writeWhole(lastFile, `${JSON.stringify({ dir })}\n`);
    },
    async withConnection(identity) {
      const dir = (await readConnections())[identity];
      return dir !== undefined && listed(dir) !== null ? dir : null;
    },
    async noteConnection(dir, identity) {
      const known = await readConnections();
      await privateFolder(dataDir);
      await writeWhole(connectionsFile, `${JSON.stringify({ ...known, [identity]: dir })}\n`);
    },
    forget: () => fs.rm(lastFile, { force: true }),
  };
}
