// Reads an archive of usage or bill lines back, in the plainest way, to compare with what should be in it.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { LineFile, LineMeaning } from '../../core/contract/partner-center/files.ts';

export type ReadLine = Record<LineMeaning, string>;

/** Fields of CSV text with quotes, line by line. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quoted) {
      if (char === '"' && text.charAt(i + 1) === '"') {
        field += '"';
        i += 1;
      } else if (char === '"') quoted = false;
      else field += char;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\n') {
      row.push(field);
      field = '';
      if (char === '\n') {
        rows.push(row);
        row = [];
      }
    } else field += char;
  }
  return rows;
}

/** The CSV parts of an archive, by name. */
export async function readParts(path: string): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const reader = extract();
  reader.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    });
    stream.on('end', () => {
      parts.set(header.name, Buffer.concat(chunks).toString('utf8'));
      next();
    });
  });
  await pipeline(createReadStream(path), createGunzip(), reader);
  return parts;
}

/** All lines of an archive, by meaning. Throws when headings or field counts are not as the table says. */
export async function readLineArchive(file: LineFile, path: string): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  for (const [name, text] of await readParts(path)) {
    if (!file.part.test(name)) throw new Error(`part ${name}`);
    const [headings, ...rows] = parseCsv(text);
    if (headings?.join('|') !== file.columns.map((column) => column.heading).join('|'))
      throw new Error(`headings of ${name}`);
    for (const row of rows) {
      if (row.length !== file.columns.length) throw new Error(`fields of ${row.join('|')}`);
      lines.push(
        Object.fromEntries(file.columns.map((column, i) => [column.meaning, row[i] ?? ''])) as ReadLine,
      );
    }
  }
  return lines;
}

/** Exact sum of a column as decimal text. */
export function sumOf(lines: readonly ReadLine[], meaning: LineMeaning): string {
  let sum = 0n;
  for (const line of lines) {
    const [whole = '0', part = ''] = line[meaning].replace('-', '').split('.');
    if (part.length > 8) throw new Error(`more than 8 decimals: ${line[meaning]}`);
    const units = BigInt(whole + part.padEnd(8, '0'));
    sum += line[meaning].startsWith('-') ? -units : units;
  }
  const value = sum < 0n ? -sum : sum;
  return `${sum < 0n ? '-' : ''}${value / 100_000_000n}.${String(value % 100_000_000n).padStart(8, '0')}`;
}
