import { expect, test } from 'vitest';
import { regionsOfPrefix } from './calling-codes.ts';

test.each([
  ['0086', ['CN']],
  ['+65', ['SG']],
  ['0001', ['US', 'CA']],
  ['1876', ['JM']],
  ['00852', ['HK']],
  ['', []],
  ['0999', []],
])('%s → %j', (prefix, regions) => {
  expect(regionsOfPrefix(prefix)).toEqual(regions);
});

test('every region has a name in both languages', () => {
  const prefixes = Array.from({ length: 2_000 }, (_, n) => String(n));
  const regions = prefixes.flatMap(regionsOfPrefix);
  expect(regions.length).toBeGreaterThan(150);
  for (const language of ['en', 'zh-CN']) {
    const names = new Intl.DisplayNames(language, { type: 'region' });
    for (const region of regions) expect(names.of(region)).not.toBe(region);
  }
});
