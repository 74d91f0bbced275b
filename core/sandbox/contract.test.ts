import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOperation, partnerCenterApi } from '../contract/partner-center/api.ts';
import type { CallInput } from '../../test/support/sandbox-client.ts';
import { contractProblems } from '../../test/support/contract-check.ts';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';
import { REGIONS, SERVICES } from './world/catalog.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.sandbox.close());

const spec = {
  cloud_service_type: SERVICES[0]?.code,
  resource_type: SERVICES[0]?.resource,
  region: REGIONS[0]?.code,
};
const product = { id: '1', ...spec, resource_spec: 's7.large.2.linux', subscription_num: 1 };
const certificate = { verified_file_url: ['a.jpg'], verified_number: 'N1', xaccount_type: 'PartnerDesk' };

type Body = Readonly<Record<string, unknown>>;
const rows = (body: Body, name: string): Readonly<Record<string, unknown>>[] =>
  body[name] as Record<string, unknown>[];

// A call of each operation that a partner may make, with what its answer must at least say.
const successes: readonly (readonly [string, () => CallInput, (body: Body) => unknown, unknown])[] = [
  ['ListSubCustomers', () => ({ body: { limit: 50 } }), (b) => b['count'], () => bench.own().length],
  [
    'CheckUserIdentity',
    () => ({ body: { search_type: 'name', search_value: 'brand-new-name' } }),
    (b) => [b['error_code'], b['check_result']],
    ['CBC.0000', 'available'],
  ],
  [
    'CheckUserIdentity',
    () => ({ body: { search_type: 'mobile', search_value: '0086-13900000001' } }),
    (b) => b['mobile_remain_available_num'],
    5,
  ],
  [
    'ListSubCustomerBudget',
    () => ({
      body: {
        customer_ids: bench
          .own()
          .slice(0, 100)
          .map((c) => c.id),
      },
    }),
    (b) => rows(b, 'budget_infos').length > 20,
    true,
  ],
  [
    'ShowSubCustomerBudget',
    () => ({ query: { customer_id: bench.active().id } }),
    (b) => b['currency'],
    'USD',
  ],
  [
    'ListSubCustomerBudgetRecords',
    () => ({ query: { customer_id: bench.active().id } }),
    (b) => typeof b['total_count'],
    'number',
  ],
  ['ShowPartnerConsumptionQuota', () => ({}), (b) => typeof b['used_consumption_quota'], 'string'],
  ['ListIndirectPartners', () => ({ body: {} }), (b) => b['count'], 3],
  [
    'ListSubCustomerCoupons',
    () => ({ query: { limit: 100 } }),
    (b) => rows(b, 'user_coupons').length > 5,
    true,
  ],
  ['ListCustomerOrders', () => ({ query: { limit: 100 } }), (b) => rows(b, 'order_infos').length, 100],
  [
    'ShowCustomerOrderDetails',
    () => ({ path: { order_id: bench.orderOf(2).id.toLowerCase() } }),
    (b) => b['total_count'],
    1,
  ],
  [
    'ShowRefundOrderDetails',
    () => ({ query: { order_id: bench.orderOf(4).id, customer_id: bench.orderOf(4).customer.id } }),
    (b) => b['total_count'],
    2,
  ],
  [
    'ListPostpaidBillSum',
    () => ({ query: { bill_cycle: '2026-10' } }),
    (b) => Number(b['initial_amount_due']) > 0,
    true,
  ],
  [
    'ListInvoices',
    () => ({
      path: { domain_id: bench.sandbox.partnerId },
      query: { start_time: '2026-01-01T00:00:00Z', end_time: '2026-11-23T00:00:00Z', offset: 0, limit: 5 },
    }),
    (b) => rows(b, 'invoices').length,
    5,
  ],
  [
    'ListCustomerOnDemandResources',
    () => ({ body: { customer_id: bench.active().id } }),
    (b) => Number(b['total_count']) > 0,
    true,
  ],
  [
    'ListPayPerUseCustomerResources',
    () => ({ body: { customer_id: bench.active().id } }),
    (b) => Number(b['total_count']) > 0,
    true,
  ],
  [
    'ListOnDemandResourceRatings',
    () => ({
      body: {
        project_id: 'p',
        product_infos: [{ ...product, usage_factor: 'Duration', usage_value: 1.5, usage_measure_id: 4 }],
      },
    }),
    (b) => b['official_website_amount'],
    0.1125,
  ],
  [
    'ListRateOnPeriodDetail',
    () => ({ body: { project_id: 'p', product_infos: [{ ...product, period_type: 2, period_num: 1 }] } }),
    (b) => b['currency'],
    'USD',
  ],
  ['ListServiceTypes', () => ({}), (b) => b['total_count'], SERVICES.length],
  ['ListResourceTypes', () => ({}), (b) => b['total_count'], SERVICES.length],
  [
    'ListServiceResources',
    () => ({ query: { service_type_code: SERVICES[0]?.code ?? '' } }),
    (b) => b['total_count'],
    1,
  ],
  ['ListUsageTypes', () => ({}), (b) => b['total_count'], SERVICES.length],
  ['ListMeasureUnits', () => ({}), (b) => rows(b, 'measure_units').length > 5, true],
  ['ListConversions', () => ({}), (b) => rows(b, 'conversions').length, 2],
  [
    'ListResourceSpecs',
    () => ({
      body: {
        cloud_service_type: spec.cloud_service_type,
        resource_type: spec.resource_type,
        region_code: spec.region,
        charge_mode: '3',
        limit: 2,
      },
    }),
    (b) => b['page_info'],
    { next_marker: 'c7.xlarge.4.linux' },
  ],
  [
    'ShowRealnameAuthenticationReviewResult',
    () => ({ query: { customer_id: bench.active().id } }),
    (b) => b['review_result'],
    2,
  ],
  [
    'CreateEnterpriseRealnameAuthentication',
    () => ({
      body: {
        customer_id: bench.own().find((c) => c.verified === '-1')?.id,
        identify_type: 1,
        corp_name: 'New',
        ...certificate,
      },
    }),
    (b) => b['is_review'],
    1,
  ],
  [
    'ChangeEnterpriseRealnameAuthentication',
    () => ({
      body: {
        customer_id: bench.active().id,
        identify_type: 1,
        corp_name: 'New',
        change_type: 1,
        ...certificate,
      },
    }),
    (b) => b['is_review'],
    1,
  ],
  [
    'CreatePersonalRealnameAuth',
    () => ({
      body: {
        customer_id: bench.own().find((c) => c.verified === '1')?.id,
        identify_type: 0,
        name: 'New',
        ...certificate,
      },
    }),
    (b) => b['is_review'],
    1,
  ],
  [
    'SendVerificationMessageCode',
    () => ({ body: { receiver_type: 2, email: 'a@b.example' } }),
    (b) => Object.keys(b).length,
    0,
  ],
  [
    'UpdateSubCustomerBudget',
    () => ({ body: { customer_id: bench.active().id, budget_amount: 1234.5, cancel_partner_frozen: 0 } }),
    (b) => Object.keys(b).length,
    0,
  ],
  [
    'FreezeSubCustomers',
    () => ({
      body: { customer_ids: [bench.own().find((c) => c.model === '3')?.id, 'nobody'], reason: 'Arrears' },
    }),
    (b) => rows(b, 'error_details').map((d) => d['id']),
    ['nobody'],
  ],
  [
    'UnfreezeSubCustomers',
    () => ({ body: { customer_ids: [bench.own().find((c) => c.model === '3')?.id], reason: 'Paid' } }),
    (b) => b['error_details'],
    undefined,
  ],
  [
    'CreateSubCustomer',
    () => ({
      body: {
        domain_area: 'MX',
        xaccount_id: 'x-1',
        xaccount_type: 'PartnerDesk',
        domain_name: 'fresh_account',
      },
    }),
    (b) => b['domain_name'],
    'fresh_account',
  ],
];

