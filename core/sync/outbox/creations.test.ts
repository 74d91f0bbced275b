import { expect, test } from 'vitest';
import { verifyAudit } from '../../storage/audit.ts';
import { QUIET_MS, AGAIN_MS } from './transition.ts';
import { HALFWAY_LOOKS } from './decide.ts';
import { cancelActions, decideActions, retryAction, supplyCode } from './people.ts';
import { answer } from './testing/center.ts';
import { budgetOfNew, create, Desk, MINUTE } from './testing/desk.ts';

const TEN = 10 * MINUTE;

/** Steps until nothing is due. */
async function go(desk: Desk, ms = 0): Promise<void> {
  desk.clock.advance(ms);
  while ((await desk.executor.step()) !== null);
}

const states = (desk: Desk, ...ids: string[]): string[] => ids.map((id) => desk.get(id).state);
const sends = (desk: Desk, operation = 'CreateSubCustomer'): number =>
  desk.center.log.filter((call) => call.operation === operation).length;

test('a creation and its budget: the name is looked up, made once, the budget goes to the very customer', async () => {
  const desk = new Desk();
  desk.save(create('a1', 'NorthWind'), budgetOfNew('a1', '500'));
  const [, second = ''] = desk.ledger.read
    .all<{ id: string }>('SELECT id FROM action ORDER BY seq')
    .map(({ id }) => id);
  await go(desk);
  expect(states(desk, 'a1', second)).toEqual(['confirmed', 'confirmed']);
  expect(desk.books.effects.map(({ operation, customerId }) => [operation, customerId])).toEqual([
    ['CreateSubCustomer', 'n0'],
    ['UpdateSubCustomerBudget', 'n0'],
  ]);
  expect([desk.get('a1').customerId, desk.get(second).customerId, desk.get(second).lane]).toEqual([
    'n0',
    'n0',
    'customer:n0',
  ]);
  expect(desk.books.effects[0]?.body).toMatchObject({
    domain_name: 'NorthWind',
    xaccount_id: 'pd-a1',
    include_association_result: true,
  });
  expect(desk.books.effects[0]?.body).not.toHaveProperty('password');
  expect(verifyAudit(desk.ledger.read).ok).toBe(true);
});

test('the name is taken: nothing is sent, the creation is held with the reason, its budget waits', async () => {
  const desk = new Desk();
  desk.books.register('Contoso');
  desk.save(create('a1', 'contoso'), budgetOfNew('a1', '500'));
  await go(desk);
  expect([desk.get('a1').state, desk.get('a1').code, sends(desk)]).toEqual(['held', 'ACCOUNT_TAKEN', 0]);
});

test('unclear and done: found by our own id after the quiet period, nothing is sent again', async () => {
  const desk = new Desk();
  desk.center.onSend = (_, act) => {
    act();
    return { kind: 'transport', sent: true, reason: 'DEADLINE' };
  };
  desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  await go(desk);
  expect([desk.get('a1').state, sends(desk)]).toEqual(['unknown', 1]);
  desk.center.onSend = (_, act) => act();
  await go(desk, QUIET_MS);
  expect([desk.get('a1').state, desk.get('a1').customerId, sends(desk)]).toEqual(['confirmed', 'n0', 1]);
  expect(desk.books.effects.map(({ operation }) => operation)).toEqual([
    'CreateSubCustomer',
    'UpdateSubCustomerBudget',
  ]);
});

test('unclear and not done: shown to a person with the proof, never sent again without their word', async () => {
  const desk = new Desk();
  desk.center.onSend = () => ({ kind: 'transport', sent: true, reason: 'DEADLINE' });
  desk.put(create('a1', 'northwind'));
  await go(desk);
  await go(desk, QUIET_MS);
  await go(desk, AGAIN_MS);
  expect(desk.get('a1')).toMatchObject({ state: 'decision', code: 'OUTBOX_ABSENT', unclear: false });
  await go(desk, 10 * QUIET_MS);
  expect(sends(desk)).toBe(1);
  desk.center.onSend = (_, act) => act();
  desk.ledger.write((w) => decideActions(w, desk.ports, ['a1'], 'mine', 'Mei'));
  await go(desk);
  expect([desk.get('a1').state, sends(desk)]).toEqual(['confirmed', 2]);
});

