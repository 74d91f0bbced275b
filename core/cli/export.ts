import path from 'node:path';
import { CodedError, isCoded } from '../base/errors.ts';
import type { Answer, Command, Line } from './command.ts';
import { textOf } from './command.ts';
import { facts } from './table.ts';
import { withWorkspace } from './with-desk.ts';
import type { StartedDesk } from '../desk/desk.ts';

/** What a script means by `--acknowledged`, and what it says when the word is missing. */
const FORMATS = ['csv', 'xlsx'] as const;

function formatOf(line: Line, out: string): (typeof FORMATS)[number] {
  const said = textOf(line, 'format') ?? path.extname(out).slice(1).toLowerCase();
  const found = FORMATS.find((format) => format === said);
  if (found === undefined) throw new CodedError('USAGE', { format: said.slice(0, 16), known: [...FORMATS] });
  return found;
}

/** The list's own question as JSON: `{"filter":{"frozen":true}}`. @throws CodedError USAGE */
function filterOf(line: Line): Record<string, unknown> {
  const text = textOf(line, 'filter');
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    throw new CodedError('USAGE', { filter: 'JSON' }, { cause: error });
  }
  throw new CodedError('USAGE', { filter: 'JSON' });
}

async function run(line: Line, desk: StartedDesk): Promise<Answer> {
  const out = textOf(line, 'out');
  if (out === undefined || out === '') throw new CodedError('USAGE', { missing: '--out' });
  const file = path.resolve(line.io.cwd, out);
  const columns = textOf(line, 'columns')?.split(',');
  const asked = {
    list: line.positionals[0] ?? '',
    input: filterOf(line),
    format: formatOf(line, file),
    masked: line.values['unmasked'] !== true,
    language: line.language,
    acknowledged: line.values['acknowledged'] === true,
    ...(columns === undefined ? {} : { columns }),
  };
  const { rows, bytes } = await desk.exportTo(file, asked);
  const document = { list: asked.list, rows, bytes, masked: asked.masked, path: file };
  return { document, text: () => facts(Object.entries(document).map(([k, v]) => [k, String(v)])) };
}

/** `export LIST --out FILE`: a list as a file, for scripts. Masked unless --unmasked is given. */
export const exportList: Command = {
  usage:
    'export LIST --out FILE --acknowledged [--format csv|xlsx] [--filter JSON] [--columns A,B] [--unmasked] [--workspace DIR] [--json]',
  options: {
    out: { type: 'string' },
    format: { type: 'string' },
    filter: { type: 'string' },
    columns: { type: 'string' },
    unmasked: { type: 'boolean' },
    acknowledged: { type: 'boolean' },
  },
  words: [1, 1],
  run: (line) =>
    withWorkspace(line, async (desk) => {
      try {
        return await run(line, desk);
      } catch (error) {
        if (!isCoded(error, 'NOT_FOUND')) throw error;
        const known = (await desk.call('exports.lists', {})).map(({ list }) => list);
        throw new CodedError('USAGE', { list: (line.positionals[0] ?? '').slice(0, 40), known });
      }
    }),
};
