import { addPeriods, periodOf } from '../../base/period.ts';
import { parseDecimal, splitUnits } from '../../base/money.ts';
import type { Migration } from '../../storage/migrate.ts';
import type { Row, WriteHandle } from '../../storage/store.ts';
import type { Workspace } from '../../storage/workspace-types.ts';

/**
 * Payable and list sums per customer of the running and the previous month, beside the customers in the mirror, so that
 * customer lists can sort and filter by them (decision 0003). Derived: written whole whenever the lines have changed.
 * Component 'expenditures' of the mirror.
 */
export const expenditureMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'customer months',
    up(w) {
      w.run(`CREATE TABLE customer_month (
        customer_id TEXT NOT NULL,
        period TEXT NOT NULL,
        currency TEXT NOT NULL,
        payable_e8 INTEGER NOT NULL,
        payable_r16 INTEGER NOT NULL,
        list_e8 INTEGER,
        list_r16 INTEGER,
        PRIMARY KEY (period, customer_id, currency)
      ) STRICT, WITHOUT ROWID`);
      w.run(`CREATE TABLE customer_month_state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        epoch TEXT NOT NULL,
        version INTEGER NOT NULL,
        period TEXT NOT NULL
      ) STRICT`);
    },
  },
];

interface State extends Row {
  epoch: string;
  version: bigint;
  period: string;
}

/**
 * Writes the derived table when the lines, or the running month, are others than it was made from; otherwise does
 * nothing. Call it at opening and after each change of the lines.
 * @param derive runs in the same transaction, for figures that follow from the table
 * @returns whether anything was written
 */
export async function publishCustomerMonths(
  ws: Workspace,
  derive?: (w: WriteHandle) => void,
): Promise<boolean> {
  const running = periodOf(ws.clock.now());
  // Read before the rows: lines that change meanwhile make another publication necessary, never a stale one final.
  const version = await ws.lines.version();
  const epoch = ws.lines.epoch();
  const state = ws.mirror.read.get<State>(
    'SELECT epoch, version, period FROM customer_month_state WHERE one = 1',
  );
  if (state?.epoch === epoch && state.version === version && state.period === running) return false;

  const rows: (string | bigint | null)[][] = [];
  for await (const batch of ws.lines.customerMonths({ periods: [running, addPeriods(running, -1)] })) {
    for (const { customerId, period, currency, payable, list } of batch) {
      const due = splitUnits(parseDecimal(payable));
      const price = list === null ? null : splitUnits(parseDecimal(list));
      rows.push([customerId, period, currency, due.e8, due.r16, price?.e8 ?? null, price?.r16 ?? null]);
    }
  }
  ws.mirror.write((w) => {
    w.run('DELETE FROM customer_month');
    for (const row of rows) {
      w.run(
        `INSERT INTO customer_month (customer_id, period, currency, payable_e8, payable_r16, list_e8, list_r16)
          VALUES (?, ?, ?, ?, ?, ?, ?)`,
        row,
      );
    }
    w.run(
      `INSERT INTO customer_month_state (one, epoch, version, period) VALUES (1, ?, ?, ?)
        ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, version = excluded.version, period = excluded.period`,
      [epoch, version, running],
    );
    derive?.(w);
    w.touch('customer_month');
  });
  return true;
}

/** Publishes now if needed, and after each change of the lines. @returns a function that ends it */
export async function followLines(ws: Workspace, derive?: (w: WriteHandle) => void): Promise<() => void> {
  await publishCustomerMonths(ws, derive);
  return ws.lines.follow(async () => void (await publishCustomerMonths(ws, derive)));
}
