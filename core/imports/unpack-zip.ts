import { createGunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import { CodedError } from '../base/errors.ts';
import { MAX_ENTRIES } from './limits.ts';
import type { PartSink } from './unpack.ts';
import { readWorkbook } from './workbook.ts';

const openLazily = promisify<string, object, ZipFile>(openZip);

/** Plain tables and gzipped ones; whatever else an archive holds is passed over. */
const TABLE = /\.(csv|tsv|txt)(\.gz)?$/i;
const WORKBOOK = /^xl\/workbook\.xml$/i;
const WORKSHEET = /^xl\/worksheets\/[^/]+\.xml$/i;

const baseName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

/** What the library says about the archive itself has no code; the system's failures have one and stay as they are. */
function zipError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CodedError || 'code' in error) return error;
  return new CodedError('IMPORT_TRUNCATED', { reason: 'damaged' }, { cause: error });
}

/** All entries by the directory at the end. @throws CodedError IMPORT_TOO_LARGE, IMPORT_TRUNCATED */
function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) reject(new CodedError('IMPORT_TOO_LARGE', { limit: 'entries' }));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

/** Most bytes an entry without content is compressed to. */
const EMPTY_BYTES = 2;

/**
 * Whether the directory says that an entry is empty and it is not: a workbook's parts are inflated in memory up to what
 * is said of them, and what says nothing would have no bound.
 */
const hidesSize = ({ fileName, uncompressedSize, compressedSize, generalPurposeBitFlag }: Entry): boolean =>
  !fileName.endsWith('/') &&
  uncompressedSize === 0 &&
  (compressedSize > EMPTY_BYTES || (compressedSize === 0 && (generalPurposeBitFlag & 8) !== 0));

/**
 * Reads the tables of a zip archive, or the sheets of a workbook (which is one), into `sink`. Sizes are checked while
 * inflating, whatever the directory claims.
 * @throws CodedError IMPORT_TRUNCATED, IMPORT_TOO_LARGE, IMPORT_NOT_RECOGNISED {reason: 'encrypted'}
 */
export async function readZip(file: string, name: string, sink: PartSink): Promise<void> {
  let zip: ZipFile | undefined;
  try {
    // Names that point outside the archive are refused by the library; ours never become paths anyway.
    zip = await openLazily(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    const entries = await entriesOf(zip);
    if (entries.some((entry) => entry.isEncrypted()))
      throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'encrypted' });
    if (entries.some(({ fileName }) => WORKBOOK.test(fileName))) {
      if (entries.some(hidesSize)) throw new CodedError('IMPORT_TRUNCATED', { reason: 'damaged' });
      const size = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
      const sheets = entries.filter(({ fileName }) => WORKSHEET.test(fileName)).length;
      await readWorkbook(file, { name, size, sheets }, sink);
      return;
    }
    for (const entry of entries) {
      if (!TABLE.test(entry.fileName)) continue;
      await readEntry(zip, entry, sink);
    }
  } catch (error) {
    throw zipError(error);
  } finally {
    zip?.close();
  }
}

async function readEntry(zip: ZipFile, entry: Entry, sink: PartSink): Promise<void> {
  const plain = await zip.openReadStreamPromise(entry);
  const zipped = /\.gz$/i.test(entry.fileName);
  const gunzip = createGunzip();
  if (zipped) plain.on('error', (error) => gunzip.destroy(error));
  try {
    const source = zipped ? plain.pipe(gunzip) : plain;
    await sink.part(source, baseName(entry.fileName).replace(/\.gz$/i, ''));
  } finally {
    plain.destroy();
    gunzip.destroy();
  }
}
