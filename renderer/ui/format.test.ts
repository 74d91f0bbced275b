import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals, negateDecimal, roundDecimal } from '../../core/base/money.ts';
import {
  ageOf,
  formatAmount,
  formatChange,
  formatCompact,
  formatDay,
  formatExact,
  formatPercent,
  formatPeriod,
  groupDecimal,
  MINUS,
} from './format.ts';

const whole = fc.bigInt({ min: 0n, max: 10n ** 15n });
const fraction = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'));
const decimal = fc
  .tuple(fc.boolean(), whole, fraction)
  .map(([negative, w, f]) => `${negative && (w > 0n || /[1-9]/.test(f)) ? '-' : ''}${w}.${f}`);

const plain = (text: string): string => text.replaceAll(',', '').replace(MINUS, '-');

describe('amounts are written from the exact text', () => {
  test('grouping keeps every digit', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(plain(groupDecimal(text))).toBe(text);
      }),
    );
  });

  test('groups have three digits', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(groupDecimal(text)).toMatch(/^\u2212?\d{1,3}(,\d{3})*\.\d{8}$/);
      }),
    );
  });

  test('two decimals on screen are the exact amount rounded, never a float', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const shown = plain(formatAmount(text));
        const rounded = roundDecimal(text, 2);
        expect(compareDecimals(shown, rounded)).toBe(0);
        expect(shown).toMatch(/^-?\d+\.\d{2}$/);
      }),
    );
  });

  test('the tooltip has all decimals', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(plain(formatExact(text))).toBe(text);
      }),
    );
    expect(formatExact('5')).toBe('5.00');
  });

  test('beyond what a float can hold', () => {
    expect(formatAmount('9007199254740993.01')).toBe('9,007,199,254,740,993.01');
    expect(formatAmount('-0.004')).toBe('0.00');
    expect(formatAmount('-1234.567')).toBe(`${MINUS}1,234.57`);
  });
});

test('percents differ by language', () => {
  expect(formatPercent('46.49', 'en', 2)).toBe('46.49\u202f%');
  expect(formatPercent('46.49', 'zh-CN')).toBe('46%');
  expect(formatChange('6.2', 'en')).toBe('+6.2\u202f%');
  expect(formatChange('-2.34', 'zh-CN')).toBe(`${MINUS}2.3%`);
  expect(formatChange('0.01', 'en')).toBe('0.0\u202f%');
});

describe('compact labels', () => {
  test.each([
    ['800000', '800K', '80万'],
    ['3400000', '3.4M', '340万'],
    ['12000', '12K', '1.2万'],
    ['999999', '1M', '100万'],
    ['99999999', '100M', '1亿'],
    ['950', '950', '950'],
    ['0', '0', '0'],
    ['-120000', `${MINUS}120K`, `${MINUS}12万`],
    ['2500000000', '2.5B', '25亿'],
  ])('%s', (amount, english, chinese) => {
    expect(formatCompact(amount, 'en')).toBe(english);
    expect(formatCompact(amount, 'zh-CN')).toBe(chinese);
  });

  test('a negative amount is its positive with a sign', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 13n }),
        fc.constantFrom('en' as const, 'zh-CN' as const),
        (n, l) => {
          expect(formatCompact(negateDecimal(String(n)), l)).toBe(MINUS + formatCompact(String(n), l));
        },
      ),
    );
  });
});

test('days and periods by language', () => {
  expect(formatDay('2026-11-22', 'en')).toBe('22 Nov 2026');
  expect(formatDay('2026-11-02', 'zh-CN')).toBe('2026年11月2日');
  expect(formatDay('2026-11-22', 'en', true)).toBe('22 Nov');
  expect(formatPeriod('2026-11', 'en')).toBe('November 2026');
  expect(formatPeriod('2026-11', 'zh-CN')).toBe('2026年11月');
  expect(formatPeriod('2026-01', 'en', 'shortMonth')).toBe('Jan');
  expect(formatPeriod('2026-01', 'zh-CN', 'month')).toBe('1月');
});

test('ages in the largest whole unit; the future is now', () => {
  const minute = 60_000;
  expect(ageOf(100, 100)).toEqual({ unit: 'moment', count: 0 });
  expect(ageOf(0, 4 * minute)).toEqual({ unit: 'minutes', count: 4 });
  expect(ageOf(0, 47 * 60 * minute)).toEqual({ unit: 'hours', count: 47 });
  expect(ageOf(0, 48 * 60 * minute)).toEqual({ unit: 'days', count: 2 });
  expect(ageOf(5000, 0)).toEqual({ unit: 'moment', count: 0 });
});
