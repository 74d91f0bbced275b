import { expect, test } from 'vitest';
import { linesOf, readDiscount, type DiscountForm } from './read-form.ts';

const form = (more: Partial<DiscountForm> = {}): DiscountForm => ({
  kind: 'general',
  products: '',
  percent: '12.5',
  from: '2026-11-23',
  to: '2026-12-31',
  ...more,
});
const read = (more: Partial<DiscountForm>, most: string | null = null) =>
  readDiscount(form(more), '2026-11-23', most);

test('what is typed becomes an exact change, also in full-width digits', () => {
  expect(read({})).toEqual({
    change: { kind: 'general', products: [], percent: '12.5', from: '2026-11-23', to: '2026-12-31' },
  });
  expect(read({ percent: '１２．５％' })).toMatchObject({ change: { percent: '12.5' } });
  expect(read({ kind: 'product', products: 'ECS\nOBS, ECS' })).toMatchObject({
    change: { products: ['ECS', 'OBS'] },
  });
});

test.each(['', '0', '0.00', '100', '12,5', '1.234', '-1', 'x'])('%s is no discount', (percent) => {
  expect(read({ percent })).toEqual({ problems: ['percent'] });
});

test('the highest discount, the days and the products are looked at together', () => {
  expect(read({ percent: '15.01', to: '2026-11-22', kind: 'product' }, '15')).toEqual({
    problems: ['percent', 'days', 'products'],
  });
  expect(read({ percent: '15' }, '15')).toHaveProperty('change');
});

test('lines that say nothing are none', () => {
  expect(linesOf(' \n ,；ECS；')).toEqual(['ECS']);
});
