import { expect, test } from 'vitest';
import { checkMarks } from './marks.ts';

test('alarm marks are whole percents from 1 to 100, rising', () => {
  expect(checkMarks(['70', '85', '95'])).toEqual([]);
  expect(checkMarks(['0', '85', '101'])).toEqual([
    { index: 0, kind: 'invalid' },
    { index: 2, kind: 'invalid' },
  ]);
  expect(checkMarks(['70', '70'])).toEqual([{ index: 1, kind: 'rising' }]);
  expect(checkMarks(['70.5', ''])).toEqual([
    { index: 0, kind: 'invalid' },
    { index: 1, kind: 'invalid' },
  ]);
});
