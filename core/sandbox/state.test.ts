import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';
import type { SandboxOptions } from './sandbox.ts';

let dir: string;
let bench: Bench | undefined;

const options = (more: SandboxOptions = {}): SandboxOptions => ({
  customers: 60,
  months: 2,
  filesDir: dir,
  keepState: true,
  ...more,
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sandbox-state-'));
});
afterAll(async () => {
  await bench?.sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

async function restart(more: SandboxOptions = {}): Promise<Bench> {
  await bench?.sandbox.close();
  bench = await openBench(options(more));
  return bench;
}

test('what was changed is there after a restart, and only in the same world', async () => {
  const first = await restart();
  const customer = first.active();
  await first.checked('UpdateSubCustomerBudget', {
    body: { customer_id: customer.id, budget_amount: 4321.09, frozen_operate_type: 1 },
  });
  await first.checked('FreezeSubCustomers', { body: { customer_ids: [customer.id], reason: 'r' } });
  const made = await first.checked('CreateSubCustomer', {
    body: { domain_area: 'MX', xaccount_id: 'x', xaccount_type: 'T', include_association_result: true },
  });
  await first.sandbox.time.advance(86_400_000);
  const then = first.sandbox.now();

  const second = await restart();
  expect(second.sandbox.now()).toBe(then);
  expect(second.sandbox.world.budget(customer)).toMatchObject({ amountCents: 432_109, automatic: true });
  expect(second.sandbox.world.freezeState(customer)).toEqual({
    frozen: true,
    type: 'ACCOUNT',
    origin: 'manual',
  });
  expect(second.sandbox.world.customer(String(made.body['domain_id']))?.accountName).toBe(
    made.body['domain_name'],
  );

  const other = await restart({ seed: 99 });
  expect(other.sandbox.world.created).toEqual([]);
});

test('an account whose association timed out is named all the same', async () => {
  const now = await restart({ seed: 7 });
  now.sandbox.faults.add({ kind: 'fail-after', code: 'CBC.99000050' });
  const reply = await now.client.call('CreateSubCustomer', {
    body: { domain_area: 'MX', xaccount_id: 'z', xaccount_type: 'T', domain_name: 'timed_out' },
  });
  expect([reply.status, reply.body['error_code'], reply.body['domain_name']]).toEqual([
    500,
    'CBC.99000050',
    'timed_out',
  ]);
  expect(now.sandbox.world.hasAccount('timed_out')).toBe(true);
});
