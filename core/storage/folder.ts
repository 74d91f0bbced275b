import fs from 'node:fs';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import { rawCode } from './sqlite-errors.ts';
import type { WorkspacePaths } from './workspace-types.ts';

/** Where things lie inside a workspace's folder. */
export function workspacePaths(dir: string): WorkspacePaths {
  const at = (name: string): string => path.join(dir, name);
  return {
    identity: at('workspace.json'),
    ledger: at('ledger.sqlite'),
    mirror: at('mirror.sqlite'),
    lines: at('lines.duckdb'),
    imports: at('imports'),
    backups: at('backups'),
    journal: at('journal'),
    quarantine: at('quarantine'),
    temp: at('temp'),
    lock: at('workspace.lock'),
  };
}

/** Folder names under which a program copies files to other machines behind a database's back. */
const SYNCED_FOLDERS: readonly (readonly [service: string, name: RegExp])[] = [
  ['OneDrive', /^OneDrive( - .+)?$/i],
  ['Dropbox', /^Dropbox( \(.+\))?$/i],
  ['Google Drive', /^(Google ?Drive|My Drive|GoogleDrive-.+)$/i],
  ['iCloud Drive', /^(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i],
  ['CloudStorage', /^CloudStorage$/],
  ['Box', /^Box( Sync)?$/],
  ['Nutstore', /^(Nutstore Files|Nutstore|坚果云|我的坚果云)$/i],
  ['Nextcloud', /^(Nextcloud|ownCloud)$/i],
  ['Syncthing', /^Syncthing$/i],
];

/** Files that such a program leaves in the folders it copies. */
const SYNC_MARKERS: readonly (readonly [service: string, file: string])[] = [
  ['Dropbox', '.dropbox'],
  ['Dropbox', '.dropbox.cache'],
  ['OneDrive', '.849C9593-D756-4E56-8D6E-42412F2A707B'],
  ['Google Drive', '.tmp.driveupload'],
  ['Syncthing', '.stfolder'],
  ['Nextcloud', '.owncloudsync.log'],
];

/** Linux `statfs` types of network file systems (linux/magic.h). */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x0bd00bd0, 'Lustre'],
]);

/** What of the machine the decision rests on; tests give their own. */
export interface FolderFacts {
  readonly platform: string;
  exists(file: string): boolean;
  /** The file system's type number, or undefined where it cannot be told. */
  fileSystemType(dir: string): number | undefined;
  realpath(dir: string): string;
}

export const systemFolderFacts: FolderFacts = {
  platform: process.platform,
  exists: (file) => fs.existsSync(file),
  fileSystemType: (dir) => (process.platform === 'linux' ? fs.statfsSync(dir).type >>> 0 : undefined),
  // The native variant also turns a mapped Windows drive letter into its \\server\share.
  realpath: (dir) => fs.realpathSync.native(dir),
};

/** The service or protocol that shares this folder with other machines, or undefined when it is a plain local one. */
export function sharedBy(dir: string, facts: FolderFacts = systemFolderFacts): string | undefined {
  const separator = facts.platform === 'win32' ? /[\\/]/ : /\//;
  const real = realDir(dir, facts);
  for (const candidate of [dir, real.path]) {
    if (facts.platform === 'win32' && /^[\\/]{2}(?![?.][\\/])/.test(candidate)) return 'network share';
    if (facts.platform === 'win32' && /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(candidate)) return 'network share';
    for (const part of candidate.split(separator)) {
      const hit = SYNCED_FOLDERS.find(([, name]) => name.test(part));
      if (hit) return hit[0];
    }
  }
  const type = facts.fileSystemType(real.existing);
  const network = type === undefined ? undefined : NETWORK_TYPES.get(type);
  return network ?? markedAbove(real.existing, facts);
}

function markedAbove(dir: string, facts: FolderFacts): string | undefined {
  const join = facts.platform === 'win32' ? path.win32 : path.posix;
  for (let at = dir; ; at = join.dirname(at)) {
    const hit = SYNC_MARKERS.find(([, file]) => facts.exists(join.join(at, file)));
    if (hit) return hit[0];
    if (join.dirname(at) === at) return undefined;
  }
}

/** The path with links resolved as far as it exists, and its nearest existing folder. */
function realDir(dir: string, facts: FolderFacts): { path: string; existing: string } {
  const join = facts.platform === 'win32' ? path.win32 : path.posix;
  const missing: string[] = [];
  for (let at = dir; ; at = join.dirname(at)) {
    if (facts.exists(at)) {
      const existing = facts.realpath(at);
      return { path: join.join(existing, ...missing), existing };
    }
    if (join.dirname(at) === at) return { path: dir, existing: at };
    missing.unshift(join.basename(at));
  }
}

/** @throws CodedError WORKSPACE_ON_SHARED_FOLDER {service} */
export function refuseSharedFolder(dir: string, facts: FolderFacts = systemFolderFacts): void {
  const service = sharedBy(dir, facts);
  if (service !== undefined) throw new CodedError('WORKSPACE_ON_SHARED_FOLDER', { service });
}

/** Makes a rename or a new name in this folder durable. Windows has no such call and needs none. */
export function syncDir(dir: string): void {
  if (process.platform === 'win32') return;
  const fd = fs.openSync(dir, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

/** Flushes a finished file's content to the disk. */
export function syncFile(file: string): void {
  const fd = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

/** Replaces a small file as a whole: readers see the old one or the new one, never half of it. */
export function writeWhole(file: string, text: string): void {
  const aside = `${file}.new`;
  fs.writeFileSync(aside, text);
  syncFile(aside);
  fs.renameSync(aside, file);
  syncDir(path.dirname(file));
}

/** File size in bytes, or undefined when there is no such file. */
export function sizeOf(file: string): number | undefined {
  try {
    return fs.statSync(file).size;
  } catch (error) {
    if (rawCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
