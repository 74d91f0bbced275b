import { expect, test } from 'vitest';
import { CodedError, isCoded } from '../../base/errors.ts';
import { verifyAudit } from '../../storage/audit.ts';
import { answer } from './testing/center.ts';
import { budget, Desk, MINUTE } from './testing/desk.ts';
import { enqueue } from './enqueue.ts';
import { cancelActions, decideActions, retryAction } from './people.ts';
import { countByState, openActionsOf, readActions } from './read.ts';

const LOST = { kind: 'transport', sent: true, reason: 'DEADLINE' } as const;

function codeOf(fn: () => unknown): string {
  try {
    fn();
  } catch (error) {
    if (isCoded(error)) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

test('a third value after an unclear outcome is for a person: happened, or did not', async () => {
  const desk = new Desk();
  const [a, b] = desk.save(budget('c1', '200'), budget('c2', '200'));
  desk.center.onSend = () => LOST;
  await desk.executor.settle();
  desk.books.setBudget('c1', '77');
  desk.books.setBudget('c2', '77');
  desk.clock.advance(5 * MINUTE);
  await desk.executor.settle();
  expect(desk.get(a ?? '')).toMatchObject({ state: 'decision', unclear: true, theirs: { budget: '77' } });
  const act = (ids: string[], decision: 'mine' | 'happened' | 'did-not-happen'): number =>
    desk.ledger.write((w) => decideActions(w, desk.ports, ids, decision, 'Mei'));
  // It may have happened: taking it back or sending over it would hide that.
  expect(codeOf(() => act([a ?? ''], 'mine'))).toBe('OUTBOX_DECISION_UNFIT');
  expect(codeOf(() => desk.ledger.write((w) => cancelActions(w, desk.ports, [a ?? ''], 'Mei')))).toBe(
    'OUTBOX_TOO_LATE',
  );
  expect(act([a ?? ''], 'happened')).toBe(1);
  expect(act([b ?? ''], 'did-not-happen')).toBe(1);
  expect(desk.get(a ?? '').state).toBe('confirmed');
  desk.center.onSend = (_, perform) => perform();
  // The budget is not what was decided on: now it is an ordinary conflict.
  expect(await desk.after(0)).toBe('decision');
  expect(desk.get(b ?? '')).toMatchObject({ unclear: false, code: 'OUTBOX_CONFLICT' });
});

test('changed since the person decided: nothing is sent; mine goes over it, theirs takes it back', async () => {
  const desk = new Desk();
  const [mine = '', theirs = ''] = desk.save(budget('c1', '200'), budget('c2', '200'));
  desk.books.setBudget('c1', '150');
  desk.books.setBudget('c2', '150', 'PACKAGE');
  await desk.executor.settle();
  expect(desk.get(mine)).toMatchObject({
    state: 'decision',
    code: 'OUTBOX_CONFLICT',
    attempts: 0,
    unclear: false,
    theirs: { budget: '150', budgetType: 'monthly' },
  });
  desk.ledger.write((w) => decideActions(w, desk.ports, [mine], 'mine', 'Mei'));
  desk.ledger.write((w) => decideActions(w, desk.ports, [theirs], 'theirs', 'Mei'));
  await desk.executor.settle();
  expect([desk.get(mine).state, desk.get(theirs).state]).toEqual(['confirmed', 'cancelled']);
  expect(desk.books.of('c1').budget).toBe('200');
  expect(desk.books.of('c2').budget).toBe('150');
});

test('mine, but it was changed once more meanwhile: asked again', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.books.setBudget('c1', '150');
  await desk.executor.step();
  desk.ledger.write((w) => decideActions(w, desk.ports, [id], 'mine', 'Mei'));
  desk.books.setBudget('c1', '160');
  expect((await desk.executor.step())?.to).toBe('decision');
  expect(desk.get(id).theirs).toMatchObject({ budget: '160' });
});

test('what depends on an action waits for it, and is held when it will never be done', async () => {
  const desk = new Desk();
  const [a = ''] = desk.save(budget('c1', '200'));
  const [b = ''] = desk.save(budget('c2', '200', { dependsOn: [a] }));
  desk.center.onSend = () => answer(429, 'CBC.0250');
  await desk.executor.step();
  expect(await desk.executor.step()).toBeNull();
  expect(desk.get(b)).toMatchObject({ state: 'waiting', dependsOn: [a], attempts: 0 });
  desk.center.onSend = () => answer(400, 'CBC.0100');
  expect(await desk.after(5 * MINUTE)).toBe('rejected');
  expect(desk.get(b)).toMatchObject({ state: 'held', code: 'OUTBOX_DEPENDENCY' });
  expect(codeOf(() => desk.ledger.write((w) => retryAction(w, desk.ports, b, 'Mei')))).toBe(
    'OUTBOX_DEPENDENCY',
  );
  // Saved after it was rejected: held at once.
  const late = desk.put(budget('c3', '200', { dependsOn: [a] }));
  expect(desk.get(late).state).toBe('held');
  expect(desk.ledger.write((w) => cancelActions(w, desk.ports, [b, late], 'Mei'))).toBe(2);
});

test('the right to read is missing: held before sending, a person after an unclear send', async () => {
  const desk = new Desk();
  const [a = '', b = ''] = desk.save(budget('c1', '200'), budget('c2', '200'));
  desk.center.onSend = () => LOST;
  desk.center.beforeCall = (operation, input) => {
    if (input.query?.['customer_id'] === 'c1') throw new CodedError('PERMISSION_MISSING', { operation });
  };
  await desk.executor.settle();
  expect([desk.get(a).state, desk.get(b).state]).toEqual(['held', 'unknown']);
  desk.center.beforeCall = (operation) => {
    throw new CodedError('PERMISSION_MISSING', { operation });
  };
  expect(await desk.after(5 * MINUTE)).toBe('decision');
  expect(desk.get(b).unclear).toBe(true);
  desk.center.beforeCall = () => {};
  desk.center.onSend = (_, act) => act();
  expect(desk.ledger.write((w) => retryAction(w, desk.ports, a, 'Mei'))).toBe('waiting');
  expect(await desk.after(0)).toBe('confirmed');
});

test('taken back while the situation was being read: nothing is sent', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.beforeCall = () => {
    if (desk.get(id).state === 'waiting') desk.ledger.write((w) => cancelActions(w, desk.ports, [id], 'Mei'));
  };
  expect(await desk.executor.step()).toBeNull();
  expect(desk.get(id)).toMatchObject({ state: 'cancelled', attempts: 0 });
  expect(desk.books.effects).toEqual([]);
});

