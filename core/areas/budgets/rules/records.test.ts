import { expect, test } from 'vitest';
import { adjustments, type Ours, type Recorded } from './records.ts';

const MINUTE = 60_000;
const T = Date.UTC(2026, 10, 23, 4);
const recorded = (id: string, at: number, amount: string, more: Partial<Recorded> = {}): Recorded => ({
  id,
  at,
  operation: 'set',
  operator: 'partner_admin',
  type: 'monthly',
  amount,
  currency: 'USD',
  ...more,
});
const ours = (id: string, at: number, amount: string, more: Partial<Ours> = {}): Ours => ({
  id,
  at,
  person: 'Lin',
  type: 'monthly',
  amount,
  currency: 'USD',
  freezeMode: 'automatic',
  ...more,
});
const shape = (list: ReturnType<typeof adjustments>): unknown[] =>
  list.map(({ recorded: r, ours: o, before }) => [r?.id ?? null, o?.id ?? null, before]);

test('each value stands beside the one before it, the newest first', () => {
  const list = [
    recorded('b', T, '200'),
    recorded('a', T - 9 * MINUTE, '100'),
    recorded('c', T + MINUTE, '50'),
  ];
  expect(shape(adjustments(list, []))).toEqual([
    ['c', null, '200'],
    ['b', null, '100'],
    ['a', null, null],
  ]);
});

test('a record near the confirmation with the same values is ours, each once', () => {
  const list = [recorded('a', T, '100'), recorded('b', T + 2 * MINUTE, '100')];
  const mine = [ours('x', T + 3 * MINUTE, '100.00'), ours('y', T + 40 * MINUTE, '100')];
  expect(shape(adjustments(list, mine))).toEqual([
    [null, 'y', '100'],
    ['b', 'x', '100'],
    ['a', null, null],
  ]);
});

test('another amount, type or operation is not ours', () => {
  const list = [
    recorded('a', T, '100'),
    recorded('b', T, '70', { type: 'one-time' }),
    recorded('c', T, '80', { operation: 'deleted' }),
  ];
  const mine = [ours('x', T, '101'), ours('y', T, '70'), ours('z', T, '80')];
  const paired = adjustments(list, mine).filter(({ recorded: r, ours: o }) => r !== null && o !== null);
  expect(paired).toEqual([]);
});

test('after a deletion there is no value before', () => {
  const list = [
    recorded('a', T, '100'),
    recorded('b', T + MINUTE, '100', { operation: 'deleted' }),
    recorded('c', T + 2 * MINUTE, '60'),
  ];
  expect(shape(adjustments(list, []))).toEqual([
    ['c', null, null],
    ['b', null, '100'],
    ['a', null, null],
  ]);
});