test('it acted later than anybody could know: the reading before the second send finds ours, nothing is sent', async () => {
  const desk = new Desk();
  let act = (): unknown => undefined;
  desk.center.onSend = (_, perform) => {
    act = perform;
    return { kind: 'transport', sent: true, reason: 'DEADLINE' };
  };
  desk.put(create('a1', 'northwind'));
  await go(desk);
  await go(desk, QUIET_MS);
  await go(desk, AGAIN_MS);
  act();
  desk.ledger.write((w) => decideActions(w, desk.ports, ['a1'], 'mine', 'Mei'));
  await go(desk);
  expect([desk.get('a1').state, desk.get('a1').customerId, sends(desk)]).toEqual(['confirmed', 'n0', 1]);
});

test('CBC.99000050: the account is made, its association follows; the id that came with the answer is kept', async () => {
  const desk = new Desk();
  desk.books.associationMs = QUIET_MS + 3 * AGAIN_MS;
  desk.put(create('a1', 'northwind'));
  await go(desk);
  expect(desk.get('a1')).toMatchObject({ state: 'unknown', result: { customerId: 'n0' } });
  await go(desk, QUIET_MS);
  expect(desk.get('a1').state).toBe('unknown');
  for (let i = 0; i < 4; i += 1) await go(desk, AGAIN_MS);
  expect([desk.get('a1').state, desk.get('a1').customerId, sends(desk)]).toEqual(['confirmed', 'n0', 1]);
});

test('an association that never comes: a person is asked; saying that it happened gives the budget its customer', async () => {
  const desk = new Desk();
  desk.books.associationMs = 1000 * MINUTE;
  desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  await go(desk);
  await go(desk, QUIET_MS);
  for (let i = 0; i < HALFWAY_LOOKS; i += 1) await go(desk, AGAIN_MS);
  expect(desk.get('a1')).toMatchObject({ state: 'decision', code: 'OUTBOX_UNCLEAR', unclear: true });
  desk.ledger.write((w) => decideActions(w, desk.ports, ['a1'], 'happened', 'Mei'));
  await go(desk);
  expect([desk.get('a1').state, desk.get('a1').customerId, sends(desk)]).toEqual(['confirmed', 'n0', 1]);
  expect(desk.books.effects.at(-1)).toMatchObject({
    operation: 'UpdateSubCustomerBudget',
    customerId: 'n0',
  });
});

test('confirmed by a person and nobody knows the customer: what waits for it is held and cannot be tried again', async () => {
  const desk = new Desk();
  desk.center.onSend = () => ({ kind: 'transport', sent: true, reason: 'DEADLINE' });
  const [, budgetId = ''] = desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  await go(desk);
  // Somebody else takes the name meanwhile: it looks like ours.
  desk.books.register('northwind');
  await go(desk, QUIET_MS);
  for (let i = 0; i < HALFWAY_LOOKS; i += 1) await go(desk, AGAIN_MS);
  desk.ledger.write((w) => decideActions(w, desk.ports, ['a1'], 'happened', 'Mei'));
  expect(states(desk, 'a1', budgetId)).toEqual(['confirmed', 'held']);
  expect(desk.get(budgetId).code).toBe('OUTBOX_DEPENDENCY');
  expect(() => desk.ledger.write((w) => retryAction(w, desk.ports, budgetId, 'Mei'))).toThrow(
    'OUTBOX_DEPENDENCY',
  );
  expect(desk.ledger.write((w) => cancelActions(w, desk.ports, [budgetId], 'Mei'))).toBe(1);
});

test('a success that names no customer is looked up before anything goes on', async () => {
  const desk = new Desk();
  desk.center.onSend = (_, act) => {
    act();
    return answer(204);
  };
  desk.put(create('a1', 'northwind'));
  await go(desk);
  expect(desk.get('a1').state).toBe('unknown');
  await go(desk, QUIET_MS);
  expect([desk.get('a1').state, desk.get('a1').customerId, sends(desk)]).toEqual(['confirmed', 'n0', 1]);
});

test('another customer of ours has the name, or several carry our id: a person', async () => {
  for (const other of [{ externalId: 'crm-1' }, { externalId: 'pd-a1', twice: true }]) {
    const desk = new Desk();
    desk.center.onSend = () => ({ kind: 'transport', sent: true, reason: 'DEADLINE' });
    desk.put(create('a1', 'northwind'));
    await go(desk);
    const account = { name: 'northwind', externalId: other.externalId, associatedAt: 0 };
    desk.books.accounts.set('northwind', { ...account, customer: 'x1' });
    if (other.twice) desk.books.accounts.set('NORTHWIND', { ...account, customer: 'x2' });
    await go(desk, QUIET_MS);
    expect(desk.get('a1')).toMatchObject({ state: 'decision', unclear: true });
    expect(desk.get('a1').theirs?.['account']).toBe(other.twice ? 'several' : 'other');
  }
});

