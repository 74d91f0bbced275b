import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import type { PartnerGrants, PartnerType } from '../../contract/partner.ts';
import { capability, partnerType } from '../../contract/partner.ts';
import { capabilitiesOf, needOf, typeOf } from './rules/capabilities.ts';
import { holdRefusal } from './rules/holds.ts';

let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [customer('c1'), customer('c2'), customer('c3')]);
});
afterEach(() => desk.close());

const customer = (customer_id: string) => ({
  customer_id,
  customer: `Company ${customer_id}`,
  account_name: customer_id,
  association_type: '3',
});
const NONE: PartnerGrants = {
  discount: false,
  discountMost: null,
  budget: false,
  budgetMonthly: null,
  budgetOneTime: null,
  order: false,
};
const set = (type: PartnerType | null, grants: Partial<PartnerGrants> = {}) =>
  desk.act('partner.set', {
    type,
    country: null,
    excludedCountries: null,
    grants: { ...NONE, ...grants },
  });
const monthly = (amount: string) => ({ amount, type: 'monthly' }) as const;

test('whoever has resellers is a distributor, unless an administrator says otherwise', async () => {
  expect(await desk.ask('partner.get', {})).toMatchObject({ type: 'csp', detected: 'csp', chosen: null });
  desk.put('resellers', [{ indirect_partner_id: 'r1', name: 'R', account_name: 'r' }]);
  expect(await desk.ask('partner.get', {})).toMatchObject({ type: 'distributor', letter: 'distributor' });
  await set('csp');
  expect(await desk.ask('partner.get', {})).toMatchObject({
    type: 'csp',
    detected: 'distributor',
    chosen: 'csp',
  });
  await expect(desk.ask('resellers.list', {})).rejects.toMatchObject({ code: 'NOT_FOR_PARTNER_TYPE' });
});

test('what an administrator says is audited with before and after', async () => {
  await set('reseller', { budget: true, budgetMonthly: '100.50' });
  const [entry] = (await desk.ask('audit.list', { limit: 1 })).rows;
  expect(entry).toMatchObject({
    what: 'partner.set',
    before: { type: null, grants: { budget: false } },
    after: { type: 'reseller', grants: { budget: true, budgetMonthly: '100.5' } },
  });
  await expect(set('reseller', { budgetMonthly: '-1' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('a reseller without the permission leaves budgets and freezes to its distributor', async () => {
  await set('reseller');
  await expect(desk.act('budgets.set', { customerId: 'c1', change: monthly('1') })).rejects.toMatchObject({
    code: 'DISTRIBUTOR_DECIDES',
  });
  expect(
    (await desk.act('customers.freeze', { customerIds: ['c1'], type: 'account', reason: 'x' })).refused,
  ).toEqual([{ customerId: 'c1', code: 'DISTRIBUTOR_DECIDES' }]);
});

test('a reseller’s budgets stay within its quota, with what already waits and in the order of the batch', async () => {
  await set('reseller', { budget: true, budgetMonthly: '100' });
  desk.put('budgets', [
    {
      customer_id: 'c3',
      budget_amount: 30,
      used_amount: 0,
      measure_id: 1,
      currency: 'USD',
      budget_type: 'MONTHLY',
    },
  ]);
  await desk.act('budgets.set', { customerId: 'c1', change: monthly('40') });
  await expect(desk.act('budgets.set', { customerId: 'c2', change: monthly('30.01') })).rejects.toMatchObject(
    {
      code: 'CEILING_EXCEEDED',
    },
  );
  const preview = await desk.ask('budgets.previewBatch', {
    customerIds: ['c2', 'c1', 'c3'],
    change: monthly('30'),
  });
  expect(preview.rows.map(({ refused }) => refused)).toEqual([null, null, null]);
  const all = await desk.act('budgets.setBatch', { customerIds: ['c2', 'c1', 'c3'], change: monthly('35') });
  expect(all.refused).toEqual([{ customerId: 'c2', code: 'CEILING_EXCEEDED' }]);
  await expect(
    desk.act('budgets.set', { customerId: 'c2', change: { amount: '1', type: 'one-time' } }),
  ).rejects.toMatchObject({ code: 'BUDGET_TYPE_NOT_GRANTED' });
});

test('who decides, for every kind of partner', () => {
  const decider = (type: PartnerType, granted: boolean) => ({
    type,
    granted,
    resellerHolds: (id: string) => id === 'holds',
  });
  expect(holdRefusal(decider('csp', false), 'holds')).toBe(null);
  expect(holdRefusal(decider('distributor', false), null)).toBe(null);
  expect(holdRefusal(decider('distributor', false), 'other')).toBe(null);
  expect(holdRefusal(decider('distributor', false), 'holds')).toBe('RESELLER_HOLDS_PERMISSION');
  expect(holdRefusal(decider('reseller', false), null)).toBe('DISTRIBUTOR_DECIDES');
  expect(holdRefusal(decider('reseller', true), null)).toBe(null);
});

test('the table says something of every capability for every kind of partner', () => {
  for (const type of partnerType.options)
    expect(Object.keys(capabilitiesOf(type)).sort()).toEqual([...capability.options].sort());
  expect(capabilitiesOf('reseller')).toMatchObject({
    consumptionQuota: 'no',
    discounts: 'no',
    partnerBill: 'no',
  });
  expect(needOf('resellers.grant')).toBe('resellers');
  expect(needOf('bills.list')).toBe('partnerBill');
  expect(needOf('customers.list')).toBe(undefined);
  expect(typeOf(null, false)).toBe('csp');
});
