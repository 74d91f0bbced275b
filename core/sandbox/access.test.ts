import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxClient, type SandboxClient } from '../../test/support/sandbox-client.ts';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';
import { NOW } from '../../test/support/sandbox-bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.sandbox.close());

test('an operator may do what its permissions say and no more', async () => {
  const { operator } = bench;
  expect((await bench.checked('ListSubCustomers', { body: {} }, operator)).status).toBe(200);
  expect((await bench.checked('ListServiceTypes', {}, operator)).status).toBe(200);
  for (const id of ['ShowPartnerConsumptionQuota', 'ListPostpaidBillSum', 'ShowSubCustomerBudget'])
    expect((await bench.checked(id, {}, operator)).body['error_code']).toBe('CBC.0151');
});

test('a wrong key, a wrong secret and a wrong clock are refused by the gateway', async () => {
  const code = async (by: SandboxClient): Promise<unknown> => {
    const reply = await bench.checked('ShowPartnerConsumptionQuota', {}, by);
    return [reply.status, reply.body['error_code']];
  };
  const refused = [401, 'APIGW.0301'];
  expect(await code(sandboxClient(bench.sandbox.url, { ak: 'X', sk: bench.sandbox.sk }, () => NOW))).toEqual(
    refused,
  );
  expect(await code(sandboxClient(bench.sandbox.url, { ak: bench.sandbox.ak, sk: 'X' }, () => NOW))).toEqual(
    refused,
  );
  expect(await code(sandboxClient(bench.sandbox.url, bench.sandbox, () => NOW + 16 * 60_000))).toEqual(
    refused,
  );
  expect(await code(sandboxClient(bench.sandbox.url, bench.sandbox, () => NOW - 14 * 60_000))).toEqual([
    200,
    undefined,
  ]);
});

test('a token of the password way works for a day', async () => {
  const login = {
    methods: ['password'],
    password: {
      user: { name: bench.sandbox.ak, password: bench.sandbox.sk, domain: { name: bench.sandbox.ak } },
    },
  };
  const post = (identity: unknown): Promise<Response> =>
    fetch(`${bench.sandbox.url}/v3/auth/tokens`, {
      method: 'POST',
      body: JSON.stringify({ auth: { identity, scope: { domain: { name: bench.sandbox.ak } } } }),
    });
  const granted = await post(login);
  expect(granted.status).toBe(201);
  const token = granted.headers.get('x-subject-token') ?? '';
  const ask = (): Promise<Response> =>
    fetch(`${bench.sandbox.url}/v2/partners/credit/consumption-quota`, {
      headers: { 'x-auth-token': token },
    });
  expect((await ask()).status).toBe(200);
  bench.clock.advance(25 * 3_600_000);
  const late = await ask();
  expect([late.status, ((await late.json()) as { error_code: string }).error_code]).toEqual([
    401,
    'CBC.0154',
  ]);
  bench.clock.set(NOW);
  expect(
    (await post({ methods: ['password'], password: { user: { name: 'x', password: 'y' } } })).status,
  ).toBe(401);
});

test('names come in the language asked for, Chinese when none is', async () => {
  const name = async (language: string): Promise<unknown> => {
    const reply = await bench.checked('ListServiceTypes', {
      language,
      query: { service_type_name: 'ECS', limit: 100 },
    });
    const all = await bench.checked('ListServiceTypes', { language, query: { limit: 100 } });
    expect(reply.body['total_count']).toBe(0);
    return (all.body['service_types'] as { service_type_code: string; service_type_name: string }[]).find(
      (s) => s.service_type_code.endsWith('.ec2'),
    )?.service_type_name;
  };
  expect(await name('en_US')).toBe('Elastic Cloud Server');
  expect(await name('zh_CN')).toBe('弹性云服务器');
});

test('an unknown path is the gateway`s 404', async () => {
  const reply = await bench.client.raw('GET', '/v2/partners/nothing');
  expect([reply.status, reply.body['error_code']]).toEqual([404, 'APIGW.0101']);
});

test('verification codes are limited to 15 an hour and admit an e-mail', async () => {
  const body = { receiver_type: 2, email: 'new@customer.example' };
  for (let i = 0; i < 15; i += 1)
    expect((await bench.checked('SendVerificationMessageCode', { body })).status).toBe(204);
  expect((await bench.checked('SendVerificationMessageCode', { body })).body['error_code']).toBe(
    'CBC.99004015',
  );
  const state = await fetch(`${bench.sandbox.url}/__sandbox/state`, {
    headers: { 'x-sandbox-token': bench.sandbox.controlToken },
  });
  const { mail } = (await state.json()) as { mail: { email: string; code: string }[] };
  const code = mail.findLast((m) => m.email === body.email)?.code;
  const made = await bench.checked('CreateSubCustomer', {
    body: {
      domain_area: 'TH',
      xaccount_id: 'x-2',
      xaccount_type: 'T',
      email: body.email,
      verification_code: code,
      include_association_result: true,
    },
  });
  const found = await bench.checked('ListSubCustomers', { body: { customer_id: made.body['domain_id'] } });
  expect(
    (found.body['customer_infos'] as { is_frozen: number; association_type: string }[])[0],
  ).toMatchObject({ is_frozen: 1, association_type: '3' });
});
