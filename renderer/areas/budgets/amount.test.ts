import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBudget, writeBudget } from './amount.ts';

test.each([
  ['1,200.50', '1200.5'],
  ['1200.5', '1200.5'],
  [' 1 200.50 ', '1200.5'],
  ['1，200．５０', '1200.5'],
  ['１２３', '123'],
  ['007', '7'],
  ['.5', '0.5'],
  ['12.', '12'],
  ['2147483647', '2147483647'],
  ['1,234,567.89', '1234567.89'],
  ['1200.5000', '1200.5'],
])('%s is understood as %s', (text, amount) => {
  expect(readBudget(text)).toEqual({ amount });
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['abc', 'notNumber'],
  ['12 USD', 'notNumber'],
  ['-5', 'notNumber'],
  ['1e3', 'notNumber'],
  ['1.2.3', 'notNumber'],
  ['1,20', 'grouping'],
  ['1.200,50', 'grouping'],
  ['12,00,000', 'grouping'],
  ['1200,500', 'grouping'],
  ['0', 'zero'],
  ['0.00', 'zero'],
  ['0.001', 'decimals'],
  ['2147483647.01', 'tooLarge'],
  ['2147483648', 'tooLarge'],
  ['99999999999999999999', 'tooLarge'],
])('%s is told as %s', (text, problem) => {
  expect(readBudget(text)).toEqual({ problem });
});

test('whatever is understood, written for the screen, means the same again', () => {
  const cents = fc.integer({ min: 1, max: 214_748_364_700 });
  fc.assert(
    fc.property(cents, (n) => {
      const text = `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
      const read = readBudget(text);
      if (!('amount' in read)) throw new Error(`${text} was not understood`);
      expect(readBudget(writeBudget(read.amount))).toEqual(read);
    }),
  );
});
