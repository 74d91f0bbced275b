import { CodedError } from '../base/errors.ts';
import { period } from '../contract/define.ts';
import type { StartedDesk } from '../desk/desk.ts';
import type { Answer, Line } from './command.ts';
import { textOf } from './command.ts';
import { numberOf } from './numbers.ts';
import { revealFor } from './reveal.ts';
import { table } from './table.ts';

const MOST = 200_000;
const DIMENSIONS = ['month', 'customer', 'service', 'region'] as const;

function monthOf(line: Line, name: 'from' | 'to'): { from?: string; to?: string } {
  const text = textOf(line, name);
  if (text === undefined) return {};
  if (!period.safeParse(text).success) throw new CodedError('PERIOD_INVALID', { text: text.slice(0, 16) });
  return { [name]: text };
}

/** `show expenditure --by …`: sums per key and currency, exact, as decimal text. */
export async function showExpenditure(line: Line, desk: StartedDesk): Promise<Answer> {
  const given = textOf(line, 'by');
  const by = DIMENSIONS.find((dimension) => dimension === given);
  if (by === undefined) throw new CodedError('USAGE', { '--by': DIMENSIONS.join('|') });
  const filter = { ...monthOf(line, 'from'), ...monthOf(line, 'to') };
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to)
    throw new CodedError('INPUT_INVALID', { paths: ['--from', '--to'] });
  // All of them: a script adds them up. Reselling partners have at most 100,000 customers.
  const limit = numberOf(line, 'limit', 1, MOST) ?? MOST;
  const reveal = await revealFor(line, desk, 'expenditures', ['name']);
  const order = by === 'month' ? 'key' : 'payable';
  const answer = await desk.call('expenditures.groups', { by, filter, order, limit, ...reveal });
  const rows = answer.rows.map(({ key, label, currency, amounts, lines }) => ({
    key,
    label,
    currency,
    ...amounts,
    lines,
  }));
  const total = answer.total.map(({ currency, amounts, lines }) => ({ currency, ...amounts, lines }));
  const cells = (row: { key?: string; label?: string | null } & (typeof total)[number]) => [
    row.key ?? '',
    row.label ?? '',
    row.currency,
    row.payable,
    row.list,
    row.billed,
    row.effective,
    row.lines,
  ];
  return {
    document: { by, groups: answer.groups, rows, total },
    text: () =>
      table(
        [
          [by.toUpperCase(), 'left'],
          ['NAME', 'left'],
          ['CURRENCY', 'left'],
          ['PAYABLE', 'right'],
          ['LIST', 'right'],
          ['BILLED', 'right'],
          ['EFFECTIVE', 'right'],
          ['LINES', 'right'],
        ],
        [...rows, ...total].map(cells),
      ),
  };
}
