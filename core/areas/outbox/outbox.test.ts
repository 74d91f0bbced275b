import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../storage/audit.ts';
import { callerWith, fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';

let desk: AreaDesk;
const MANY = 1000;
const id = (n: number): string => `c${String(n).padStart(4, '0')}`;
const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => id(from + i));

beforeAll(async () => {
  desk = await openAreas({ lines: fakeLines() });
  const customers = ids(0, MANY).map((customer_id, n) => ({
    customer_id,
    customer: `Company ${n}`,
    account_name: `account${n}`,
    association_type: n % 50 === 49 ? '1' : '3',
    is_frozen: n % 10 === 3 ? '1' : '0',
  }));
  desk.put('customers', customers.slice(0, 990));
  desk.put('customers', customers.slice(990), 'reseller-1');
  desk.put(
    'budgets',
    ids(0, 900).map((customer_id, n) => ({
      customer_id,
      budget_amount: String(100 + n),
      used_amount: '10.5',
      budget_type: n % 2 === 0 ? 'MONTHLY' : 'PACKAGE',
      measure_id: '1',
      currency: 'USD',
    })),
  );
});
afterAll(() => desk.close());

const monthly = (amount: string) => ({ amount, type: 'monthly' as const });
const row = async (customerId: string) => (await desk.ask('customers.get', { id: customerId }))?.customer;
const latest = async (customerId: string) =>
  (await desk.ask('outbox.list', { customerId, limit: 1 })).rows[0];

describe('one budget', () => {
  test('is saved with its base and its audit row, and is shown as pending; the mirror stays as it is', async () => {
    const wakes = desk.wakes();
    const { id: action } = await desk.act('budgets.set', { customerId: id(0), change: monthly('250.50') });
    expect(desk.wakes()).toBe(wakes + 1);
    expect(await desk.ask('outbox.get', { id: action })).toMatchObject({
      row: {
        state: 'waiting',
        kind: 'budgets.set',
        person: 'tester',
        createdAt: NOON,
        base: { budget: '100', budgetType: 'monthly', currency: 'USD', frozen: false },
        target: { budget: '250.5', budgetType: 'monthly', freezeMode: null, unfreeze: false },
        theirs: null,
        batchId: null,
      },
      attempts: [],
    });
    const customer = await row(id(0));
    expect(customer?.budget?.amount).toBe('100');
    expect(customer?.pending).toEqual({ budget: { amount: '250.5', type: 'monthly' }, state: 'waiting' });
    const { rows } = await desk.ask('customers.list', { filter: { customerId: id(0) } });
    expect(rows[0]?.pending).toEqual(customer?.pending);
    const { rows: audit } = await desk.ask('audit.list', { search: id(0), limit: 1 });
    expect(audit[0]).toMatchObject({
      who: 'tester',
      what: 'budgets.set',
      target: id(0),
      before: { budget: '100' },
      after: { amount: '250.5' },
      outcome: 'saved',
    });
  });

  test('a second one is decided on what the first will make', async () => {
    await desk.act('budgets.set', { customerId: id(0), change: { ...monthly('300'), unfreeze: true } });
    expect((await latest(id(0)))?.base).toMatchObject({ budget: '250.5', frozen: false });
  });

  test.each([
    ['0', 'BUDGET_OUT_OF_RANGE'],
    ['2147483648', 'BUDGET_OUT_OF_RANGE'],
    ['1.005', 'BUDGET_TOO_PRECISE'],
  ])('%s is refused before anything is saved: %s', async (amount, code) => {
    const before = await desk.ask('outbox.summary', {});
    const change = monthly(amount);
    await expect(desk.act('budgets.set', { customerId: id(1), change })).rejects.toMatchObject({ code });
    await expect(desk.act('budgets.setBatch', { customerIds: [id(1)], change })).rejects.toMatchObject({
      code,
    });
    expect(await desk.ask('outbox.summary', {})).toEqual(before);
  });

  test('referral customers and unknown ones are refused with the reason', async () => {
    const set = (customerId: string) => desk.act('budgets.set', { customerId, change: monthly('5') });
    await expect(set(id(49))).rejects.toMatchObject({ code: 'REFERRAL_CUSTOMER' });
    await expect(set('nobody')).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
  });

  test('a reseller’s customer carries the reseller', async () => {
    await desk.act('budgets.set', { customerId: id(995), change: monthly('5') });
    const stored = desk.workspace.ledger.read.get<{ payload: string }>(
      'SELECT payload FROM action WHERE customer_id = ?',
      [id(995)],
    );
    expect(JSON.parse(stored?.payload ?? '')).toMatchObject({ v: 1, resellerId: 'reseller-1' });
  });
});