test('rejected: what waited is held; created anew under the same name it goes on, to the new customer', async () => {
  const desk = new Desk();
  desk.center.onSend = () => answer(400, 'CBC.99000037');
  const [, budgetId = ''] = desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  await go(desk);
  expect(states(desk, 'a1', budgetId)).toEqual(['rejected', 'held']);
  desk.center.onSend = (_, act) => act();
  desk.put(create('a2', 'NorthWind'));
  expect(desk.get(budgetId)).toMatchObject({ state: 'waiting', dependsOn: ['a2'] });
  await go(desk);
  expect(states(desk, 'a2', budgetId)).toEqual(['confirmed', 'confirmed']);
  expect(desk.books.effects.at(-1)?.customerId).toBe('n0');
});

test('created anew with another budget: the old one stays held, for a person to take back', async () => {
  const desk = new Desk();
  const [, old = ''] = desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  desk.ledger.write((w) => cancelActions(w, desk.ports, ['a1'], 'Mei'));
  expect(states(desk, 'a1', old)).toEqual(['cancelled', 'held']);
  const [, fresh = ''] = desk.save(create('a2', 'northwind'), budgetOfNew('a2', '600'));
  await go(desk);
  expect(states(desk, 'a2', fresh, old)).toEqual(['confirmed', 'confirmed', 'held']);
});

test('an e-mail address needs a code: held without one, sent with it once, and it is in no table', async () => {
  const desk = new Desk();
  desk.put(create('a1', 'northwind', { email: 'ops@northwind.example' }));
  await go(desk);
  expect(desk.get('a1')).toMatchObject({ state: 'held', code: 'CODE_NEEDED' });
  expect(desk.center.log).toEqual([]);
  const supply = (until: number): unknown =>
    desk.ledger.write((w) =>
      supplyCode(w, desk.ports, desk.codes, { id: 'a1', code: '731906', until, person: 'Mei' }),
    );
  // One that ended before it could be sent is asked for again.
  supply(desk.clock.now() + TEN);
  desk.clock.advance(TEN + 1);
  await go(desk);
  expect(desk.get('a1').code).toBe('CODE_NEEDED');
  // A code that surely did not arrive is used once more.
  const answers = [answer(429, 'APIGW.0308')];
  desk.center.onSend = (_, act) => answers.shift() ?? act();
  supply(desk.clock.now() + TEN);
  await go(desk);
  await go(desk, MINUTE);
  expect([desk.get('a1').state, sends(desk)]).toEqual(['confirmed', 2]);
  expect(desk.books.effects[0]?.body).toMatchObject({ verification_code: '731906' });
  expect(desk.ledger.backup().includes('731906')).toBe(false);
  expect(() => supply(desk.clock.now() + TEN)).toThrow('OUTBOX_TOO_LATE');
});

test('a ledger out of a backup: the budget of a customer that may exist waits for what becomes of the creation', async () => {
  const desk = new Desk();
  const [, budgetId = ''] = desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  const backup = desk.ledger.backup();
  await go(desk);
  expect(states(desk, 'a1', budgetId)).toEqual(['confirmed', 'confirmed']);
  desk.ledger.restore(backup);
  desk.restart();
  await go(desk);
  expect(states(desk, 'a1', budgetId)).toEqual(['unknown', 'unknown']);
  await go(desk, QUIET_MS);
  await go(desk, QUIET_MS);
  expect(states(desk, 'a1', budgetId)).toEqual(['confirmed', 'confirmed']);
  expect(desk.books.effects).toHaveLength(2);
});

test('out of a backup and then taken back: a person says what became of what waited, which is then held', async () => {
  const desk = new Desk();
  const [, budgetId = ''] = desk.save(create('a1', 'northwind'), budgetOfNew('a1', '500'));
  desk.ledger.restore(desk.ledger.backup());
  desk.restart();
  await go(desk);
  await go(desk, QUIET_MS);
  await go(desk, AGAIN_MS);
  expect(states(desk, 'a1', budgetId)).toEqual(['decision', 'unknown']);
  desk.ledger.write((w) => decideActions(w, desk.ports, ['a1'], 'theirs', 'Mei'));
  expect(states(desk, 'a1', budgetId)).toEqual(['cancelled', 'decision']);
  desk.ledger.write((w) => decideActions(w, desk.ports, [budgetId], 'did-not-happen', 'Mei'));
  expect(states(desk, 'a1', budgetId)).toEqual(['cancelled', 'held']);
  expect(desk.books.effects).toEqual([]);
});
