import { expect, test } from 'vitest';
import { CodedError, isCoded } from '../../base/errors.ts';
import { answer } from './testing/center.ts';
import { budget, Desk, freeze, MINUTE, unfreeze } from './testing/desk.ts';
import { attemptsOf, countByState, freezeTypeOf } from './read.ts';

const LOST = { kind: 'transport', sent: true, reason: 'DEADLINE' } as const;

test('a saved action is sent once and confirmed; its attempt is durable before the connection (I3)', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '250.50'));
  desk.center.onSend = (_, act) => {
    expect(desk.get(id).state).toBe('sending');
    expect(attemptsOf(desk.ledger.read, id)).toMatchObject([{ number: 1, outcome: null, endedAt: null }]);
    return act();
  };
  expect(await desk.executor.step()).toEqual({ id, from: 'waiting', to: 'confirmed' });
  expect(desk.books.of('c1').budget).toBe('250.5');
  expect(desk.books.effects).toEqual([
    {
      customerId: 'c1',
      operation: 'UpdateSubCustomerBudget',
      body: { customer_id: 'c1', budget_amount: 250.5, budget_type: 'MONTHLY', cancel_partner_frozen: '0' },
    },
  ]);
  expect(desk.confirmed).toEqual([id]);
  expect(attemptsOf(desk.ledger.read, id)).toMatchObject([{ outcome: 'confirmed' }]);
  expect(desk.ledger.read.get('SELECT * FROM receipt')).toMatchObject({ action: id, outcome: 'confirmed' });
  expect(await desk.executor.step()).toBeNull();
  expect(desk.reported).toEqual([]);
});

test('nothing more to do: nothing is written and nothing asked (I10)', async () => {
  const desk = new Desk();
  desk.put(budget('c1', '200'));
  await desk.executor.settle();
  const { commits } = desk.ledger;
  const requests = desk.center.log.length;
  for (let i = 0; i < 5; i += 1) expect(await desk.after(10 * MINUTE)).toBeNull();
  desk.executor.wake();
  await desk.executor.settle();
  expect([desk.ledger.commits, desk.center.log.length]).toEqual([commits, requests]);
});

test.each([
  ['2xx with a failing code', answer(200, 'CBC.0999'), 'rejected', 'UPSTREAM_REFUSED'],
  ['400', answer(400, 'CBC.0100'), 'rejected', 'UPSTREAM_REFUSED'],
  ['a business refusal with 403', answer(403, 'CBC.99005024'), 'rejected', 'UPSTREAM_REFUSED'],
  ['a missing right', answer(403, 'CBC.0151'), 'held', 'PERMISSION_MISSING'],
  ['401', answer(401, 'APIGW.0301'), 'waiting', 'CREDENTIALS_REFUSED'],
  ['401 by a wrong clock', answer(401, 'APIGW.0301', { minutesOff: 40 }), 'waiting', 'CLOCK_OFF'],
  ['429', answer(429, 'APIGW.0308'), 'waiting', 'UPSTREAM_BUSY'],
  [
    'refused before any byte',
    { kind: 'transport', sent: false, reason: 'ECONNREFUSED' } as const,
    'waiting',
    'ENDPOINT_UNREACHABLE',
  ],
  ['timeout', LOST, 'unknown', 'OUTBOX_UNCLEAR'],
  ['503', answer(503, 'CBC.0999'), 'unknown', 'OUTBOX_UNCLEAR'],
  ['an unreadable body', answer(200, null, { readable: false }), 'unknown', 'OUTBOX_UNCLEAR'],
])('%s → %s', async (_, outcome, state, code) => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.onSend = () => outcome;
  expect((await desk.executor.step())?.to).toBe(state);
  expect(desk.get(id)).toMatchObject({ state, code, attempts: 1 });
});

test('waiting again: with a growing pause between one second and five minutes, then it goes', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.onSend = () => answer(429, 'APIGW.0308');
  for (let i = 0; i < 12; i += 1) {
    desk.clock.advance(5 * MINUTE);
    await desk.executor.step();
    const pause = (desk.get(id).nextAt ?? 0) - desk.clock.now();
    expect(pause).toBeGreaterThanOrEqual(1000);
    expect(pause).toBeLessThanOrEqual(Math.min(5 * MINUTE, 1000 * 2 ** (i + 1)));
    expect(await desk.executor.step()).toBeNull();
  }
  desk.center.onSend = (_operation, act) => act();
  expect(await desk.after(5 * MINUTE)).toBe('confirmed');
  expect(desk.books.effects).toHaveLength(1);
});

