import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPlace, sealPlace } from './keyset.ts';

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  fc.constant(null),
);

test('a key opens to the place it was made of, and tells nothing of it', () => {
  fc.assert(
    fc.property(value, fc.string({ minLength: 1, maxLength: 40 }), (v, id) => {
      const sealed = sealPlace('epoch', 'customers name asc', { value: v, id });
      expect(openPlace('epoch', 'customers name asc', sealed)).toEqual({ value: v, id });
      expect(sealed).toMatch(/^[\w-]+$/);
    }),
  );
  expect(sealPlace('e', 'l', { value: 'shenzhenlanyaodu', id: '1' })).not.toContain('shenzhen');
});

test('the longest key fits into the contract', () => {
  const long = { value: '渡'.repeat(80), id: 'f'.repeat(64) };
  expect(sealPlace('e', 'l', long).length).toBeLessThanOrEqual(512);
});

test('a key of another sort, another mirror, or no key at all is refused with a code', () => {
  const sealed = sealPlace('epoch', 'customers name asc', { value: 'a', id: '1' });
  expect(() => openPlace('epoch', 'customers name desc', sealed)).toThrow('INPUT_INVALID');
  expect(() => openPlace('other', 'customers name asc', sealed)).toThrow('INPUT_INVALID');
  for (const text of ['', 'x', `${sealed.slice(0, -2)}AA`, 'A'.repeat(40)])
    expect(() => openPlace('epoch', 'customers name asc', text)).toThrow('INPUT_INVALID');
});
