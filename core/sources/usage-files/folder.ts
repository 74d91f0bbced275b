import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, isCoded } from '../../base/errors.ts';
import { BILL_FILE, USAGE_FILE } from '../../contract/partner-center/files.ts';
import type { FileItem, FileSource, FileSyncResult } from '../source.ts';
import type { FileImporter, FileStore, OfferedFile, SeenFile } from './importer.ts';
import { pickFiles } from './pick.ts';

/** Refusals that may be over by the next sync: the file is tried again though it has not changed. */
const PASSING: ReadonlySet<string> = new Set([
  'DISK_FULL',
  'FILE_UNREADABLE',
  'INTERNAL',
  'IMPORT_FILE_CHANGED',
]);
const GOOD: ReadonlySet<string> = new Set(['imported', 'same', 'older']);

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * The files of a folder laid out as the Partner Center lays out its bucket.
 * @param mayBeAbsent whoever writes the folder makes it when there is a first file (the demo); else a folder that is not
 *   there is a drive that is not mounted or a folder that was renamed, and says nothing about the files
 */
export function folderStore(dir: string, mayBeAbsent = false): FileStore {
  return {
    /** @throws CodedError FILE_UNREADABLE {folder, reason} */
    async list(folder) {
      if (!mayBeAbsent) await present(dir);
      const files: OfferedFile[] = [];
      for (const entry of await entries(path.join(dir, folder))) {
        const info = await stat(path.join(dir, folder, entry)).catch(() => undefined);
        // A file that left between the two calls is simply not there.
        if (!info?.isFile()) continue;
        files.push({ name: `${folder}/${entry}`, bytes: info.size, changedAt: Math.trunc(info.mtimeMs) });
      }
      return files;
    },
    open: (file) => Promise.resolve(path.join(dir, file.name)),
  };
}

/** @throws CodedError FILE_UNREADABLE {folder, reason} when there is no such folder */
async function present(dir: string): Promise<void> {
  const info = await stat(dir).catch(() => undefined);
  if (!info?.isDirectory()) throw new CodedError('FILE_UNREADABLE', { folder: dir, reason: 'NO_FOLDER' });
}

async function entries(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new CodedError('FILE_UNREADABLE', { folder, reason: codeOf(error) ?? 'folder' }, { cause: error });
  }
}

/**
 * Usage and bill files of a folder as a source of the sync: imports what is new, oldest month first, so that Home fills
 * from the past to the present. A file that fails leaves everything as it was; the others go on.
 */
export function fileSource(store: FileStore, importer: FileImporter): FileSource {
  const pick = async (): Promise<OfferedFile[]> =>
    pickFiles(await store.list(USAGE_FILE.folder), await store.list(BILL_FILE.folder));

  return {
    async list(): Promise<FileItem[]> {
      return [...(await store.list(USAGE_FILE.folder)), ...(await store.list(BILL_FILE.folder))];
    },

    async sync(signal, onProgress): Promise<FileSyncResult> {
      let files: OfferedFile[];
      try {
        files = await pick();
      } catch (error) {
        // The folder is named as what could not be read: the step fails, the run and what was imported do not.
        if (!isCoded(error, 'FILE_UNREADABLE')) throw error;
        return {
          imported: 0,
          rejected: 0,
          failures: [{ name: folderOf(error), code: error.code }],
        };
      }
      const seen = new Map(importer.seen().map((file) => [file.name, file]));
      const failures: { name: string; code: string }[] = [];
      let imported = 0;
      onProgress(0, files.length);
      for (const [index, file] of files.entries()) {
        signal.throwIfAborted();
        const outcome =
          settled(seen.get(file.name), file, importer) ?? (await take(store, importer, file, signal));
        if (outcome === 'imported now') imported += 1;
        else if (!GOOD.has(outcome)) failures.push({ name: file.name, code: outcome });
        onProgress(index + 1, files.length);
      }
      return { imported, rejected: failures.length, failures };
    },
  };
}

const folderOf = ({ data }: CodedError): string => (typeof data['folder'] === 'string' ? data['folder'] : '');

/** What is known of an unchanged file, or undefined when it has to be read. */
function settled(seen: SeenFile | undefined, file: OfferedFile, importer: FileImporter): string | undefined {
  if (!seen || seen.bytes !== file.bytes || seen.changedAt !== file.changedAt) return undefined;
  if (GOOD.has(seen.outcome)) return seen.outcome;
  // Refused here, but perhaps imported by hand since.
  if (seen.hash !== null && importer.isImported(seen.hash)) return 'same';
  return PASSING.has(seen.outcome) ? undefined : seen.outcome;
}

async function take(
  store: FileStore,
  importer: FileImporter,
  file: OfferedFile,
  signal: AbortSignal,
): Promise<string> {
  try {
    const local = await store.open(file, signal);
    const name = file.name.slice(file.name.lastIndexOf('/') + 1);
    const { outcome, hash } = await importer.importFile({ path: local, name }, signal);
    importer.remember({ ...file, hash, outcome });
    return outcome === 'imported' ? 'imported now' : outcome;
  } catch (error) {
    signal.throwIfAborted();
    if (!isCoded(error)) throw error;
    const hash = error.data['hash'];
    importer.remember({ ...file, hash: typeof hash === 'string' ? hash : null, outcome: error.code });
    return error.code;
  }
}

/** The source over a folder on this machine. */
export function folderSource(options: {
  readonly dir: string;
  /** A folder that is not there has no files yet; by default it cannot be read. */
  readonly mayBeAbsent?: boolean;
  readonly importer: FileImporter;
}): FileSource {
  return fileSource(folderStore(options.dir, options.mayBeAbsent), options.importer);
}
