import { fromE8 } from '../../base/money.ts';
import { DAY_MS } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { nextKey, openPlace, readStretches } from '../../storage/keyset.ts';
import { normalise } from '../search-text.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { seenIn } from '../customers/shared.ts';
import type { CouponState } from './rules/coupons.ts';
import { couponState, daysLeft } from './rules/coupons.ts';
import { couponsReadAt } from './shared.ts';

type Stored = {
  id: string;
  name: string;
  status: string;
  version: string | null;
  face_e8: bigint;
  balance_e8: bigint;
  currency: string;
  effective_at: bigint | null;
  expires_at: bigint | null;
  customer_id: string | null;
  reseller_id: string | null;
  products: string | null;
  as_of: bigint;
  place: SqlValue;
};

/** `couponState` in SQL, over `c` and the parameter :now. The tests compare both. */
const STATE = `CASE WHEN c.status = '3' THEN 'used' WHEN c.status = '5' THEN 'withdrawn' WHEN c.status = '4' THEN 'expired'
  WHEN c.expires_at <= ? THEN 'expired' WHEN c.status = '2' THEN 'available' WHEN c.status = '1' THEN 'inactive'
  ELSE 'unknown' END`;

const REUSABLE: Readonly<Record<string, boolean>> = { '1': false, '2': true };
const at = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** Coupons (guide 9.1), the soonest expiry first, those without expiry last. Holds no personal names. */
export function listCoupons(
  context: AreaContext,
  input: ParsedInputOf<'coupons.list'>,
  caller: Caller,
): OutputOf<'coupons.list'> {
  const { mirror, clock } = context.workspace;
  const now = clock.now();
  const after = input.after === undefined ? null : openPlace(mirror.epoch(), 'coupons', input.after);
  const where: string[] = ['1'];
  const params: SqlValue[] = [];
  const add = (text: string, ...values: SqlValue[]): void => {
    where.push(text);
    params.push(...values);
  };
  for (const seen of seenIn(caller.sees, 'c.customer_id'))
    add(`(c.customer_id IS NULL OR ${seen.text})`, ...seen.params);
  if (input.state !== undefined) add(`${STATE} = ?`, now, input.state);
  if (input.customerId !== undefined) add('c.customer_id = ?', input.customerId);
  if (input.expiringWithinDays !== undefined)
    add(
      'c.open = 1 AND c.balance_e8 > 0 AND c.expires_at > ? AND c.expires_at <= ?',
      now,
      now + input.expiringWithinDays * DAY_MS,
    );
  const needle = normalise(input.search ?? '');
  if (needle !== '') add('instr(c.text, ?) > 0', needle);
  return mirror.snapshot((r) => {
    const found = readStretches<Stored>(r, {
      select: 'SELECT c.*, c.expires_at AS place FROM coupon AS c',
      where,
      params,
      column: 'c.expires_at',
      id: 'c.id',
      direction: 'asc',
      after,
      limit: input.limit + 1,
    });
    return {
      rows: found.slice(0, input.limit).map((row) => ({
        id: row.id,
        name: row.name,
        status: row.status,
        state: couponState(row.status, at(row.expires_at), now),
        faceValue: fromE8(row.face_e8),
        balance: fromE8(row.balance_e8),
        currency: row.currency,
        effectiveAt: at(row.effective_at),
        expiresAt: at(row.expires_at),
        daysLeft: daysLeft(at(row.expires_at), now),
        reusable: REUSABLE[row.version ?? ''] ?? null,
        customerId: row.customer_id,
        resellerId: row.reseller_id,
        products: row.products,
        stamp: apiStamp(context, 'coupons', OPERATIONS.coupons, Number(row.as_of)),
      })),
      next: nextKey(mirror.epoch(), 'coupons', found, input.limit),
    };
  });
}

/** How many coupons are in each state, and what the available ones still hold, per currency. */
export function summariseCoupons(
  context: AreaContext,
  _input: ParsedInputOf<'coupons.summary'>,
  caller: Caller,
): OutputOf<'coupons.summary'> {
  const seen = seenIn(caller.sees, 'c.customer_id');
  const where = seen.map(({ text }) => `WHERE c.customer_id IS NULL OR ${text}`).join('');
  const { mirror, clock } = context.workspace;
  return mirror.snapshot((r) => {
    const rows = r.all<{ state: CouponState; currency: string; n: bigint; e8: bigint }>(
      `SELECT ${STATE} AS state, currency, count(*) AS n, sum(balance_e8) AS e8 FROM coupon AS c
       ${where} GROUP BY 1, 2 ORDER BY 1, 2`,
      [clock.now(), ...seen.flatMap(({ params }) => params)],
    );
    const counts = new Map<string, number>();
    for (const { state, n } of rows) counts.set(state, (counts.get(state) ?? 0) + Number(n));
    const asOf = couponsReadAt(r);
    return {
      total: rows.reduce((sum, row) => sum + Number(row.n), 0),
      available: rows
        .filter(({ state }) => state === 'available')
        .map(({ currency, e8 }) => ({ amount: fromE8(e8), currency })),
      byState: [...counts].map(([state, count]) => ({ state, count })),
      stamp: asOf === null ? null : apiStamp(context, 'coupons', OPERATIONS.coupons, asOf),
    };
  });
}
