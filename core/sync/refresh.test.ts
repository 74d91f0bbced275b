import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRefresher, type Refresher } from './refresh.ts';
import { item, unreachable } from './testing/fake-center.ts';
import { applySingles } from './apply.ts';
import { testWorld, type TestWorld } from './testing/world.ts';

let world: TestWorld;
let failed: unknown[] = [];
let done: string[] = [];
let syncing = false;
beforeAll(async () => {
  world = await testWorld();
});
beforeEach(() => {
  world.wipe();
  failed = [];
  done = [];
  syncing = false;
});
afterAll(() => world.close());

const refresher = (): Refresher =>
  createRefresher({
    ...world.ports,
    failed: (error) => failed.push(error),
    done: (id) => done.push(id),
    syncing: () => syncing,
  });

const asked = (operation: string) => world.center.calls.filter((call) => call.operation === operation);
const stored = (collection: string, id: string): unknown => {
  const row = world.workspace.mirror.read.get<{ body: string }>(
    `SELECT body FROM t_${collection} WHERE id = ?`,
    [id],
  );
  return row && JSON.parse(row.body);
};

function put(id: string, budget: string, part = ''): void {
  world.center.put('customers', id, { name: `n-${budget}` }, part);
  world.center.put('budgets', id, { budget_amount: budget }, part);
}

test('customers noted in one moment: one question for their budgets, one for each of them', async () => {
  world.center.put('resellers', 'r1');
  for (const id of ['a', 'b', 'c']) put(id, '5');
  put('d', '6', 'r1');
  const one = refresher();
  for (const id of ['a', 'b', 'c', 'a']) one.note(id, '');
  one.note('d', 'r1');
  await one.settled();
  expect(asked('ListSubCustomerBudget').map((call) => call.input['customer_ids'])).toEqual([
    ['a', 'b', 'c'],
    ['d'],
  ]);
  expect(asked('ListSubCustomers')).toHaveLength(4);
  expect(stored('budgets', 'b')).toMatchObject({ budget_amount: '5' });
  expect(world.ids('customers', 'r1')).toEqual(['d']);
  expect(done).toEqual(['a', 'b', 'c', 'd']);
  expect(failed).toEqual([]);
});

test('more than a hundred are asked for in several questions', async () => {
  const ids = Array.from({ length: 130 }, (_, i) => `c${i}`);
  for (const id of ids) put(id, '5');
  const one = refresher();
  for (const id of ids) one.note(id, '');
  await one.settled();
  expect(
    asked('ListSubCustomerBudget').map((call) => (call.input['customer_ids'] as string[]).length),
  ).toEqual([100, 30]);
  expect(done).toHaveLength(130);
});

test('while nobody answers they stay noted, and are read when somebody does', async () => {
  put('a', '5');
  world.center.before = (call) => {
    throw unreachable(call.operation);
  };
  const one = refresher();
  one.note('a', '');
  await one.settled();
  expect(done).toEqual([]);
  expect(failed).toHaveLength(1);
  world.center.before = () => {};
  one.wake();
  await one.settled();
  expect(done).toEqual(['a']);
  expect(stored('budgets', 'a')).toMatchObject({ budget_amount: '5' });
});

test('a refusal gives them up: the next scan reads them', async () => {
  const one = refresher();
  one.note('a', 'nobody');
  await one.settled();
  expect(done).toEqual(['a']);
  expect(failed).toHaveLength(1);
});

test('what changed outside of its scan is not vouched for by the scan’s page', async () => {
  put('a', '5');
  await world.sync().start({ steps: ['customers'] });
  put('a', '9');
  const one = refresher();
  one.note('a', '');
  await one.settled();
  expect(stored('customers', 'a')).toMatchObject({ name: 'n-9' });
  // Back to what the scan had seen: an equal page must not hide it.
  put('a', '5');
  await world.sync().start({ steps: ['customers'] });
  expect(stored('customers', 'a')).toMatchObject({ name: 'n-5' });
});

test('an old page of a running sync comes in late: read once more when the run has ended', async () => {
  put('a', '9');
  const one = refresher();
  syncing = true;
  one.note('a', '');
  await one.settled();
  const collection = world.ports.collections.get('budgets');
  if (!collection) throw new Error('no budgets');
  const old = item({ customer_id: 'a', budget_amount: '5' });
  applySingles(world.workspace, collection, [old], { scope: '', asOf: world.clock.now() });
  expect(stored('budgets', 'a')).toMatchObject({ budget_amount: '5' });
  syncing = false;
  one.syncEnded();
  await one.settled();
  expect(stored('budgets', 'a')).toMatchObject({ budget_amount: '9' });
  const calls = world.center.calls.length;
  one.syncEnded();
  await one.settled();
  expect(world.center.calls).toHaveLength(calls);
});

test('closing ends what is under way', async () => {
  put('a', '5');
  const one = refresher();
  world.center.before = () => void one.close();
  one.note('a', '');
  await one.settled();
  expect(done).toEqual([]);
  expect(failed).toEqual([]);
  one.note('a', '');
  await one.settled();
  expect(asked('ListSubCustomerBudget')).toHaveLength(1);
});
