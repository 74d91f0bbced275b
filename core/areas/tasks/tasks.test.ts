import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../base/period.ts';
import { seededRandom } from '../../base/random.ts';
import type { Caller } from '../../contract/handlers.ts';
import { verifyAudit } from '../../storage/audit.ts';
import { callerWith, fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import type { AreaContext } from '../context.ts';
import type { NewTask, TaskDefinition, TasksPort } from '../tasks-port.ts';
import { doneTask } from './actions.ts';
import { checkTasks } from './check.ts';
import { tasksPort } from './port.ts';
import { getTask, listTasks, summariseTasks } from './queries.ts';

let desk: AreaDesk;
let tasks: TasksPort;
let context: AreaContext;
/** What the areas of the definitions below were told. */
let told: string[];

const DEFINITIONS: readonly TaskDefinition[] = [
  {
    kind: 'test.tag',
    link: ({ tag }) => `/customers?tag=${typeof tag === 'string' ? tag : ''}`,
    copy: ['tag', 'contact', 'missing'],
    masked: { contact: 'email' },
    dueDays: 2,
    check(mirror, { customerId, values }) {
      const row = mirror.get<{ tag: string | null }>('SELECT tag FROM customer WHERE id = ?', [customerId]);
      if (row === undefined || row.tag === null) return 'unknown';
      return row.tag === values['tag'] ? 'seen' : 'denied';
    },
    changed: (_w, { subject }, state, _at, { person }) =>
      void told.push(`${subject} ${state} ${person ?? '-'}`),
  },
  { kind: 'test.silent', link: () => '/x', copy: [], dueDays: 0 },
];

const customer = (customer_id: string, label: string | null = null) => ({
  customer_id,
  customer: `Company ${customer_id}`,
  account_name: customer_id,
  association_type: '3',
  label,
});
const wanted = (more: Partial<NewTask> = {}): NewTask => ({
  kind: 'test.tag',
  customerId: 'c1',
  subject: 's1',
  values: { v: 1, tag: 'gold', contact: 'lin.wei@example.com' },
  person: 'tester',
  ...more,
});
const save = (...list: NewTask[]): string[] => desk.workspace.ledger.write((w) => tasks.save(w, list));
const state = (id: string) => tasks.stateOf(desk.workspace.ledger.read, id);
const check = (readAt: number | null = desk.clock.now()): number =>
  checkTasks(desk.workspace, DEFINITIONS, { readAt: () => readAt });
const done = (id: string, reference: string | null = 'R-1', caller = callerWith([])) =>
  doneTask(context, { id, reference }, caller);
const manager = (id: string): Caller => ({
  ...callerWith([]),
  person: `${id} person`,
  sees: { managers: [id] },
});
const count = (table: string): number =>
  Number(desk.workspace.ledger.read.get<{ n: bigint }>(`SELECT count(*) AS n FROM ${table}`)?.n);

beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [customer('c1'), customer('c2')]);
  told = [];
  tasks = tasksPort({ clock: desk.clock, random: seededRandom(3) }, DEFINITIONS);
  context = { ...desk.context, tasks, endpoint: () => 'https://bss-intl.myhuaweicloud.com' };
});
afterEach(() => desk.close());

describe('saving', () => {
  test('is one row with its history and its audit entry, due at the end of a day', () => {
    const [id = ''] = save(wanted());
    expect(getTask(context, { id }, callerWith([]))).toMatchObject({
      row: {
        kind: 'test.tag',
        customerId: 'c1',
        customerName: 'Co***ny c1',
        association: '3',
        person: 'tester',
        state: 'open',
        dueAt: Date.UTC(2026, 10, 25, 16) - 1,
        overdue: false,
      },
      page: { url: 'https://account-intl.huaweicloud.com/obmgr/#/customers?tag=gold', demo: true },
      checked: true,
      history: [{ what: 'created', at: NOON, person: 'tester' }],
    });
    expect(count('audit')).toBe(1);
    expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
  });

  test('the same again is not saved twice: neither by id nor by what it says', () => {
    const ids = save(wanted(), wanted(), wanted({ id: 'given' }), wanted({ id: 'given', values: { v: 1 } }));
    expect(ids).toEqual([ids[0], ids[0], 'given', 'given']);
    expect(save(wanted())).toEqual([ids[0]]);
    expect(count('task')).toBe(2);
    expect(count('audit')).toBe(2);
    // Other values, another customer, another subject, and the same once the first is closed: each is its own.
    const others = save(
      wanted({ values: { v: 1, tag: 'silver' } }),
      wanted({ customerId: 'c2' }),
      wanted({ subject: 's2' }),
    );
    done(ids[0] ?? '');
    done('given');
    expect(new Set([...others, ...save(wanted())]).size).toBe(4);
    expect(count('task')).toBe(6);
  });

  test('a kind that nobody defines is refused, and with it everything of the transaction', () => {
    expect(() => save(wanted(), wanted({ kind: 'test.unknown' }))).toThrow('INTERNAL');
    expect(count('task')).toBe(0);
  });
});