test('unclear and done: nothing is sent in the quiet period, then the state is read and it is confirmed (I2, I4)', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.onSend = (_, act) => {
    act();
    return LOST;
  };
  await desk.executor.step();
  expect(desk.get(id).nextAt).toBe(desk.clock.now() + 5 * MINUTE);
  const requests = desk.center.log.length;
  expect(await desk.after(5 * MINUTE - 1)).toBeNull();
  expect(desk.center.log).toHaveLength(requests);
  expect(await desk.after(1)).toBe('confirmed');
  expect(desk.books.effects).toHaveLength(1);
  expect(attemptsOf(desk.ledger.read, id)).toMatchObject([{ number: 1, outcome: 'verified' }]);
});

test('unclear and not done: absent is believed when seen twice, 30 s apart; then it is sent once more', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.onSend = () => LOST;
  await desk.executor.step();
  expect(await desk.after(5 * MINUTE)).toBe('unknown');
  expect(await desk.after(29_999)).toBeNull();
  expect(await desk.after(1)).toBe('waiting');
  expect(desk.get(id)).toMatchObject({ code: null, nextAt: null });
  desk.center.onSend = (_, act) => act();
  expect(await desk.after(0)).toBe('confirmed');
  expect(attemptsOf(desk.ledger.read, id).map(({ outcome }) => outcome)).toEqual(['absent', 'confirmed']);
});

test('the same amount again is told by its record: state alone could not', async () => {
  const desk = new Desk();
  const done = desk.put(budget('c1', '100'));
  const lost = desk.put(budget('c2', '100'));
  desk.center.onSend = (_, act, input) => {
    if (input.body?.['customer_id'] === 'c1') act();
    return LOST;
  };
  await desk.executor.settle();
  desk.clock.advance(5 * MINUTE);
  await desk.executor.settle();
  desk.clock.advance(MINUTE);
  await desk.executor.step();
  expect([desk.get(done).state, desk.get(lost).state]).toEqual(['confirmed', 'waiting']);
});

test('the other side did it twice: a person, never a silent double', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.onSend = (_, act) => {
    act();
    act();
    return LOST;
  };
  await desk.executor.step();
  expect(await desk.after(5 * MINUTE)).toBe('decision');
  expect(desk.get(id).unclear).toBe(true);
});

test('a crash between the attempt and its answer: verified after a fresh quiet period, never sent again blindly', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  let hang: () => void = () => undefined;
  desk.center.onSend = (_, act) => {
    act();
    return new Promise((resolve) => (hang = () => resolve(answer(204))));
  };
  void desk.executor.step();
  await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(desk.get(id).state).toBe('sending');
  desk.restart();
  desk.clock.advance(20 * MINUTE);
  expect(await desk.executor.step()).toBeNull();
  expect(desk.get(id)).toMatchObject({ state: 'unknown', nextAt: desk.clock.now() + 5 * MINUTE });
  expect(await desk.after(5 * MINUTE)).toBe('confirmed');
  expect(desk.books.effects).toHaveLength(1);
  // The old answer comes after all: the position it was asked for is no longer there (I5).
  hang();
  await new Promise((resolve) => setImmediate(resolve));
  expect(desk.get(id).state).toBe('confirmed');
});

test('a clock that is put forward does not end the quiet period; put back, it does not prolong a pause', async () => {
  let running = 0;
  const desk = new Desk({ monotonic: { now: () => running } });
  desk.put(budget('c1', '200'));
  desk.center.onSend = () => LOST;
  await desk.executor.step();
  expect(await desk.after(60 * MINUTE)).toBeNull();
  running += 5 * MINUTE - 1;
  expect(await desk.after(0)).toBeNull();
  desk.clock.advance(-120 * MINUTE);
  running += 1;
  expect(await desk.after(0)).toBe('unknown');
});

