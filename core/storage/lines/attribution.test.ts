import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billArchive, huaweiLine, usageArchive } from '../../../test/support/files/huawei.ts';
import { importDesk } from '../../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../../test/support/files/import-desk.ts';
import { addDecimals } from '../../base/money.ts';
import { daysInPeriod, periodsBetween } from '../../base/period.ts';
import { seededRandom } from '../../base/random.ts';
import { splitMonths } from './attribution.ts';
import type { LineRow, Share } from './store.ts';

const PERIODS = periodsBetween('2026-07', '2026-10');
const CUSTOMERS = ['c-0', 'c-1', 'c-2', 'c-3'];
const MANAGERS = ['ana', 'lin', '@elsewhere'];
let desk: ImportDesk;
let lines: LineRow[];
let life = 0;

/** Lines on any day of their month, before it, after it, and (monthly bills) on none; two currencies, odd amounts. */
beforeAll(async () => {
  desk = await importDesk();
  const random = seededRandom(5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
  for (const period of PERIODS) {
    const day = (): string => {
      const n = String(1 + Math.floor(random.next() * daysInPeriod(period))).padStart(2, '0');
      return pick([`${period}-${n}T02:00:00Z`, `${period}-${n}T17:30:00Z`, `${period}-${n}T02:00:00Z`, '']);
    };
    const made = Array.from({ length: 60 }, (_, i) =>
      huaweiLine({
        billingCycle: period,
        transactionTime: day(),
        customerId: pick(CUSTOMERS),
        currency: i % 9 === 0 ? 'CNY' : 'USD',
        serviceTypeCode: pick(['ec2', 'obs']),
        payable: pick(['1.5', '0.00000001', '-0.3', '12.0000000000000007']),
        resourceId: `r-${i}`,
      }),
    );
    const file =
      period === '2026-08' ? billArchive(period, made) : usageArchive(period, `${period}-28`, made);
    await desk.bring('o.tar.gz', await file);
  }
  lines = (await desk.ws.lines.page({ limit: 500 })).rows;
});
afterAll(() => desk.close());

/** Days at which the manager changes, for one customer: one owner (or nobody) from each to the next. */
const changes = fc.array(
  fc.record({
    day: fc
      .tuple(fc.constantFrom(...PERIODS), fc.integer({ min: 1, max: 28 }))
      .map(([period, n]) => `${period}-${String(n).padStart(2, '0')}`),
    manager: fc.constantFrom(...MANAGERS, null),
  }),
  { maxLength: 4 },
);

const before = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Shares of one customer: the first change's manager has no beginning. */
function sharesOf(customerId: string, list: { day: string; manager: string | null }[]): Share[] {
  const sorted = [...new Map(list.map((one) => [one.day, one])).values()].sort((a, b) =>
    a.day < b.day ? -1 : 1,
  );
  return sorted.flatMap(({ day, manager }, i) => {
    const next = sorted[i + 1];
    if (manager === null) return [];
    return [
      {
        customerId,
        manager,
        from: i === 0 ? null : day,
        until: next === undefined ? null : before(next.day),
      },
    ];
  });
}

/** The day a line counts on (LinesStore.daily). */
function counted(line: LineRow): string {
  const last = `${line.period}-${daysInPeriod(line.period)}`;
  if (line.day === null || line.day > last) return last;
  return line.day < `${line.period}-01` ? `${line.period}-01` : line.day;
}

const ownerOf = (shares: readonly Share[], line: LineRow): string =>
  shares.find(
    (s) =>
      s.customerId === line.customerId &&
      (s.from === null || s.from <= counted(line)) &&
      (s.until === null || counted(line) <= s.until),
  )?.manager ?? '';

test('months that are not wholly one manager’s are those with a change inside them', () => {
  expect(splitMonths({ from: null, until: null })).toEqual([]);
  expect(splitMonths({ from: '2026-03-01', until: '2026-04-30' })).toEqual([]);
  expect(splitMonths({ from: '2026-03-02', until: '2026-04-29' })).toEqual(['2026-03', '2026-04']);
  expect(splitMonths({ from: null, until: '2024-02-28' })).toEqual(['2024-02']);
});

test('sums by manager are the sums of the days each had, exactly, and add up to the total', async () => {
  expect(lines).toHaveLength(240);
  expect(lines.some(({ day }) => day === null)).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.tuple(changes, changes, changes, changes), async (each) => {
      const shares = each.flatMap((list, i) => sharesOf(CUSTOMERS[i]!, list));
      life += 1;
      await desk.ws.lines.attribute(`life ${life}`, () => shares);
      const { rows, total: added } = await desk.ws.lines.groups({ by: 'manager' });
      // What knows nothing of managers says the same.
      const { total } = await desk.ws.lines.groups({ by: 'month' });
      expect(added).toEqual(total);
      for (const { currency, amounts, lines: count } of total) {
        const ours = rows.filter((row) => row.currency === currency);
        expect(addDecimals(...ours.map((row) => row.amounts.payable ?? '0'))).toBe(amounts.payable);
        expect(addDecimals(...ours.map((row) => row.amounts.list ?? '0'))).toBe(amounts.list);
        expect(ours.reduce((sum, row) => sum + row.lines, 0)).toBe(count);
      }
      const expected = Map.groupBy(lines, (line) => JSON.stringify([ownerOf(shares, line), line.currency]));
      expect(rows.map(({ key, currency }) => JSON.stringify([key, currency])).sort()).toEqual(
        [...expected.keys()].sort(),
      );
      for (const row of rows) {
        const own = expected.get(JSON.stringify([row.key, row.currency])) ?? [];
        expect(row.amounts.payable).toBe(addDecimals(...own.map((line) => line.amounts.payable ?? '0')));
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('other questions can be asked of one manager’s days, and of some managers’', async () => {
  const shares: Share[] = [
    { customerId: 'c-0', manager: 'ana', from: null, until: '2026-08-10' },
    { customerId: 'c-0', manager: 'lin', from: '2026-08-11', until: null },
    { customerId: 'c-1', manager: 'lin', from: null, until: null },
  ];
  await desk.ws.lines.attribute('fixed', () => shares);
  const sum = (list: readonly LineRow[]): string =>
    addDecimals(...list.map((line) => line.amounts.payable ?? '0'));
  const lin = lines.filter((line) => ownerOf(shares, line) === 'lin' && line.currency === 'USD');
  for (const by of ['month', 'service', 'customer', 'manager'] as const) {
    const { rows, total } = await desk.ws.lines.groups({ by, manager: 'lin', currency: 'USD' });
    expect(total[0]?.amounts.payable).toBe(sum(lin));
    expect(addDecimals(...rows.map((row) => row.amounts.payable ?? '0'))).toBe(sum(lin));
  }
  const none = await desk.ws.lines.groups({ by: 'month', manager: '', currency: 'USD' });
  expect(none.total[0]?.amounts.payable).toBe(
    sum(lines.filter((line) => ownerOf(shares, line) === '' && line.currency === 'USD')),
  );
  const both = await desk.ws.lines.groups({ by: 'month', managers: ['ana', 'lin'], currency: 'USD' });
  expect(both.total[0]?.amounts.payable).toBe(
    sum(lines.filter((line) => ownerOf(shares, line) !== '' && line.currency === 'USD')),
  );
  expect((await desk.ws.lines.groups({ by: 'month', managers: [] })).total).toEqual([]);
  const ids = (await desk.ws.lines.page({ manager: 'ana', limit: 500 })).rows.map(({ id }) => id);
  expect(ids).toEqual(lines.filter((line) => ownerOf(shares, line) === 'ana').map(({ id }) => id));
});

test('what was told is kept for its version, and asked for once', async () => {
  let asked = 0;
  const shares = (): Share[] => {
    asked += 1;
    return [];
  };
  await desk.ws.lines.attribute('once', shares);
  await desk.ws.lines.attribute('once', shares);
  expect(asked).toBe(1);
  const { rows } = await desk.ws.lines.groups({ by: 'manager', currency: 'USD' });
  expect(rows.map(({ key }) => key)).toEqual(['']);
});