describe('what people say', () => {
  test('done, with its reference; the area’s own record follows', () => {
    const [id = ''] = save(wanted());
    expect(done(id, 'REQ-7')).toEqual({ state: 'done' });
    expect(told).toEqual(['s1 done tester']);
    expect(() => done(id)).toThrow('TASK_CLOSED');
    const details = getTask(context, { id }, callerWith([]));
    expect(details?.row).toMatchObject({ state: 'done', reference: 'REQ-7', since: NOON });
    expect(details?.history.map(({ what, reference }) => [what, reference])).toEqual([
      ['created', null],
      ['done', 'REQ-7'],
    ]);
  });

  test('the port takes back only what is open, and ends only what is done', () => {
    const [a = '', b = ''] = save(wanted(), wanted({ subject: 's2' }));
    desk.workspace.ledger.write((w) => {
      tasks.conclude(w, a, 'seen', 'tester');
      tasks.cancel(w, a, 'tester');
    });
    expect(state(a)).toBe('cancelled');
    done(b);
    desk.workspace.ledger.write((w) => {
      tasks.cancel(w, b, 'tester');
      tasks.conclude(w, b, 'denied', 'tester');
      tasks.conclude(w, 'nobody', 'denied', 'tester');
    });
    expect(state(b)).toBe('denied');
    expect(told).toEqual(['s1 cancelled tester', 's2 done tester', 's2 denied tester']);
  });

  test('values that name people are masked until they are revealed; what is empty is left out', () => {
    const [id = ''] = save(wanted());
    const fields = (revealed: string[]) =>
      getTask(context, { id, revealId: 'r' }, callerWith(revealed))?.fields;
    expect(fields([])).toEqual([
      { name: 'tag', value: 'gold', reveal: null },
      { name: 'contact', value: 'l***@***.com', reveal: 'email' },
    ]);
    expect(fields(['email'])?.[1]?.value).toBe('lin.wei@example.com');
    // Nothing of them in the audit list, which everybody with the right reads in clear.
    expect(JSON.stringify(desk.workspace.ledger.read.all('SELECT after FROM audit'))).not.toContain(
      'lin.wei',
    );
  });
});

describe('after a sync', () => {
  test('what the mirror shows is seen; the same again writes nothing', () => {
    const [id = ''] = save(wanted());
    done(id);
    expect(check()).toBe(0);
    desk.put('customers', [customer('c1', 'gold')]);
    expect(check()).toBe(1);
    expect(state(id)).toBe('seen');
    expect(told).toEqual(['s1 done tester', 's1 seen -']);
    const before = [count('audit'), count('task_step')];
    expect([check(), check()]).toEqual([0, 0]);
    expect([count('audit'), count('task_step')]).toEqual(before);
  });

  test('what nobody did yet is left alone, whatever the mirror shows', () => {
    const [id = ''] = save(wanted());
    desk.put('customers', [customer('c1', 'gold')]);
    expect(check()).toBe(0);
    expect(state(id)).toBe('open');
  });

  test('another value denies, once the reading is newer than the deed; showing it late repairs that', () => {
    const [id = ''] = save(wanted());
    done(id);
    desk.put('customers', [customer('c1', 'silver')]);
    expect(check(NOON - 1)).toBe(0);
    expect(check(null)).toBe(0);
    expect(check(NOON + DAY_MS)).toBe(1);
    expect(state(id)).toBe('denied');
    expect(check(NOON + 2 * DAY_MS)).toBe(0);
    desk.put('customers', [customer('c1', 'gold')]);
    expect(check(NOON + 3 * DAY_MS)).toBe(1);
    expect(state(id)).toBe('seen');
  });

  test('silence for three days denies; kinds without a check stay as the person left them', () => {
    const [id = '', silent = ''] = save(wanted(), wanted({ kind: 'test.silent' }));
    done(id);
    done(silent);
    expect(check(NOON + 3 * DAY_MS - 1)).toBe(0);
    expect(check(NOON + 3 * DAY_MS)).toBe(1);
    expect([state(id), state(silent)]).toEqual(['denied', 'done']);
    expect(getTask(context, { id: silent }, callerWith([]))?.checked).toBe(false);
  });
});

describe('lists', () => {
  test('by due date, page by page, in order and without gaps', () => {
    const ids = save(
      ...[5, 1, 4, 1, 3].map((days, n) => wanted({ subject: `s${n}`, dueAt: NOON + days * DAY_MS })),
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const input = { order: 'due' as const, limit: 2, ...(after === undefined ? {} : { after }) };
      const page = listTasks(context, input, callerWith([]));
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual([1, 3, 4, 2, 0].map((n) => ids[n]));
  });

  test('overdue ones are counted and listed; the newest first when asked', () => {
    const [a = '', b = ''] = save(wanted({ dueAt: NOON + 1 }), wanted({ subject: 's2' }));
    desk.clock.advance(2);
    expect(summariseTasks(context, {}, callerWith([]))).toEqual({ open: 2, overdue: 1, denied: 0 });
    const list = (more: object) =>
      listTasks(context, { order: 'due', limit: 9, ...more }, callerWith([])).rows.map((row) => row.id);
    expect(list({ overdue: true })).toEqual([a]);
    done(a);
    expect(list({ order: 'newest' })).toEqual([a, b]);
    expect(list({ states: ['done'] })).toEqual([a]);
    expect(list({ customerId: 'c2' })).toEqual([]);
  });

  test('a manager sees tasks of the own customers and the own ones, and closes no others', () => {
    desk.workspace.mirror.write((w) => w.run("UPDATE customer SET manager_id = 'm1' WHERE id = 'c1'"));
    const [a = '', b = '', c = ''] = save(
      wanted(),
      wanted({ customerId: 'c2' }),
      wanted({ customerId: null, person: 'm1 person' }),
    );
    const sees = (who: string) =>
      new Set(listTasks(context, { order: 'due', limit: 9 }, manager(who)).rows.map((row) => row.id));
    expect(sees('m1')).toEqual(new Set([a, c]));
    expect(sees('m2')).toEqual(new Set());
    expect(summariseTasks(context, {}, manager('m1')).open).toBe(2);
    expect(getTask(context, { id: b }, manager('m1'))).toBeNull();
    expect(() => done(b, null, manager('m1'))).toThrow('NOT_FOUND');
    expect(done(a, null, manager('m1'))).toEqual({ state: 'done' });
  });
});
