import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEIJING_OFFSET_MS, DAY_MS } from '../../../core/base/period.ts';
import { customerFilter, type CustomerFilter } from '../../../core/contract/customers.ts';
import { parseAddress, writeAddress } from '../../app/address.ts';
import {
  addressFromFilter,
  DEFAULT_SORT,
  filterFromAddress,
  sortFromAddress,
  withSort,
} from './filter-address.ts';

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .map((s) => s.trim())
  .filter((s) => s !== '');
const amount = fc.tuple(fc.nat(1_000_000), fc.nat(99)).map(([w, f]) => `${w}.${String(f).padStart(2, '0')}`);
const range = fc
  .record({ min: amount, max: amount }, { requiredKeys: [] })
  .filter((r) => Object.keys(r).length > 0);
const dayStart = fc.nat(20_000).map((n) => n * DAY_MS - BEIJING_OFFSET_MS);

const filter: fc.Arbitrary<CustomerFilter> = fc.record(
  {
    search: text,
    customerId: text,
    name: text,
    account: text,
    manager: text,
    mobile: text,
    tag: text,
    associationType: fc.constantFrom('1', '3'),
    associated: fc.oneof(
      fc.record({ from: dayStart }),
      fc.record({ from: dayStart, to: dayStart.map((ms) => ms + DAY_MS - 1) }),
    ),
    expires: fc.record({ from: dayStart, to: dayStart.map((ms) => ms + DAY_MS - 1) }),
    frozen: fc.boolean(),
    monthToDate: range,
    budgetUse: range,
    budget: fc.constantFrom('none' as const, 'monthly' as const, 'one-time' as const),
    scope: fc.constantFrom('own' as const, 'resellers' as const),
    frozenHow: fc.constantFrom('manual' as const, 'default' as const),
    resellerPermission: fc.boolean(),
    resellerId: text,
  },
  { requiredKeys: [] },
);

test('a filter survives the way into the address and back', () => {
  fc.assert(
    fc.property(filter, (wanted) => {
      const address = parseAddress(writeAddress(addressFromFilter(wanted)));
      expect(filterFromAddress(address)).toEqual(wanted);
    }),
  );
});

test('any address gives a filter that the core accepts', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('search', 'mtdMin', 'useMax', 'from', 'to', 'frozen', 'budget', 'scope', 'model'),
        fc.string(),
      ),
      (address) => {
        expect(customerFilter.safeParse(filterFromAddress(address)).success).toBe(true);
      },
    ),
  );
});

test('what is not understood is left out', () => {
  expect(filterFromAddress({ useMin: 'many', frozen: 'maybe', from: 'spring', search: 'sz' })).toEqual({
    search: 'sz',
  });
});

test('the order: default not written, names rise, figures fall', () => {
  expect(sortFromAddress({})).toEqual(DEFAULT_SORT);
  expect(sortFromAddress({ sort: 'name' })).toEqual({ by: 'name', direction: 'asc' });
  expect(sortFromAddress({ sort: 'budgetUse' })).toEqual({ by: 'budgetUse', direction: 'desc' });
  expect(sortFromAddress({ sort: 'nonsense' })).toEqual(DEFAULT_SORT);
  expect(withSort({ search: 'a', sort: 'name', dir: 'asc' }, DEFAULT_SORT)).toEqual({ search: 'a' });
  expect(sortFromAddress(withSort({}, { by: 'id', direction: 'desc' }))).toEqual({
    by: 'id',
    direction: 'desc',
  });
});
