import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallInput } from '../../test/support/sandbox-client.ts';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.sandbox.close());

const certificate = { verified_file_url: ['a.jpg'], verified_number: 'N1', xaccount_type: 'PartnerDesk' };

const refusals: readonly (readonly [string, () => CallInput, number, string])[] = [
  ['ListSubCustomers', () => ({ body: { limit: 101 } }), 400, 'CBC.0100'],
  ['ListSubCustomers', () => ({ body: { limit: 0 } }), 400, 'CBC.0100'],
  ['ListSubCustomers', () => ({ body: { offset: -1 } }), 400, 'CBC.0100'],
  ['ListSubCustomers', () => ({ body: { association_type: '2' } }), 400, 'CBC.0100'],
  ['ListSubCustomers', () => ({ body: { associated_on_begin: '2026-01-01' } }), 400, 'CBC.0100'],
  ['ListSubCustomers', () => ({ body: { customer: 'two words' } }), 400, 'CBC.0100'],
  ['ListSubCustomers', () => ({ body: { indirect_partner_id: 'nobody' } }), 400, 'CBC.99000037'],
  ['ListSubCustomers', () => ({ body: 'not json' }), 400, 'CBC.0100'],
  ['ShowSubCustomerBudget', () => ({}), 400, 'CBC.0100'],
  [
    'ShowSubCustomerBudget',
    () => ({ query: { customer_id: bench.own().find((c) => c.model === '1')?.id ?? '' } }),
    400,
    'CBC.99005024',
  ],
  ['ShowSubCustomerBudget', () => ({ query: { customer_id: 'nobody' } }), 403, 'CBC.0151'],
  [
    'UpdateSubCustomerBudget',
    () => ({ body: { customer_id: bench.active().id, budget_amount: 0 } }),
    400,
    'CBC.0100',
  ],
  [
    'UpdateSubCustomerBudget',
    () => ({ body: { customer_id: bench.active().id, budget_amount: 1.005 } }),
    400,
    'CBC.0100',
  ],
  [
    'UpdateSubCustomerBudget',
    () => ({ body: { customer_id: bench.active().id, budget_amount: 2147483648 } }),
    400,
    'CBC.0100',
  ],
  [
    'ListSubCustomerBudget',
    () => ({ body: { customer_ids: Array.from({ length: 101 }, () => 'x') } }),
    400,
    'CBC.0100',
  ],
  ['ListSubCustomerBudget', () => ({ body: { customer_ids: [] } }), 400, 'CBC.0100'],
  [
    'ListSubCustomerBudgetRecords',
    () => ({ query: { customer_id: bench.active().id, operation_type: '' } }),
    400,
    'CBC.0100',
  ],
  [
    'FreezeSubCustomers',
    () => ({ body: { customer_ids: ['x'], reason: 'r', freeze_type: '' } }),
    400,
    'CBC.0100',
  ],
  [
    'FreezeSubCustomers',
    () => ({ body: { customer_ids: Array.from({ length: 11 }, () => 'x'), reason: 'r' } }),
    400,
    'CBC.0100',
  ],
  ['CheckUserIdentity', () => ({ body: { search_type: 'name', search_value: 'op_name' } }), 400, 'CBC.0100'],
  [
    'CreateSubCustomer',
    () => ({ body: { domain_area: 'MX', xaccount_id: 'x', xaccount_type: 'T', password: 'short' } }),
    400,
    'CBC.99000036',
  ],
  [
    'CreateSubCustomer',
    () => ({ body: { domain_area: 'MX', xaccount_id: 'x', xaccount_type: 'T', email: 'no@code.example' } }),
    400,
    'CBC.0100',
  ],
  ['ListCustomerOrders', () => ({ query: { status: 2 } }), 400, 'CBC.0100'],
  [
    'ListCustomerOrders',
    () => ({ query: { create_time_begin: '2024-01-01T00:00:00Z', create_time_end: '2026-01-01T00:00:00Z' } }),
    400,
    'CBC.0100',
  ],
  [
    'ShowRefundOrderDetails',
    () => ({ query: { order_id: bench.orderOf(1).id, customer_id: bench.orderOf(1).customer.id } }),
    400,
    'CBC.99005026',
  ],
  ['ListPostpaidBillSum', () => ({ query: { bill_cycle: '202610' } }), 400, 'CBC.0100'],
  [
    'ListInvoices',
    () => ({
      path: { domain_id: 'other' },
      query: { start_time: '2026-01-01T00:00:00Z', end_time: '2026-11-23T00:00:00Z', offset: 0, limit: 5 },
    }),
    403,
    'CBC.0151',
  ],
  ['ListCustomerOnDemandResources', () => ({ body: { customer_id: 'nobody' } }), 400, 'CBC.99000035'],
  [
    'ListOnDemandResourceRatings',
    () => ({ body: { project_id: 'p', product_infos: [{ id: '1' }] } }),
    400,
    'CBC.0100',
  ],
  ['ShowRealnameAuthenticationReviewResult', () => ({ query: { customer_id: 'nobody' } }), 500, 'CBC.5002'],
  [
    'CreateEnterpriseRealnameAuthentication',
    () => ({
      body: {
        customer_id:
          bench.own().find((c) => c.verified === '0')?.id ??
          bench.own().find((c) => c.verified === '2' && c !== bench.active())?.id,
        identify_type: 1,
        corp_name: 'New',
        ...certificate,
      },
    }),
    400,
    'CBC.99007188',
  ],
];

test.each(refusals)('%s refuses what is not right (%#)', async (operationId, input, status, code) => {
  const reply = await bench.checked(operationId, input());
  expect([reply.status, reply.body['error_code']]).toEqual([status, code]);
});

test('an unknown customer gives an empty list, not an error', async () => {
  const reply = await bench.checked('ListSubCustomers', { body: { customer_id: 'nobody' } });
  expect(reply.body).toEqual({ count: 0, customer_infos: [] });
});

test("a distributor's customers and its resellers' customers are apart", async () => {
  const { world } = bench.sandbox;
  const reseller = world.resellers.find((r) => world.customers.some((c) => c.reseller === r.index));
  const theirs = world.customers.filter((c) => c.reseller === reseller?.index);
  const customerId = theirs[0]?.id ?? '';
  const withReseller = await bench.checked('ListSubCustomers', {
    body: { limit: 100, indirect_partner_id: reseller?.id },
  });
  expect(withReseller.body['count']).toBe(theirs.length);
  expect((await bench.checked('ListSubCustomers', { body: { customer_id: customerId } })).body['count']).toBe(
    0,
  );
  expect(
    (
      await bench.checked('ListSubCustomers', {
        body: { customer_id: customerId, indirect_partner_id: reseller?.id },
      })
    ).body['count'],
  ).toBe(1);
});
