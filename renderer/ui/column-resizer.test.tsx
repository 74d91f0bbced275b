import { expect, test } from 'vitest';
import { allowedWidth, NARROWEST, WIDEST } from './column-resizer.tsx';

test.each([
  [120.4, 120],
  [-5, NARROWEST],
  [10_000, WIDEST],
])('%s pixels become %s', (asked, width) => {
  expect(allowedWidth(asked)).toBe(width);
});