test('inside a lane everything in order, across lanes nobody waits (I11)', async () => {
  const desk = new Desk();
  const [first = '', second = '', other = ''] = desk.save(
    budget('c1', '200'),
    budget('c1', '300', { base: { budget: '200', budgetType: 'monthly', currency: 'USD', frozen: false } }),
    freeze('c2'),
  );
  desk.center.onSend = (operation, act) => (operation === 'FreezeSubCustomers' ? act() : LOST);
  await desk.executor.settle();
  expect([desk.get(first).state, desk.get(second).state, desk.get(other).state]).toEqual([
    'unknown',
    'waiting',
    'confirmed',
  ]);
  desk.center.onSend = (_, act) => act();
  desk.clock.advance(5 * MINUTE);
  await desk.executor.settle();
  desk.clock.advance(MINUTE);
  await desk.executor.settle();
  expect(desk.books.effects.map(({ body }) => body['budget_amount'] ?? body['freeze_type'])).toEqual([
    'ACCOUNT',
    200,
    300,
  ]);
});

test('freezing: one customer a request, a failure inside a 200 is a rejection, the type used is remembered', async () => {
  const desk = new Desk();
  const [a = '', b = ''] = desk.save(
    freeze('c1', { payload: { v: 1, type: 'account-and-resources', reason: 'overdue' } }),
    freeze('c2'),
  );
  desk.center.onSend = (_, act, input) =>
    JSON.stringify(input.body).includes('c2')
      ? answer(200, null, { failedItems: [{ id: 'c2', code: 'CBC.99005024' }] })
      : act();
  await desk.executor.settle();
  expect([desk.get(a).state, desk.get(b).state]).toEqual(['confirmed', 'rejected']);
  expect(desk.get(b).data).toMatchObject({ upstream: 'CBC.99005024', status: 200 });
  expect(freezeTypeOf(desk.ledger.read, 'c1')).toBe('account-and-resources');
  expect(freezeTypeOf(desk.ledger.read, 'c2')).toBeNull();
  const back = desk.put(unfreeze('c1', { payload: { v: 1, type: 'account-and-resources', reason: 'paid' } }));
  await desk.executor.settle();
  expect(desk.get(back).state).toBe('confirmed');
  expect(freezeTypeOf(desk.ledger.read, 'c1')).toBeNull();
});

test('an unclear freeze is told by the state, and one that changes nothing visible goes to a person', async () => {
  const desk = new Desk();
  desk.books.add('c2', { frozen: true, freezeType: 'ACCOUNT' });
  const done = desk.put(freeze('c1'));
  const again = desk.put(
    freeze('c2', { base: { frozen: true }, payload: { v: 1, type: 'account-and-resources', reason: 'r' } }),
  );
  desk.center.onSend = (_, act) => {
    act();
    return LOST;
  };
  await desk.executor.settle();
  desk.clock.advance(5 * MINUTE);
  await desk.executor.settle();
  expect([desk.get(done).state, desk.get(again).state]).toEqual(['confirmed', 'decision']);
});

test('out of reach: one lane tries for all, and all go when it answers again', async () => {
  const desk = new Desk();
  const ids = desk.save(...Array.from({ length: 200 }, (_, i) => budget(`c${i}`, '200')));
  desk.center.beforeCall = (operation) => {
    throw new CodedError('ENDPOINT_UNREACHABLE', { operation, reason: 'ECONNREFUSED' });
  };
  await desk.executor.settle();
  expect(desk.center.log.length).toBeLessThanOrEqual(3);
  expect(desk.executor.status().failing).toBe(true);
  desk.clock.advance(30 * MINUTE);
  await desk.executor.settle();
  expect(desk.center.log.length).toBeLessThanOrEqual(4);
  desk.center.beforeCall = () => {};
  desk.clock.advance(5 * MINUTE);
  await desk.executor.settle();
  expect(countByState(desk.ledger.read)).toMatchObject({ confirmed: ids.length, waiting: 0 });
  expect(desk.executor.status().failing).toBe(false);
});

