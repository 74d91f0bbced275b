import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import companies from '../../sandbox/data/companies.json' with { type: 'json' };
import { addDecimals, compareDecimals, fromE8, toE8 } from '../../base/money.ts';
import { maskName } from '../../base/masking.ts';
import { periodOf } from '../../base/period.ts';
import { seededRandom } from '../../base/random.ts';
import type { CustomerFilter, CustomerRow, CustomerSort } from '../../contract/customers.ts';
import { nameTexts, searchText } from '../search-text.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { fakeLines, NOON, openAreas } from '../../../test/support/areas.ts';
import { refreshCustomerFigures } from './shared.ts';

const ALL_COLUMNS = ['name', 'account', 'manager', 'phone', 'email'];
const random = seededRandom(11);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
const names = companies.companies.flatMap((c) => [c.en, c.zh]);

let desk: AreaDesk;
let all: CustomerRow[];

beforeAll(async () => {
  desk = await openAreas({ lines: fakeLines() });
  const customer = (i: number): Record<string, unknown> => ({
    customer_id: `${(i * 7919) % 1000}`.padStart(4, '0'),
    customer: i % 17 === 0 ? '' : pick(names),
    account_name: `account${i % 50}`,
    account_managers: i % 3 === 0 ? [] : [{ account_name: pick(['lin wei', 'Ana', '陈晨']) }],
    telephone: i % 4 === 0 ? null : `1380013${String(i).padStart(4, '0')}`,
    association_type: pick(['1', '3', '7']),
    associated_on:
      i % 5 === 0 ? null : new Date(NOON - (i % 9) * 86_400_000).toISOString().slice(0, 19) + 'Z',
    label: pick([null, 'Gold', 'gold', 'silver']),
    country_code: pick([null, '0086', '0065']),
    customer_level: pick(['V0', 'V1', null]),
    is_frozen: pick(['0', '1', null]),
  });
  const bodies = Array.from({ length: 400 }, (_, i) => customer(i));
  desk.put('customers', bodies.slice(0, 300) as never);
  desk.put('resellers', [{ indirect_partner_id: 'r1', name: '渡口分销' }]);
  desk.put('customers', bodies.slice(300) as never, 'r1');
  const budgets = bodies.flatMap(({ customer_id }, i) =>
    i % 3 === 0
      ? []
      : [
          {
            customer_id,
            budget_amount: pick(['0', '100', '250.5', '100']),
            used_amount: pick(['0', '75', '100', '300']),
            budget_type: pick(['MONTHLY', 'PACKAGE']),
            currency: 'USD',
          },
        ],
  );
  desk.put('budgets', budgets as never);
  desk.workspace.mirror.write((w) => {
    for (const [i, { customer_id }] of bodies.entries())
      if (i % 4 !== 0)
        w.run('INSERT INTO customer_month VALUES (?, ?, ?, ?, ?, NULL, NULL)', [
          String(customer_id),
          periodOf(NOON),
          i % 29 === 0 ? 'CNY' : 'USD',
          BigInt((i % 40) - 5) * 10n ** 8n,
          // Both parts of a split amount have the same sign.
          i % 7 === 0 ? ((i % 40) - 5 < 0 ? -5n : 5n) : 0n,
        ]);
    refreshCustomerFigures(w);
  });
  for (const [i, { customer_id }] of bodies.entries())
    if (i % 4 === 0)
      desk.put(
        'period_resources',
        [
          {
            resource_id: `r${i}`,
            status: '2',
            expire_time: new Date(NOON + (i % 9) * 86_400_000).toISOString().slice(0, 19) + 'Z',
          },
        ],
        String(customer_id),
      );
  all = (await walk({}, { by: 'id', direction: 'asc' }, 500)).rows;
});
afterAll(() => desk.close());

/** All pages of a list, revealed. */
async function walk(
  filter: CustomerFilter,
  sort: CustomerSort,
  limit: number,
): Promise<{ rows: CustomerRow[]; pages: number }> {
  const rows: CustomerRow[] = [];
  let after: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await desk.ask(
      'customers.list',
      { filter, sort, limit, revealId: 'r', ...(after ? { after } : {}) },
      ALL_COLUMNS,
    );
    rows.push(...page.rows);
    if (page.next === null) return { rows, pages };
    after = page.next;
    if (pages > 500) throw new Error('the list does not end');
  }
}

const use = (row: CustomerRow): bigint | null =>
  row.budget === null || compareDecimals(row.budget.amount, '0') <= 0
    ? null
    : (toE8(row.budget.used) * 100_000_000n) / toE8(row.budget.amount);