describe('a batch', () => {
  test('preview: before and after of each customer once, refusals with reasons, and nothing is saved', async () => {
    const before = await desk.ask('outbox.summary', {});
    const preview = await desk.ask('budgets.previewBatch', {
      customerIds: [id(10), id(11), id(49), 'nobody', id(10)],
      change: monthly('110.00'),
    });
    expect(preview).toMatchObject({ count: 4, refused: 2, same: 1 });
    expect(preview.rows.map((one) => [one.customerId, one.before.budget, one.after.budget])).toEqual([
      [id(10), '110', '110'],
      [id(11), '111', '110'],
      [id(49), '149', '149'],
      ['nobody', null, null],
    ]);
    expect(preview.rows[1]).toMatchObject({
      before: { budgetType: 'one-time' },
      after: { budgetType: 'monthly' },
      // Month to date is not known without usage files.
      estimate: null,
    });
    expect(preview.rows[0]).toMatchObject({ same: true, estimate: '10.5' });
    expect(preview.rows[0]?.customerName).toContain('*');
    expect(await desk.ask('outbox.summary', {})).toEqual(before);
  });

  test('a thousand are saved together and taken back together; the audit chain holds', async () => {
    const open = (await desk.ask('outbox.summary', {})).open;
    const batch = await desk.act('budgets.setBatch', {
      customerIds: ids(0, MANY),
      change: monthly('777'),
    });
    expect(batch.refused).toHaveLength(20);
    expect(batch.refused[0]).toEqual({ customerId: id(49), code: 'REFERRAL_CUSTOMER' });
    expect(batch.ids).toHaveLength(980);
    expect((await desk.ask('outbox.summary', {})).open).toBe(open + 980);
    expect((await latest(id(5)))?.batchId).toBe(batch.batchId);
    expect((await row(id(5)))?.pending?.budget?.amount).toBe('777');
    expect(await desk.act('outbox.cancel', { ids: batch.ids })).toEqual({ cancelled: 980 });
    expect((await desk.ask('outbox.summary', {})).open).toBe(open);
    expect((await row(id(5)))?.pending).toBeNull();
    await expect(desk.act('outbox.cancel', { ids: batch.ids })).rejects.toMatchObject({
      code: 'OUTBOX_TOO_LATE',
    });
    expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
  });

  test('an act that fails half-way leaves nothing', async () => {
    const before = await desk.ask('outbox.summary', {});
    const { outbox } = desk.context;
    if (!outbox) throw new Error('no outbox');
    const failing = {
      ...desk.context,
      outbox: {
        ...outbox,
        save: (...given: Parameters<typeof outbox.save>) => {
          outbox.save(...given);
          throw new Error('full');
        },
      },
    };
    const { areaActions } = await import('../register.ts');
    const caller = callerWith([]);
    const change = { ...monthly('9'), unfreeze: false };
    expect(() =>
      areaActions['budgets.setBatch'](failing, { customerIds: ids(20, 30), change }, caller),
    ).toThrow('full');
    expect(await desk.ask('outbox.summary', {})).toEqual(before);
  });
});