test('the ledger cannot be written: nothing is sent; when the verdict cannot be, its lane stays closed until it is', async () => {
  const desk = new Desk();
  const sleeps: (() => void)[] = [];
  const full = { on: true };
  const ledger = Object.create(desk.ledger, {
    read: { value: desk.ledger.read },
    write: {
      value: (fn: never) => {
        if (full.on) throw new CodedError('DISK_FULL', { file: 'ledger' });
        return desk.ledger.write(fn);
      },
    },
  }) as typeof desk.ledger;
  const id = desk.put(budget('c1', '200'));
  desk.restart({ ledger, timers: { sleep: () => new Promise((resolve) => sleeps.push(resolve)) } });
  expect(await desk.executor.step()).toBeNull();
  expect(desk.books.effects).toEqual([]);
  full.on = false;
  desk.center.onSend = (_, act) => {
    full.on = true;
    return act();
  };
  desk.clock.advance(MINUTE);
  const step = desk.executor.step();
  while (sleeps.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(desk.get(id).state).toBe('sending');
  full.on = false;
  sleeps[0]?.();
  expect((await step)?.to).toBe('confirmed');
  expect(desk.books.effects).toHaveLength(1);
  expect(desk.reported.map((error) => isCoded(error, 'DISK_FULL'))).toEqual([true, true]);
});

test('closed in the middle of a request: it is unclear, and everything else is left as it was', async () => {
  const desk = new Desk({ parallel: 1 });
  const [a = '', b = ''] = desk.save(budget('c1', '200'), budget('c2', '200'));
  let reached: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => (reached = resolve));
  desk.center.send = (_operation, _input, options) => {
    reached();
    return new Promise((_resolve, reject) => {
      options?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };
  desk.executor.start();
  await sent;
  expect(desk.executor.status()).toMatchObject({ running: true, busy: 1 });
  await desk.executor.close();
  expect([desk.get(a).state, desk.get(b).state]).toEqual(['unknown', 'waiting']);
  expect(desk.executor.status().running).toBe(false);
});

test('started, it goes on by itself and notices what is saved later', async () => {
  const desk = new Desk();
  desk.executor.start();
  const first = desk.put(budget('c1', '200'));
  desk.executor.wake();
  for (let i = 0; i < 1000 && desk.get(first).state !== 'confirmed'; i += 1)
    await new Promise((resolve) => setImmediate(resolve));
  expect(desk.get(first).state).toBe('confirmed');
  await desk.executor.close();
});

test('an action this program does not understand is held, not dropped', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.ledger.write((w) => w.run(`UPDATE action SET payload = '{"v":2,"amount":"1"}' WHERE id = ?`, [id]));
  expect((await desk.executor.step())?.to).toBe('held');
  expect(desk.get(id).code).toBe('OUTBOX_NEWER');
  desk.ledger.write((w) => w.run(`UPDATE action SET state = 'waiting', kind = 'x.new' WHERE id = ?`, [id]));
  expect((await desk.executor.step())?.to).toBe('held');
});

test('a ledger out of a backup: what seems to wait may have been sent since, and is verified first', async () => {
  const desk = new Desk();
  const ids = desk.save(budget('c1', '200'), budget('c2', '200'), freeze('c3'), budget('c4', '200'));
  const [sent = '', notSent = '', frozen = '', changed = ''] = ids;
  // What happened after the backup was made.
  desk.books.setBudget('c1', '200');
  desk.books.of('c3').frozen = true;
  desk.books.setBudget('c4', '333');
  desk.ledger.write((w) => w.run("UPDATE head SET epoch = 'another life'"));
  desk.restart();
  expect(await desk.executor.step()).toBeNull();
  expect(desk.center.log).toEqual([]);
  expect(ids.map((id) => desk.get(id).state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  desk.clock.advance(5 * MINUTE);
  await desk.executor.settle();
  desk.clock.advance(MINUTE);
  await desk.executor.settle();
  expect([sent, notSent, frozen, changed].map((id) => desk.get(id).state)).toEqual([
    'confirmed',
    'confirmed',
    // Frozen, and nothing says by whom: a freeze leaves no record.
    'decision',
    'decision',
  ]);
  expect(desk.books.effects.map(({ customerId }) => customerId)).toEqual(['c2']);
  // Once: the next start finds the same life.
  const waits = desk.put(budget('c5', '200'));
  desk.restart();
  expect((await desk.executor.step())?.id).toBe(waits);
});
