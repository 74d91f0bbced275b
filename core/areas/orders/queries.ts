import { maskName } from '../../base/masking.ts';
import { fromE8 } from '../../base/money.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { OrderRow } from '../../contract/records.ts';
import type { Place } from '../../storage/keyset.ts';
import { nextKey, openPlace, readStretches } from '../../storage/keyset.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { customerNames, matchingCustomers, seenIn, shownName } from '../customers/shared.ts';

type Stored = {
  id: string;
  customer_id: string;
  service_type: string | null;
  service_name: string | null;
  type: string;
  status: string;
  amount_e8: bigint | null;
  discounted_e8: bigint | null;
  currency: string;
  created_at: bigint | null;
  paid_at: bigint | null;
  as_of: bigint;
};
type Found = Stored & { place: SqlValue };

/** An order's amount in lists is what is payable after discount: it is what the person decides about. */
const SORTS = { createdAt: 'o.created_at', amount: 'o.discounted_e8' } as const;

const amountOf = (e8: bigint | null): string | null => (e8 === null ? null : fromE8(e8));

/**
 * Orders (guide 7), a page at a time. `search` matches the order number exactly, or the customer's name.
 * Customer names are masked unless revealed for view 'orders', column 'name'.
 */
export function listOrders(
  context: AreaContext,
  input: ParsedInputOf<'orders.list'>,
  caller: Caller,
): OutputOf<'orders.list'> {
  const { mirror } = context.workspace;
  const list = `orders ${input.sort} ${input.direction}`;
  const after: Place | null = input.after === undefined ? null : openPlace(mirror.epoch(), list, input.after);
  const clear = caller.revealed('orders', input.revealId).has('name');
  return mirror.snapshot((r) => {
    const where: string[] = ['1'];
    const params: SqlValue[] = [];
    for (const seen of seenIn(caller.sees, 'o.customer_id')) {
      where.push(seen.text);
      params.push(...seen.params);
    }
    if (input.status !== undefined) {
      where.push('o.status = ?');
      params.push(input.status);
    }
    if (input.customerId !== undefined) {
      where.push('o.customer_id = ?');
      params.push(input.customerId);
    }
    if (input.search !== undefined && input.search !== '') {
      // Order numbers are case-insensitive (API: order_id).
      const customers = matchingCustomers(r, input.search, caller.sees);
      where.push(`(o.id = ? COLLATE NOCASE OR o.customer_id IN (${customers.text}))`);
      params.push(input.search, ...customers.params);
    }
    const found = readStretches<Found>(r, {
      select: `SELECT o.*, ${SORTS[input.sort]} AS place FROM customer_order AS o`,
      where,
      params,
      column: SORTS[input.sort],
      id: 'o.id',
      direction: input.direction,
      after,
      limit: input.limit + 1,
    });
    const rows = found.slice(0, input.limit);
    const names = customerNames(
      r,
      rows.map((row) => row.customer_id),
    );
    return {
      rows: rows.map((row): OrderRow => {
        const name = shownName(names.get(row.customer_id));
        return {
          id: row.id,
          customerId: row.customer_id,
          customerName: clear ? name : maskName(name),
          serviceType: row.service_type,
          serviceName: row.service_name,
          type: row.type,
          status: row.status,
          amount: amountOf(row.amount_e8),
          discounted: amountOf(row.discounted_e8),
          currency: row.currency,
          createdAt: row.created_at === null ? null : Number(row.created_at),
          paidAt: row.paid_at === null ? null : Number(row.paid_at),
          stamp: apiStamp(context, 'orders', OPERATIONS.orders, Number(row.as_of)),
        };
      }),
      next: nextKey(mirror.epoch(), list, found, input.limit),
    };
  });
}

/** Orders by status with the sums payable after discount, one per currency. */
export function summariseOrders(
  context: AreaContext,
  _input: ParsedInputOf<'orders.summary'>,
  caller: Caller,
): OutputOf<'orders.summary'> {
  const seen = seenIn(caller.sees, 'customer_id');
  const rows = context.workspace.mirror.read.all<{
    status: string;
    currency: string;
    n: bigint;
    e8: bigint | null;
    as_of: bigint;
  }>(
    `SELECT status, currency, count(*) AS n, sum(discounted_e8) AS e8, max(as_of) AS as_of FROM customer_order
     ${seen.map(({ text }) => `WHERE ${text}`).join('')}
     GROUP BY status, currency ORDER BY length(status), status, currency`,
    seen.flatMap(({ params }) => params),
  );
  const byStatus = new Map<string, OutputOf<'orders.summary'>['byStatus'][number]>();
  for (const row of rows) {
    const entry = byStatus.get(row.status) ?? { status: row.status, count: 0, sum: [] };
    entry.count += Number(row.n);
    entry.sum.push({ amount: fromE8(row.e8 ?? 0n), currency: row.currency });
    byStatus.set(row.status, entry);
  }
  const asOf = rows.reduce((max, row) => Math.max(max, Number(row.as_of)), 0);
  return {
    total: rows.reduce((sum, row) => sum + Number(row.n), 0),
    byStatus: [...byStatus.values()],
    stamp: rows.length === 0 ? null : apiStamp(context, 'orders', OPERATIONS.orders, asOf),
  };
}
