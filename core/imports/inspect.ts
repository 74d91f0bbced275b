import { CodedError } from '../base/errors.ts';
import type { ImportInspection } from '../contract/imports.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { proposeMapping, rememberedMapping } from './mapping.ts';
import { MAX_COLUMNS, readHeadings, splitHeading } from './recognise.ts';
import { readHead } from './stage-file.ts';
import type { ImportFile } from './types.ts';
import { unpack, type Part } from './unpack.ts';

const SAMPLE_ROWS = 5;

/** Enough was read: what follows need not be unpacked. */
class Seen extends Error {
  override readonly name = 'Seen';
}

/** The first lines of a text; a line break inside quotes does not end one. */
function firstLines(text: string, count: number): string[] {
  const lines: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length && lines.length < count; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] !== '\n' || quoted) continue;
    lines.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (lines.length < count && start < text.length) lines.push(text.slice(start));
  return lines;
}

/**
 * What the first table of a file looks like, and how it was read the last time or could be read.
 * @throws CodedError IMPORT_NOT_RECOGNISED when it holds no table at all, and the codes of reading
 */
export async function inspectFile(ws: Workspace, file: ImportFile): Promise<ImportInspection> {
  let head: string | null = null;
  try {
    await unpack(file.path, file.name, {
      stagingDir: ws.lines.writer.stagingDir,
      // Any row with two filled cells may be the headings of a table we do not know.
      isHeading: (cells) => cells.filter((cell) => cell.trim() !== '').length >= 2,
      async onPart(part: Part) {
        head = await readHead(part);
        throw new Seen();
      },
    });
  } catch (error) {
    if (!(error instanceof Seen)) throw error;
  }
  if (head === null) throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'empty' });
  const { delimiter, cells: headings } = readHeadings(head);
  if (headings.length < 2 || headings.length > MAX_COLUMNS)
    throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'headings' });
  const sample = firstLines(head, SAMPLE_ROWS + 1)
    .slice(1)
    .map((line) => splitHeading(line, delimiter) ?? []);
  const remembered = rememberedMapping(ws.ledger.read, headings);
  const source = file.name.replace(/\.[^.]+$/, '').replaceAll(/[\d_\-. ]+$/g, '');
  return {
    name: file.name,
    headings,
    sample,
    mapping: remembered ?? proposeMapping(headings, sample, source),
    remembered: remembered !== undefined,
  };
}
