import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoded } from './errors.ts';
import {
  addDecimals,
  compareDecimals,
  decimalsOf,
  formatDecimal,
  fromE8,
  joinUnits,
  parseDecimal,
  percentOf,
  roundDecimal,
  scaleDecimal,
  splitUnits,
  subtractDecimals,
  toE8,
} from './money.ts';

const units = fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n });

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return isCoded(error) ? error.code : 'not coded';
  }
  return 'no error';
}

describe('decimal text', () => {
  test('round-trips every amount of up to 16 decimals', () => {
    fc.assert(fc.property(units, (u) => parseDecimal(formatDecimal(u)) === u));
  });

  test('is the shortest plain form, and zero has no sign', () => {
    expect(formatDecimal(parseDecimal('0580.0800'))).toBe('580.08');
    expect(formatDecimal(parseDecimal('-0.00'))).toBe('0');
    expect(formatDecimal(parseDecimal('-.5'))).toBe('-0.5');
    expect(formatDecimal(parseDecimal('7.'))).toBe('7');
    expect(formatDecimal(parseDecimal('1.5'), 4)).toBe('1.5000');
    expect(formatDecimal(1n)).toBe('0.0000000000000001');
  });

  test('refuses what is not a plain decimal, and what it cannot keep', () => {
    for (const text of ['', ' ', '1e5', '1,000', 'NaN', '--1', '1.2.3', '.', '+', '１'])
      expect(codeOf(() => parseDecimal(text))).toBe('AMOUNT_INVALID');
    expect(codeOf(() => parseDecimal('0.00000000000000001'))).toBe('AMOUNT_TOO_PRECISE');
    expect(parseDecimal('0.10000000000000000')).toBe(10n ** 15n);
    expect(codeOf(() => toE8('0.000000001'))).toBe('AMOUNT_TOO_PRECISE');
  });

  test('adds without losing the last digit', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('9007199254740993', '0.0000000000000001')).toBe('9007199254740993.0000000000000001');
    expect(subtractDecimals('500.28', '10.18')).toBe('490.1');
    expect(addDecimals()).toBe('0');
  });

  test('split and joined units are the same amount, also after summing the halves', () => {
    fc.assert(
      fc.property(fc.array(units, { maxLength: 20 }), (list) => {
        const total = list.reduce((sum, u) => sum + u, 0n);
        const halves = list.map(splitUnits);
        const e8 = halves.reduce((sum, h) => sum + h.e8, 0n);
        const r16 = halves.reduce((sum, h) => sum + h.r16, 0n);
        return joinUnits(e8, r16) === total;
      }),
    );
  });

  test('stores 8 decimals as an integer', () => {
    expect(toE8('2147483647')).toBe(214748364700000000n);
    expect(fromE8(-1n)).toBe('-0.00000001');
  });

  test('orders like numbers do', () => {
    expect(compareDecimals('10', '9.99')).toBe(1);
    expect(compareDecimals('-1', '1')).toBe(-1);
    expect(compareDecimals('1.50', '1.5')).toBe(0);
  });
});

describe('shown amounts', () => {
  test('round half away from zero', () => {
    expect(roundDecimal('1.005', 2)).toBe('1.01');
    expect(roundDecimal('-1.005', 2)).toBe('-1.01');
    expect(roundDecimal('1.004999', 2)).toBe('1.00');
    expect(roundDecimal('12', 2)).toBe('12.00');
    expect(roundDecimal('2.5', 0)).toBe('3');
  });

  test('a share has the asked decimals, and a whole of zero is 0 % (guide 4.1)', () => {
    expect(percentOf('580.08', '10000')).toBe('5.80');
    expect(percentOf('1115689.45', '2400000')).toBe('46.49');
    expect(percentOf('5', '0')).toBe('0.00');
    expect(percentOf('-1', '3', 1)).toBe('-33.3');
  });

  test('a projection scales and rounds to 8 decimals', () => {
    expect(scaleDecimal('10', 1, 3)).toBe('3.33333333');
    expect(scaleDecimal('-10', 2, 3)).toBe('-6.66666667');
  });

  test('counts written decimals', () => {
    expect([decimalsOf('1'), decimalsOf('1.50')]).toEqual([0, 2]);
  });
});