test('people cannot take back or repeat what is being sent or has ended', async () => {
  const desk = new Desk();
  const id = desk.put(budget('c1', '200'));
  desk.center.onSend = () => LOST;
  await desk.executor.step();
  const write = <T>(fn: Parameters<typeof desk.ledger.write<T>>[0]): T => desk.ledger.write(fn);
  expect(codeOf(() => write((w) => cancelActions(w, desk.ports, [id], 'Mei')))).toBe('OUTBOX_TOO_LATE');
  expect(write((w) => retryAction(w, desk.ports, id, 'Mei'))).toBe('unknown');
  desk.books.setBudget('c1', '200');
  await desk.after(5 * MINUTE);
  expect(codeOf(() => write((w) => retryAction(w, desk.ports, id, 'Mei')))).toBe('OUTBOX_TOO_LATE');
  expect(codeOf(() => write((w) => retryAction(w, desk.ports, 'none', 'Mei')))).toBe('NOT_FOUND');
});

test('a payload that is not of its kind is refused before it is saved', () => {
  const desk = new Desk();
  for (const amount of ['0', '-1', '1.234', '2147483647.01', '1e3', '']) {
    expect(codeOf(() => desk.put(budget('c1', amount)))).toBe('INPUT_INVALID');
  }
  expect(countByState(desk.ledger.read).waiting).toBe(0);
  desk.put(budget('c1', '2147483647'));
});

test('a thousand open actions: read in lane order, counted, carried out, audited without a gap', async () => {
  const desk = new Desk();
  const actions = Array.from({ length: 1000 }, (_, i) => budget(`c${i % 500}`, '200', { batchId: 'b1' }));
  const ids = desk.save(...actions);
  const open = openActionsOf(desk.ledger.read);
  expect(open).toHaveLength(1000);
  expect(openActionsOf(desk.ledger.read, ['c7']).map(({ id }) => id)).toEqual([ids[7], ids[507]]);
  const newest = readActions(desk.ledger.read, { limit: 2 });
  expect(newest.map(({ id }) => id)).toEqual([ids[999], ids[998]]);
  const next = readActions(desk.ledger.read, { limit: 1, after: newest[1]?.id ?? '', states: ['waiting'] });
  expect(next.map(({ id }) => id)).toEqual([ids[997]]);
  await desk.executor.settle();
  // The second of each lane was decided on 100, and the first made it 200.
  expect(countByState(desk.ledger.read)).toMatchObject({ confirmed: 500, decision: 500 });
  expect(verifyAudit(desk.ledger.read)).toMatchObject({ ok: true, entries: 2000 });
});

test('a saved change rests before it is sent, and can be taken back so long', async () => {
  const desk = new Desk();
  desk.books.add('c1');
  desk.books.add('c2');
  const ports = { ...desk.ports, graceMs: 4_000 };
  const [kept = '', regretted = ''] = desk.ledger.write((w) =>
    enqueue(w, ports, [budget('c1', '300'), budget('c2', '400')]),
  );
  expect(await desk.after(3_999)).toBeNull();
  expect(desk.ledger.write((w) => cancelActions(w, desk.ports, [regretted], 'Mei'))).toBe(1);
  expect(await desk.after(1)).toBe('confirmed');
  expect(await desk.after(MINUTE)).toBeNull();
  expect([desk.get(kept).state, desk.get(regretted).state]).toEqual(['confirmed', 'cancelled']);
  expect(desk.books.effects.map(({ customerId }) => customerId)).toEqual(['c1']);
});
