import type { IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { systemTimers } from '../../base/clock.ts';
import { client, closeAll, failure, json, serve, type Handler } from './testing.ts';

afterEach(closeAll);

const BUDGET = { body: { customer_id: 'c1', budget_amount: 1234.5 } };
const FREEZE = { body: { customer_ids: ['c1'], reason: 'r' } };

async function sent(
  handler: Handler,
  operation = 'UpdateSubCustomerBudget',
): Promise<{ outcome: unknown; requests: number }> {
  let requests = 0;
  const endpoint = await serve((req, res, body, count) => {
    requests += 1;
    handler(req, res, body, count);
  });
  const input = operation === 'UpdateSubCustomerBudget' ? BUDGET : FREEZE;
  const outcome = await client(endpoint, { timers: systemTimers }).send(operation, input, {
    deadlineMs: 500,
  });
  return { outcome, requests };
}

test('a write is sent exactly once, whatever comes back', async () => {
  const failed = await sent((_, res) => json(res, 503, { error_code: 'CBC.0999' }));
  expect(failed).toMatchObject({
    requests: 1,
    outcome: { kind: 'answer', status: 503, code: 'CBC.0999', readable: true },
  });
  const busy = await sent((_, res) => json(res, 429, { error_code: 'APIGW.0308' }));
  expect(busy).toMatchObject({ requests: 1, outcome: { status: 429, code: 'APIGW.0308' } });
  const cut = await sent((req) => void req.socket.destroy());
  expect(cut).toMatchObject({ requests: 1, outcome: { kind: 'transport', sent: true } });
  const silent = await sent(() => {});
  expect(silent).toEqual({
    requests: 1,
    outcome: { kind: 'transport', sent: true, reason: 'DEADLINE' },
  });
});

test('nobody listens: no byte was sent', async () => {
  const outcome = await client('http://127.0.0.1:1').send('UpdateSubCustomerBudget', BUDGET);
  expect(outcome).toEqual({ kind: 'transport', sent: false, reason: 'ECONNREFUSED' });
});

test('success without a body: 204, and an empty 200 where the operation answers so', async () => {
  const budget = await sent((_, res) => void res.writeHead(204).end());
  expect(budget.outcome).toMatchObject({ status: 204, code: null, readable: true, failedItems: [] });
  const freeze = await sent((_, res) => void res.writeHead(200).end(), 'FreezeSubCustomers');
  expect(freeze.outcome).toMatchObject({ status: 200, readable: true });
  const strange = await sent((_, res) => void res.writeHead(200).end());
  expect(strange.outcome).toMatchObject({ status: 200, readable: false });
});

test('items that failed inside a 200 are listed with their codes', async () => {
  const { outcome } = await sent(
    (_, res) =>
      json(res, 200, { error_details: [{ id: 'c1', error_code: 'CBC.99007004', error_msg: 'no' }] }),
    'UnfreezeSubCustomers',
  );
  expect(outcome).toMatchObject({ status: 200, failedItems: [{ id: 'c1', code: 'CBC.99007004' }] });
});

test('each write has a connection of its own: a kept one may be closed already', async () => {
  const sockets = new Set<IncomingMessage['socket']>();
  const endpoint = await serve((req, res) => {
    sockets.add(req.socket);
    json(res, 200, {});
  });
  const center = client(endpoint);
  await center.call('ShowPartnerConsumptionQuota');
  await center.send('UpdateSubCustomerBudget', BUDGET);
  await center.send('UpdateSubCustomerBudget', BUDGET);
  expect(sockets.size).toBe(3);
});

test('reads cannot be sent and writes cannot be asked, so that nothing repeats a write', async () => {
  const center = client('http://127.0.0.1:1');
  expect((await failure(center.call('UpdateSubCustomerBudget', BUDGET))).code).toBe('INPUT_INVALID');
  expect((await failure(center.send('ListSubCustomers', {}))).code).toBe('INPUT_INVALID');
  expect((await failure(center.send('Unknown', {}))).code).toBe('INPUT_INVALID');
});
