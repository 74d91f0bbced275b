import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { NOON, openAreas } from '../../../test/support/areas.ts';
import { modelLines, type ModelLine } from '../../../test/support/lines-model.ts';
import { compareDecimals } from '../../base/money.ts';
import { expectedCurve, forecast, inside, lookBack, median, withoutPeaks } from './rules/forecast.ts';

const even = (length: number, amount: bigint): bigint[] => Array.from({ length }, () => amount);
const amounts = fc.bigInt({ min: 0n, max: 10n ** 22n });
const months = fc.array(fc.array(amounts, { minLength: 28, maxLength: 31 }), { minLength: 3, maxLength: 14 });

describe('rules', () => {
  test('an even month goes on evenly; months of other lengths are compared by their part', () => {
    const closed = [even(31, 100n), even(28, 100n), even(30, 100n)];
    const seen = forecast(closed, even(10, 200n), 10, 30);
    // 10 of 30 days are spent: of 31 days that is day 10, of 28 day 9.
    expect(seen).toMatchObject({ low: 6000n, high: 6222n, months: 3, oneOff: 0n });
    expect(seen?.amount).toBe(median([6200n, 6222n, 6000n]));
  });

  test('a purchase on one day is counted once and not carried on', () => {
    const closed = [even(30, 100n), even(30, 100n), even(30, 100n)];
    const days = even(10, 100n);
    days[3] = 50_000n;
    expect(withoutPeaks(days)).toMatchObject({ oneOff: 49_900n });
    expect(forecast(closed, days, 10, 30)).toMatchObject({ amount: 3000n + 49_900n, oneOff: 49_900n });
  });

  test('too few months or days: nothing is claimed', () => {
    const closed = [even(30, 100n), even(30, 100n)];
    expect(forecast(closed, even(30, 1n), 10, 30)).toBeNull();
    expect(forecast([...closed, even(30, 0n)], even(30, 1n), 10, 30)).toBeNull();
    expect(forecast([...closed, even(30, 100n)], even(30, 1n), 2, 30)).toBeNull();
  });

  test('the band holds its own forecast, and nothing is below what is spent', () => {
    fc.assert(
      fc.property(
        months,
        fc.array(amounts, { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 3, max: 30 }),
        (closed, days, complete) => {
          const seen = forecast(closed, days, complete, 30);
          if (seen === null) return;
          expect(seen.low <= seen.amount && seen.amount <= seen.high).toBe(true);
          const spent = days.slice(0, complete).reduce((a, b) => a + b, 0n);
          expect(seen.low >= spent).toBe(true);
        },
      ),
    );
  });

  test('a past month is judged from the months before it alone', () => {
    fc.assert(
      fc.property(months, fc.array(amounts, { minLength: 30, maxLength: 30 }), (closed, later) => {
        const judged = lookBack(closed, 10, 30);
        expect(lookBack([...closed, later], 10, 30).slice(0, -1)).toEqual(judged);
        expect(judged.slice(0, 3)).toEqual([null, null, null]);
        const { hits, of } = inside(judged);
        expect(hits <= of && of <= closed.length).toBe(true);
      }),
    );
  });

  test('the curve begins with what is spent and ends with the forecast', () => {
    const closed = [even(31, 3n), even(30, 5n), even(28, 7n)];
    const curve = expectedCurve(closed, 900n, 3000n, 9, 30);
    expect([curve.length, curve[0], curve.at(-1)]).toEqual([22, 900n, 3000n]);
    expect(curve.every((amount, index) => index === 0 || amount >= (curve[index - 1] ?? 0n))).toBe(true);
  });
});

let desk: AreaDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const month = (period: string, days: number, payable: string): ModelLine[] =>
  Array.from({ length: days }, (_, i) => ({
    day: `${period}-${String(i + 1).padStart(2, '0')}`,
    customerId: 'c1',
    payable,
  }));
const open = async (lines: readonly ModelLine[]): Promise<AreaDesk> => {
  desk = await openAreas({ lines: modelLines(lines, NOON - 3_600_000) });
  return desk;
};

describe('the running month', () => {
  test('three closed months, 22 covered days of which 20 count: forecast, band, the month before and the curve', async () => {
    const areas = await open([
      ...month('2026-07', 31, '10'),
      ...month('2026-08', 31, '10'),
      ...month('2026-09', 30, '10'),
      ...month('2026-10', 31, '10'),
      ...month('2026-11', 22, '20'),
    ]);
    const seen = await areas.ask('forecast.month', {});
    expect(seen).toMatchObject({
      period: '2026-11',
      through: '2026-11-22',
      completeDays: 20,
      days: 30,
      toDate: '440',
      reason: null,
      before: { period: '2026-10', forecast: '310', actual: '310', errorPercent: '0.00' },
    });
    expect(seen?.forecast).toMatchObject({ months: 4, inside: { hits: 1, of: 1 } });
    expect(compareDecimals(seen?.forecast?.amount ?? '0', '590')).toBe(1);
    expect(seen?.curve).toHaveLength(30);
    expect(seen?.curve[21]).toMatchObject({ day: '2026-11-22', actual: '440' });
    expect(seen?.curve[22]?.actual).toBeNull();
    expect(seen?.curve[29]?.expected).toBe(seen?.forecast?.amount);
  });

  test('a gap ends what can be looked back on, and the reason is named', async () => {
    const areas = await open([
      ...month('2026-06', 30, '10'),
      ...month('2026-07', 31, '10'),
      ...month('2026-09', 30, '10'),
      ...month('2026-10', 31, '10'),
      ...month('2026-11', 22, '20'),
    ]);
    expect(await areas.ask('forecast.month', {})).toMatchObject({
      forecast: null,
      reason: 'few-months',
      before: null,
    });
  });

  test('null before the first import; no days yet is said', async () => {
    expect(await (await open([])).ask('forecast.month', {})).toBeNull();
    await desk?.close();
    const areas = await open(['2026-08', '2026-09', '2026-10'].flatMap((p) => month(p, 28, '10')));
    expect(await areas.ask('forecast.month', {})).toMatchObject({
      forecast: null,
      reason: 'few-days',
      toDate: '0',
    });
  });
});

describe('what if', () => {
  const QUOTA = {
    consumption_quota: '10000',
    amount: '0',
    coupon_amount: '100',
    due_amount: '500',
    unbilled_amount: '600',
    used_consumption_quota: '1000',
    measure_id: '1',
    currency: 'USD',
  };

  test('paying, raising, a new customer and a lapsed coupon move the quota as its formula says', async () => {
    const areas = await open([...month('2026-10', 31, '100'), ...month('2026-11', 22, '100')]);
    expect(await areas.ask('forecast.whatIf', {})).toBeNull();
    areas.put('quota', [QUOTA]);
    const seen = await areas.ask('forecast.whatIf', {
      pay: '400',
      raise: '1000',
      perDay: '100',
      lapse: '100',
    });
    expect(seen?.present).toMatchObject({ used: '1000', available: '9000', perDay: '100' });
    expect(seen?.supposed).toMatchObject({ total: '11000', used: '700', available: '10300', perDay: '200' });
    // 90 days at 100 a day from 23 November; 52 days at 200.
    expect(seen?.present.runsOut?.from).toBe('2027-02-21');
    expect(seen?.supposed.runsOut?.from).toBe('2027-01-14');
    const same = await areas.ask('forecast.whatIf', {});
    expect(same?.supposed).toEqual(same?.present);
  });
});
