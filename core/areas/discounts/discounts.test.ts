import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY_MS } from '../../base/period.ts';
import { fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import type { DiscountChange } from '../../contract/discounts.ts';

let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [customer('c1', '1'), customer('c2', '1'), customer('c3', '3')]);
  await grant({});
});
afterEach(() => desk.close());

const customer = (customer_id: string, association_type: string) => ({
  customer_id,
  customer: `Company ${customer_id}`,
  account_name: customer_id,
  association_type,
});
const grant = (more: {
  discount?: boolean;
  discountMost?: string | null;
  country?: string;
  type?: 'reseller';
}) =>
  desk.act('partner.set', {
    type: more.type ?? null,
    country: more.country ?? null,
    excludedCountries: null,
    grants: {
      discount: more.discount ?? true,
      discountMost: more.discountMost ?? null,
      budget: false,
      budgetMonthly: null,
      budgetOneTime: null,
      order: false,
    },
  });
// NOON is 2026-11-23 in GMT+08:00.
const general = (percent = '12.5', more: Partial<DiscountChange> = {}): DiscountChange => ({
  kind: 'general',
  products: [],
  percent,
  from: '2026-11-23',
  to: '2026-12-31',
  ...more,
});
const product = (...products: string[]): DiscountChange => ({ ...general('5'), kind: 'product', products });
const create = (change: DiscountChange, ...customerIds: string[]) =>
  desk.act('discounts.create', { customerIds, change });
const rows = async (customerId = 'c1') =>
  ((await desk.ask('discounts.of', { customerId }))?.rows ?? []).map(({ kind, product: of, state }) =>
    [kind, ...(of === null ? [] : [of]), state].join(' '),
  );
const open = async () =>
  (await desk.ask('tasks.list', { states: ['open'], limit: 100 })).rows.map(({ id }) => id);
const doAll = async () => {
  for (const id of await open()) await desk.act('tasks.done', { id, reference: null });
};

test('the permission, the country and the kind of partner decide whether anything is granted at all', async () => {
  await grant({ discount: false });
  await expect(create(general(), 'c1')).rejects.toMatchObject({ code: 'DISCOUNT_PERMISSION_MISSING' });
  expect((await desk.ask('discounts.of', { customerId: 'c1' }))?.refused).toBe('DISCOUNT_PERMISSION_MISSING');
  await grant({ country: 'BR' });
  await expect(create(general(), 'c1')).rejects.toMatchObject({ code: 'DISCOUNT_COUNTRY_EXCLUDED' });
  await grant({ country: 'SG' });
  expect((await create(general(), 'c1')).ids).toHaveLength(1);
  await grant({ type: 'reseller' });
  await expect(create(general(), 'c1')).rejects.toMatchObject({ code: 'NOT_FOR_PARTNER_TYPE' });
});

test('reseller-model customers are left out with the reason; the others get a task each', async () => {
  const result = await create(general(), 'c1', 'c3', 'c2', 'nobody', 'c1');
  expect(result.ids).toHaveLength(2);
  expect(result.refused).toEqual([
    { customerId: 'c3', code: 'RESELLER_MODEL_CUSTOMER' },
    { customerId: 'nobody', code: 'CUSTOMER_UNKNOWN' },
  ]);
  expect(await open()).toHaveLength(2);
  const preview = await desk.ask('discounts.preview', { customerIds: ['c1', 'c3'], change: product('ECS') });
  expect(preview).toMatchObject({ count: 2, refused: 1 });
  expect(preview.rows[0]).toMatchObject({
    customerName: 'Co***ny c1',
    before: [{ kind: 'general', percent: '12.5', product: null }],
    replaces: 1,
    refused: null,
  });
});

test('setting one kind makes the other void, and the same again replaces it', async () => {
  await create(general(), 'c1');
  await doAll();
  expect(await rows()).toEqual(['general active']);
  await create(product('ECS', 'OBS'), 'c1');
  expect(await rows()).toEqual(['product OBS planned', 'product ECS planned', 'general active']);
  await doAll();
  expect(await rows()).toEqual(['product OBS active', 'product ECS active', 'general replaced']);
  await create(product('ECS'), 'c1');
  await doAll();
  expect(await rows()).toEqual([
    'product ECS active',
    'product OBS active',
    'product ECS replaced',
    'general replaced',
  ]);
  await create(general('20'), 'c1');
  await doAll();
  expect((await rows()).filter((row) => row.endsWith('active'))).toEqual(['general active']);
});

test('what was only planned and would become void is taken back with its task', async () => {
  await create(product('ECS', 'OBS'), 'c1');
  await create(general(), 'c1');
  expect(await rows()).toEqual(['general planned', 'product OBS cancelled', 'product ECS cancelled']);
  expect(await open()).toHaveLength(1);
});

test('a discount is scheduled, active and expired by its days; what expires soon is found', async () => {
  await create(general('10', { from: '2026-11-25', to: '2026-11-28' }), 'c1');
  await doAll();
  expect(await rows()).toEqual(['general scheduled']);
  const soon = async () => (await desk.ask('discounts.list', { expiringWithinDays: 7 })).rows.length;
  expect(await soon()).toBe(0);
  desk.clock.advance(2 * DAY_MS);
  expect(await desk.ask('discounts.of', { customerId: 'c1' })).toMatchObject({
    rows: [{ state: 'active', daysLeft: 3 }],
  });
  expect(await soon()).toBe(1);
  expect((await desk.ask('home.todos', {})).rows).toContainEqual(
    expect.objectContaining({ kind: 'discounts-expiring', count: 1 }),
  );
  desk.clock.advance(4 * DAY_MS);
  expect(await rows()).toEqual(['general expired']);
  expect(await soon()).toBe(0);
});

test('not yet set can be taken back, set cannot; a reopened task is planned again', async () => {
  const { ids } = await create(general(), 'c1');
  const [task] = await open();
  await desk.act('tasks.done', { id: task ?? '', reference: null });
  await expect(desk.act('discounts.cancel', { ids })).rejects.toMatchObject({ code: 'DISCOUNT_SET' });
  await desk.act('tasks.reopen', { id: task ?? '' });
  expect(await rows()).toEqual(['general planned']);
  expect(await desk.act('discounts.cancel', { ids })).toEqual({ cancelled: 1 });
  expect(await open()).toEqual([]);
  const of = await desk.ask('discounts.of', { customerId: 'c1' });
  expect(of?.records.map(({ what }) => what)).toEqual(['cancelled', 'reopened', 'set', 'planned']);
});

test('the highest discount granted is the highest that can be given', async () => {
  await grant({ discountMost: '15' });
  expect((await create(general('15.00'), 'c1')).ids).toHaveLength(1);
  await expect(create(general('15.01'), 'c1')).rejects.toMatchObject({
    code: 'DISCOUNT_OUT_OF_RANGE',
    data: { most: '15' },
  });
});
