import { expect, test } from 'vitest';
import { isChanged, VIEW_KEY } from './use-views.ts';

const view = { address: { frozen: 'yes', sort: 'name' }, columns: ['name', 'id'] };

test('the order of names, empty values and the view’s own name are no change', () => {
  const address = { sort: 'name', [VIEW_KEY]: 'v1', frozen: 'yes', q: '' };
  expect(isChanged(view, address, ['name', 'id'])).toBe(false);
});

test('another condition, another order, or other columns are', () => {
  expect(isChanged(view, { frozen: 'yes' }, ['name', 'id'])).toBe(true);
  expect(isChanged(view, { frozen: 'no', sort: 'name' }, ['name', 'id'])).toBe(true);
  expect(isChanged(view, { frozen: 'yes', sort: 'name', tag: 'gold' }, ['name', 'id'])).toBe(true);
  expect(isChanged(view, view.address, ['id', 'name'])).toBe(true);
  expect(isChanged(view, view.address, undefined)).toBe(true);
  expect(isChanged({ ...view, columns: null }, view.address, undefined)).toBe(false);
});