describe('freezing', () => {
  const freeze = (customerIds: string[], type: 'account' | 'account-and-resources' = 'account') =>
    desk.act('customers.freeze', { customerIds, type, reason: 'overdue' });
  const unfreeze = (customerIds: string[], type?: 'account' | 'account-and-resources') =>
    desk.act('customers.unfreeze', { customerIds, reason: 'paid', ...(type ? { type } : {}) });

  test('needs a reason', async () => {
    await expect(
      desk.act('customers.freeze', { customerIds: [id(40)], type: 'account', reason: '  ' }),
    ).rejects.toThrow('reason');
  });

  test('who cannot be frozen is named; the others are saved', async () => {
    const result = await freeze([id(40), id(43), id(49), 'nobody']);
    expect(result.ids).toHaveLength(1);
    expect(result.refused).toEqual([
      { customerId: id(43), code: 'FREEZE_ALREADY' },
      { customerId: id(49), code: 'REFERRAL_CUSTOMER' },
      { customerId: 'nobody', code: 'CUSTOMER_UNKNOWN' },
    ]);
    expect((await row(id(40)))?.pending).toEqual({
      freeze: { frozen: true, type: 'account' },
      state: 'waiting',
    });
    expect(await latest(id(40))).toMatchObject({
      base: { frozen: false },
      target: { freezeType: 'account', reason: 'overdue' },
    });
  });

  test('the type of a freeze that still waits is known; of one made elsewhere the person must name it', async () => {
    expect((await freeze([id(41)], 'account-and-resources')).refused).toEqual([]);
    expect((await unfreeze([id(41)])).refused).toEqual([]);
    expect((await latest(id(41)))?.target.freezeType).toBe('account-and-resources');
    expect((await row(id(41)))?.pending?.freeze).toEqual({ frozen: false, type: null });
    expect((await unfreeze([id(53)])).refused).toEqual([{ customerId: id(53), code: 'FREEZE_TYPE_UNKNOWN' }]);
    expect((await unfreeze([id(54)])).refused).toEqual([{ customerId: id(54), code: 'FREEZE_NOT_FROZEN' }]);
    expect((await unfreeze([id(53)], 'account')).ids).toHaveLength(1);
  });

  test('a budget that unfreezes lets a freeze be asked for again', async () => {
    await desk.act('budgets.set', { customerId: id(63), change: { ...monthly('5'), unfreeze: true } });
    expect((await row(id(63)))?.pending).toMatchObject({
      freeze: { frozen: false },
      budget: { amount: '5' },
    });
    expect((await freeze([id(63)])).refused).toEqual([]);
  });
});

test('the outbox in pages, newest first, by state and customer, names masked', async () => {
  const all = (await desk.ask('outbox.list', { limit: 500 })).rows;
  const walked: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await desk.ask('outbox.list', { limit: 300, ...(after === undefined ? {} : { after }) });
    walked.push(...page.rows.map((one) => one.id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(walked.slice(0, 500)).toEqual(all.map((one) => one.id));
  expect(new Set(walked).size).toBe(walked.length);
  const cancelled = await desk.ask('outbox.list', { states: ['cancelled'], limit: 500 });
  expect(cancelled.rows.every((one) => one.state === 'cancelled')).toBe(true);
  const shown = (await desk.ask('outbox.list', { limit: 1, revealId: 'r' }, ['name'])).rows[0];
  expect(shown?.customerName).toMatch(/^Company \d+$/);
  expect(all[0]?.customerName).toContain('*');
});

test('the audit in pages, newest first; the search looks at who, what and target', async () => {
  const first = await desk.ask('audit.list', { limit: 3 });
  expect(first.rows).toHaveLength(3);
  const second = await desk.ask('audit.list', { limit: 3, after: first.next ?? '' });
  expect(second.rows.map((one) => one.seq)).toEqual([1, 2, 3].map((n) => (first.rows.at(-1)?.seq ?? 0) - n));
  const found = await desk.ask('audit.list', { search: 'FREEZE', limit: 100 });
  expect(found.rows.length).toBeGreaterThan(0);
  expect(found.rows.every((one) => one.what.includes('freeze'))).toBe(true);
  expect((await desk.ask('audit.list', { search: '%' })).rows).toEqual([]);
  await expect(desk.ask('audit.list', { after: 'x' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('what waits for a person is on the list of to-dos', async () => {
  const count = async (kind: string) =>
    (await desk.ask('home.todos', {})).rows.find((one) => one.kind === kind)?.count;
  expect(await count('changes-need-decision')).toBeUndefined();
  desk.workspace.ledger.write((w) => {
    w.run("UPDATE action SET state = 'decision' WHERE customer_id = ? AND state = 'waiting'", [id(63)]);
    w.run("UPDATE action SET state = 'held' WHERE customer_id = ? AND state = 'waiting'", [id(995)]);
  });
  expect(await count('changes-need-decision')).toBe(2);
  expect(await count('changes-held')).toBe(1);
  expect((await row(id(63)))?.pending?.state).toBe('decision');
  expect(await desk.ask('outbox.summary', {})).toMatchObject({ decisions: 2, counts: { held: 1 } });
});