/** The value each sort orders by, as the contract tells it. */
const VALUES: Record<CustomerSort['by'], (row: CustomerRow) => string | bigint | number | null> = {
  name: (r) => nameTexts(r.name).sort,
  id: (r) => r.id,
  associatedOn: (r) => r.associatedOn,
  monthToDate: (r) =>
    r.monthToDate === null ? null : toE8(r.monthToDate.amount.replace(/(\.\d{8})\d*/, '$1')),
  budget: (r) => (r.budget === null ? null : toE8(r.budget.amount)),
  budgetUse: use,
  manager: (r) => (r.manager === null ? null : nameTexts(r.manager).sort),
  country: (r) => r.country,
  level: (r) => r.level,
  expiresAt: (r) => r.expiresAt,
};

function sorted(rows: readonly CustomerRow[], sort: CustomerSort): CustomerRow[] {
  const value = VALUES[sort.by];
  const sign = sort.direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) if (x !== y) return x === null ? 1 : -1;
    if (x !== null && y !== null && x !== y) return x < y ? -sign : sign;
    return a.id < b.id ? -sign : sign;
  });
}

const within = (value: string | null, min?: string, max?: string): boolean =>
  value !== null &&
  (min === undefined || compareDecimals(value, min) >= 0) &&
  (max === undefined || compareDecimals(value, max) <= 0);

function matches(row: CustomerRow, f: CustomerFilter): boolean {
  const positive = row.budget !== null && compareDecimals(row.budget.amount, '0') > 0;
  const checks: [unknown, boolean][] = [
    [
      f.search,
      row.id === f.search ||
        searchText(row.name).includes(f.search ?? '') ||
        row.account.includes(f.search ?? ''),
    ],
    [f.name, searchText(row.name).includes(f.name ?? '')],
    [f.account, row.account.includes(f.account ?? '')],
    [f.manager, searchText(row.manager ?? '').includes(f.manager ?? '')],
    [f.mobile, (row.phone ?? '').includes(f.mobile ?? '')],
    [f.tag, row.tag?.toLowerCase() === f.tag?.toLowerCase()],
    [f.associationType, row.association?.code === f.associationType],
    [
      f.associated,
      (f.associated?.from ?? f.associated?.to) === undefined ||
        (row.associatedOn !== null &&
          row.associatedOn >= (f.associated?.from ?? 0) &&
          row.associatedOn <= (f.associated?.to ?? Number.MAX_SAFE_INTEGER)),
    ],
    [
      f.expires,
      (f.expires?.from ?? f.expires?.to) === undefined ||
        (row.expiresAt !== null &&
          row.expiresAt >= (f.expires?.from ?? 0) &&
          row.expiresAt <= (f.expires?.to ?? Number.MAX_SAFE_INTEGER)),
    ],
    [f.frozen, row.frozen === f.frozen],
    [
      f.monthToDate,
      (f.monthToDate?.min ?? f.monthToDate?.max) === undefined ||
        within(row.monthToDate?.amount ?? null, f.monthToDate?.min, f.monthToDate?.max),
    ],
    [
      f.budgetUse,
      (f.budgetUse?.min ?? f.budgetUse?.max) === undefined ||
        within(
          use(row) === null ? null : fromE8((use(row) ?? 0n) * 100n),
          f.budgetUse?.min,
          f.budgetUse?.max,
        ),
    ],
    [f.budget, f.budget === 'none' ? !positive : positive && row.budget?.type === f.budget],
    [f.resellerId, row.reseller?.id === f.resellerId],
  ];
  if (f.scope === 'own' && row.reseller !== null) return false;
  if (f.scope === 'resellers' && row.reseller === null) return false;
  return checks.every(([asked, ok]) => asked === undefined || ok);
}

const optional = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arb, { nil: undefined, freq: 4 }).map((v) => v);
const range = (low: number, high: number) =>
  fc.record({
    min: optional(fc.integer({ min: low, max: high }).map((n) => `${n}.5`)),
    max: optional(fc.integer({ min: low, max: high }).map(String)),
  });
