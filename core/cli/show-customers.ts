import type { JsonValue } from '../base/json.ts';
import { maskedCustomerColumns } from '../contract/customers.ts';
import type { StartedDesk } from '../desk/desk.ts';
import type { Answer, Line } from './command.ts';
import { textOf } from './command.ts';
import { numberOf } from './numbers.ts';
import { revealFor } from './reveal.ts';
import { table } from './table.ts';

const DEFAULT_LIMIT = 100;

/** `show customers`: a first page, by name unless a search says otherwise. An id is searched exactly. */
export async function showCustomers(line: Line, desk: StartedDesk): Promise<Answer> {
  const limit = numberOf(line, 'limit', 1, 500) ?? DEFAULT_LIMIT;
  const id = textOf(line, 'id');
  const search = textOf(line, 'search');
  const filter = {
    ...(id === undefined ? {} : { customerId: id }),
    ...(search === undefined ? {} : { search }),
  };
  const reveal = await revealFor(line, desk, 'customers', maskedCustomerColumns);
  const [list, totals] = await Promise.all([
    desk.call('customers.list', { filter, sort: { by: 'name', direction: 'asc' }, limit, ...reveal }),
    desk.call('customers.totals', { filter }),
  ]);
  const document = { count: totals.count, rows: list.rows, next: list.next };
  return {
    document: document as unknown as JsonValue,
    text: () =>
      table(
        [
          ['ID', 'left'],
          ['NAME', 'left'],
          ['ACCOUNT', 'left'],
          ['MONTH TO DATE', 'right'],
          ['BUDGET USED %', 'right'],
        ],
        list.rows.map((row) => [
          row.id,
          row.name,
          row.account,
          row.monthToDate === null ? null : `${row.monthToDate.amount} ${row.monthToDate.currency}`,
          row.budget?.usedPercent,
        ]),
      ),
  };
}