test.each(successes)('%s answers as documented', async (operationId, input, look, expected) => {
  const reply = await bench.checked(operationId, input());
  expect(reply.status, reply.text).toBe(findOperation(operationId)?.success);
  expect(look(reply.body as Body)).toEqual(
    typeof expected === 'function' ? (expected as () => unknown)() : expected,
  );
});

test('every operation of the API is either tried above or refused to a partner', async () => {
  const tried = new Set(successes.map(([id]) => id));
  for (const operation of partnerCenterApi.operations) {
    if (tried.has(operation.operationId)) continue;
    expect(operation.caller, operation.operationId).toBe('customer');
    const path = Object.fromEntries([...operation.path.matchAll(/\{(\w+)\}/g)].map((m) => [m[1] ?? '', 'x']));
    const reply = await bench.checked(operation.operationId, {
      path,
      ...(operation.method === 'GET' ? {} : { body: {} }),
    });
    expect([reply.status, reply.body['error_code']]).toEqual([403, 'CBC.0151']);
  }
});

test('the contract check finds what is wrong', () => {
  const operation = findOperation('ShowPartnerConsumptionQuota');
  if (!operation) throw new RangeError('missing');
  expect(contractProblems(operation, 200, '{"amount":10.18}')).toEqual(['answer.amount: not a string']);
  expect(contractProblems(operation, 200, '{"measure_id":1}')).toEqual([]);
  expect(contractProblems(operation, 200, '{"measure_id":9,"extra":1}')).toEqual([
    'answer.measure_id: 9 is not of measure_id_money',
    'answer.extra: not documented',
  ]);
  expect(contractProblems(operation, 400, '{"error_code":"CBC.5002","error_msg":"x"}')).toEqual([
    'CBC.5002 is not documented for ShowPartnerConsumptionQuota',
  ]);
  const list = findOperation('ListSubCustomers');
  if (!list) throw new RangeError('missing');
  expect(contractProblems(list, 200, '{"count":"1","customer_infos":[{"customer_id":"1"}]}')).toEqual([
    'answer.count: "1" is not a number',
    'answer.customer_infos[0].account_name: required',
  ]);
});