const rare = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: arb });
const filters: fc.Arbitrary<CustomerFilter> = fc
  .record({
    search: rare(
      fc.constantFrom(
        '0007',
        '有限公司',
        '科',
        '渡',
        'sz',
        'co',
        'gaming',
        'szlyd',
        'account1',
        'zz',
        'shen',
      ),
    ),
    name: rare(fc.constantFrom('ltd', '有限', 'yx', 'shenzhen')),
    account: rare(fc.constantFrom('account', '9')),
    manager: rare(fc.constantFrom('lin', 'cc', '晨')),
    mobile: rare(fc.constantFrom('13800', '0012')),
    tag: rare(fc.constantFrom('gold', 'Silver')),
    associationType: rare(fc.constantFrom('1', '3', '7')),
    associated: rare(
      fc.record({
        from: optional(fc.constant(NOON - 5 * 86_400_000)),
        to: optional(fc.constant(NOON - 2 * 86_400_000)),
      }),
    ),
    expires: rare(
      fc.record({
        from: optional(fc.constant(NOON + 2 * 86_400_000)),
        to: optional(fc.constant(NOON + 6 * 86_400_000)),
      }),
    ),
    frozen: rare(fc.boolean()),
    monthToDate: rare(range(-4, 30)),
    budgetUse: rare(range(0, 320)),
    budget: rare(fc.constantFrom('none' as const, 'monthly' as const, 'one-time' as const)),
    scope: rare(fc.constantFrom('own' as const, 'resellers' as const, 'all' as const)),
    resellerId: rare(fc.constantFrom('r1', 'r2')),
  })
  .map((f) => JSON.parse(JSON.stringify(f)) as CustomerFilter);
const sorts: fc.Arbitrary<CustomerSort> = fc.record({
  by: fc.constantFrom(...(Object.keys(VALUES) as CustomerSort['by'][])),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});

describe('lists of customers', () => {
  test('walking the pages gives the whole sorted result, for any sort, filter and page size', async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 60 }), async (filter, sort, limit) => {
        const expected = sorted(
          all.filter((row) => matches(row, filter)),
          sort,
        );
        const { rows } = await walk(filter, sort, limit < 5 ? 37 : limit);
        expect(rows.map((r) => r.id)).toEqual(expected.map((r) => r.id));
      }),
      { numRuns: 60 },
    );
  });

  test('every sort in both directions holds over everything', async () => {
    for (const by of Object.keys(VALUES) as CustomerSort['by'][])
      for (const direction of ['asc', 'desc'] as const) {
        const { rows } = await walk({}, { by, direction }, 33);
        expect(rows.map((r) => r.id)).toEqual(sorted(all, { by, direction }).map((r) => r.id));
      }
  });

  test('totals are the sums of the list, one per currency', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { rows } = await walk(filter, { by: 'id', direction: 'asc' }, 500);
        const totals = await desk.ask('customers.totals', { filter });
        expect([totals.count, totals.of]).toEqual([rows.length, all.length]);
        for (const { amount, currency } of totals.monthToDate)
          expect(amount).toBe(
            addDecimals(
              ...rows.flatMap((r) => (r.monthToDate?.currency === currency ? [r.monthToDate.amount] : [])),
            ),
          );
        for (const { amount, currency } of totals.budgets)
          expect(amount).toBe(
            addDecimals(...rows.flatMap((r) => (r.budget?.currency === currency ? [r.budget.amount] : []))),
          );
      }),
      { numRuns: 40 },
    );
  });

  test('nothing is shown clear until it is revealed, not even in the key of the next page', async () => {
    const page = await desk.ask('customers.list', {
      filter: {},
      sort: { by: 'name', direction: 'asc' },
      limit: 50,
    });
    for (const row of page.rows) {
      const clear = all.find((r) => r.id === row.id);
      expect(row.name).toBe(maskName(clear?.name ?? ''));
      expect(row.phone === null || row.phone.includes('***')).toBe(true);
    }
    const key = Buffer.from(page.next ?? '', 'base64url').toString('latin1');
    const last = all.find((r) => r.id === page.rows.at(-1)?.id);
    expect(key).not.toContain(nameTexts(last?.name ?? '').sort);
    const revealed = await desk.ask('customers.list', { filter: {}, limit: 5, revealId: 'r' }, ['phone']);
    expect(revealed.rows.every((r) => r.name === '' || r.name.includes('***'))).toBe(true);
    expect(revealed.rows.some((r) => r.phone !== null && !r.phone.includes('*'))).toBe(true);
  });

  test('a key of another sort is refused', async () => {
    const page = await desk.ask('customers.list', {
      filter: {},
      sort: { by: 'name', direction: 'asc' },
      limit: 5,
    });
    const wrong = desk.ask('customers.list', {
      filter: {},
      sort: { by: 'id', direction: 'asc' },
      after: page.next ?? '',
    });
    await expect(wrong).rejects.toThrow('INPUT_INVALID');
  });
});
