import fs from 'node:fs/promises';
import path from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seededRandom } from '../base/random.ts';
import { exportDefinitions } from '../areas/exports.ts';
import type { Caller } from '../contract/handlers.ts';
import type { Permission } from '../contract/permissions.ts';
import { appendAudit, verifyAudit } from '../storage/audit.ts';
import { callerWith, fakeLines, openAreas, type AreaDesk } from '../../test/support/areas.ts';
import { column, defineExport, words, type ExportDefinition, type ExportRow } from './definition.ts';
import { openExports, type Exports, type StartInput } from './exports.ts';
import { changeTask, insertTask } from './history.ts';
import { exportsFolder } from './runner.ts';

let desk: AreaDesk;
let room: Exports;
const unexpected: unknown[] = [];
const random = seededRandom(3);

const open = (definitions: readonly ExportDefinition[] = exportDefinitions): Exports =>
  openExports({
    context: desk.context,
    definitions,
    clock: desk.clock,
    random,
    report: (error) => void unexpected.push(error),
  });

beforeEach(async () => {
  unexpected.length = 0;
  desk = await openAreas({ lines: fakeLines(), kind: 'real' });
  room = open();
});
afterEach(async () => {
  await room.close();
  await desk.close();
  expect(unexpected).toEqual([]);
});

const administrator = callerWith([]);
const withRights = (memberId: string, ...permissions: Permission[]): Caller => ({
  ...administrator,
  memberId,
  person: memberId,
  may: (permission) => permissions.includes(permission),
});
const asked = (list: string, more: Partial<StartInput> = {}): StartInput => ({
  list,
  input: {},
  format: 'csv',
  masked: true,
  language: 'en',
  acknowledged: true,
  ...more,
});

/** Exports and gives the file's text (CSV). */
async function textOf(more: StartInput, caller: Caller = administrator): Promise<string> {
  const id = room.start(more, caller);
  await room.idle();
  const file = await room.file(id, 'download', caller);
  return (await fs.readFile(file.path, 'utf8')).replace(/^\ufeff/, '');
}

const NAMES = ['Orrinfield Gaming (Pty) Ltd', '深圳澜曜渡物流有限公司', 'Kitefern', '=cmd|calc!A1'];
const PEOPLE = [
  {
    account: 'orrinfield_cloud',
    phone: '13800138000',
    email: 'lin.wei@orrinfield.example',
    manager: 'Lin Wei',
  },
  { account: 'lanyaodu', phone: '13911112222', email: 'zhao@lanyaodu.example', manager: '赵敏' },
  { account: 'kitefern-ops', phone: '+86 137 0000 1111', email: 'ops@kitefern.example', manager: 'Lin Wei' },
  { account: '@boss', phone: '555-0100', email: 'b@calc.example', manager: 'Omar Haddad' },
];

const putCustomers = (): void =>
  desk.put(
    'customers',
    NAMES.map((name, i) => ({
      customer_id: `c${i}`,
      customer: name,
      account_name: PEOPLE[i]?.account ?? '',
      telephone: PEOPLE[i]?.phone ?? '',
      email: PEOPLE[i]?.email ?? '',
      account_managers: [{ account_name: PEOPLE[i]?.manager ?? '' }],
      association_type: '3',
      label: 'gold',
    })),
  );
const CLEAR = [...NAMES, ...PEOPLE.flatMap((one) => Object.values(one))];

describe('masked copies', () => {
  test('hold no clear name, account, manager, number or address anywhere in their bytes, in both formats', async () => {
    putCustomers();
    const plain = await textOf(asked('customers', { masked: false }));
    // The file is about them: what is looked for below is there when it is not masked.
    for (const clear of CLEAR) expect(plain).toContain(clear);
    for (const format of ['csv', 'xlsx'] as const) {
      const id = room.start(
        asked('customers', { format, input: { filter: { search: 'Orrinfield' } } }),
        administrator,
      );
      const all = room.start(asked('customers', { format }), administrator);
      await room.idle();
      for (const one of [id, all]) {
        const { path: file } = await room.file(one, 'download', administrator);
        const bytes = await fs.readFile(file);
        const text =
          format === 'csv'
            ? bytes.toString('utf8')
            : (await readXlsx(new Uint8Array(bytes))).sheets.flatMap((s) => s.rows.flat()).join('\n');
        for (const clear of CLEAR) expect(text, clear).not.toContain(clear);
        expect(text).toContain('c0');
      }
    }
    const history = JSON.stringify(room.history(administrator));
    expect(history).not.toContain('Orrinfield');
  });

  test('the same customer has the same stand-in within and across exports and lists, also after a new name', async () => {
    putCustomers();
    desk.put('orders', [
      { order_id: 'o1', customer_id: 'c0', order_type: 1, status: 5, currency: 'USD' },
      { order_id: 'o2', customer_id: 'c0', order_type: 1, status: 5, currency: 'USD' },
    ]);
    const standInOf = (text: string, id: string): string[] =>
      text
        .split('\r\n')
        .filter((line) => line.includes(id))
        .map((line) => /Customer [0-9A-Z]{5}-[0-9A-Z]{5}/.exec(line)?.[0] ?? '');
    const [first] = standInOf(await textOf(asked('customers')), ',c0,');
    expect(first).toMatch(/^Customer /);
    expect(standInOf(await textOf(asked('orders')), 'c0')).toEqual([first, first]);
    desk.put('customers', [{ customer_id: 'c0', customer: 'Another Name Ltd', association_type: '3' }]);
    expect(standInOf(await textOf(asked('customers')), ',c0,')).toEqual([first]);
    const chinese = await textOf(asked('customers', { language: 'zh-CN' }));
    expect(chinese).toContain(`客户 ${first?.slice('Customer '.length)}`);
  });

  test('other workspaces have other stand-ins', async () => {
    putCustomers();
    const here = await textOf(asked('customers'));
    await room.close();
    await desk.close();
    desk = await openAreas({ lines: fakeLines(), kind: 'real' });
    room = open();
    putCustomers();
    const there = await textOf(asked('customers'));
    const code = (text: string): string => /Customer ([0-9A-Z-]{11})/.exec(text)?.[1] ?? '';
    expect(code(here)).not.toBe('');
    expect(code(here)).not.toBe(code(there));
  });

  test('values of changes are replaced where they are about somebody', async () => {
    desk.workspace.ledger.write((w) =>
      appendAudit(w, {
        who: 'Lin Wei',
        what: 'team.saveMember',
        target: 'm1',
        after: {
          name: 'Zhang San',
          email: 'zhang@x.example',
          roles: ['manager'],
          memberId: 'm1',
          nested: [{ phone: '139' }],
        },
        outcome: 'done',
      }),
    );
    const text = await textOf(asked('audit'));
    for (const clear of ['Zhang San', 'zhang@x.example', 'Lin Wei', '139"'])
      expect(text).not.toContain(clear);
    expect(text).toContain('""memberId"":""m1""');
    expect(text).toContain('""roles"":[""manager""]');
  });
});

describe('who may', () => {
  test('the customer list is the administrator’s alone; nobody else is offered it', async () => {
    putCustomers();
    const manager = withRights('manager', 'customers.view', 'orders.view', 'coupons.view');
    expect(() => room.start(asked('customers'), manager)).toThrow(/NOT_PERMITTED/);
    expect(room.lists(manager).map(({ list }) => list)).toEqual(['orders', 'coupons', 'outbox']);
    await expect(room.count('customers', {}, manager)).rejects.toThrow(/NOT_PERMITTED/);
    // Orders name customers: in clear they would be the customer list by another door.
    expect(() => room.start(asked('orders', { masked: false }), manager)).toThrow(/NOT_PERMITTED/);
    expect(() => room.start(asked('orders'), manager)).not.toThrow();
  });

  test('the precautions come first; nothing is written down without them', () => {
    expect(() => room.start(asked('orders', { acknowledged: false }), administrator)).toThrow(
      /EXPORT_PRECAUTIONS/,
    );
    expect(room.history(administrator)).toEqual([]);
  });

  test('a member sees and gets their own exports, an administrator everybody’s', async () => {
    const one = withRights('one', 'orders.view');
    const other = withRights('other', 'orders.view');
    const id = room.start(asked('orders'), one);
    await room.idle();
    expect(room.history(other)).toEqual([]);
    await expect(room.file(id, 'download', other)).rejects.toThrow(/NOT_FOUND/);
    expect(room.history(administrator)).toHaveLength(1);
    await expect(room.file(id, 'download', one)).resolves.toMatchObject({ bytes: expect.any(Number) });
    // A right that was taken away takes the file with it.
    await expect(room.file(id, 'download', withRights('one'))).rejects.toThrow(/NOT_PERMITTED/);
  });

  test('an unknown list, filter or column is refused before a task is made', () => {
    expect(() => room.start(asked('nothing'), administrator)).toThrow(/NOT_FOUND/);
    expect(() => room.start(asked('orders', { input: { status: 7 } }), administrator)).toThrow(
      /INPUT_INVALID/,
    );
    expect(() => room.start(asked('orders', { columns: ['secret'] }), administrator)).toThrow(
      /INPUT_INVALID/,
    );
    expect(room.history(administrator)).toEqual([]);
  });
});

const NUMBERS = z.strictObject({ rows: z.number().int().default(3) });
/** A list of as many rows as asked for, which says how far it was read. */
const numbers = (seen: { pages: number; most: number; stop?: () => void }): ExportDefinition =>
  defineExport({
    name: 'numbers',
    title: words('Numbers', '数字'),
    permission: 'orders.view',
    columns: [
      column('id', 'id', 'ID', 'ID', { always: true }),
      column('name', 'text', 'Customer', '客户', { personal: 'customer' }),
      column('amount', 'amount', 'Amount', '金额'),
    ],
    input: NUMBERS,
    async *rows(_context, { rows }) {
      for (let at = 0; at < rows; at += 500) {
        const page = Array.from({ length: Math.min(500, rows - at) }, (_, i): ExportRow => ({
          cells: { id: String(at + i), name: `Customer ${at + i}`, amount: '0.12345678' },
        }));
        seen.pages += 1;
        seen.most = Math.max(seen.most, page.length);
        yield page;
        if (seen.pages === 3) seen.stop?.();
      }
    },
    count: (_context, { rows }) => rows,
    describe: () => [],
  });

describe('tasks', () => {
  test('a list of another area is one line of a register', async () => {
    await room.close();
    const seen = { pages: 0, most: 0 };
    room = open([...exportDefinitions, numbers(seen)]);
    expect(room.lists(administrator).map(({ list }) => list)).toContain('numbers');
    expect((await textOf(asked('numbers', { masked: false }))).split('\r\n').slice(0, 2)).toEqual([
      'ID,Customer,Amount',
      '0,Customer 0,0.12345678',
    ]);
  });

  test.each(['csv', 'xlsx'] as const)(
    'a hundred thousand rows pass page by page, the next one when the last is written (%s)',
    async (format) => {
      await room.close();
      const seen = { pages: 0, most: 0 };
      room = open([numbers(seen)]);
      const id = room.start(asked('numbers', { format, input: { rows: 100_000 } }), administrator);
      await room.idle();
      expect(seen).toEqual({ pages: 200, most: 500 });
      const [task] = room.history(administrator);
      expect(task).toMatchObject({ id, state: 'completed', rows: 100_000, total: 100_000 });
      const { path: file } = await room.file(id, 'download', administrator);
      expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
    },
  );

  test('cancelling ends it between two pages and leaves nothing; what waits behind it runs', async () => {
    await room.close();
    const seen = { pages: 0, most: 0, stop: () => undefined as void };
    room = open([numbers(seen)]);
    const id = room.start(asked('numbers', { input: { rows: 50_000 } }), administrator);
    const next = room.start(asked('numbers'), administrator);
    seen.stop = () => void room.cancel(id, administrator);
    await room.idle();
    expect(seen.pages).toBeLessThan(8);
    const states = Object.fromEntries(room.history(administrator).map((task) => [task.id, task.state]));
    expect(states).toEqual({ [id]: 'cancelled', [next]: 'completed' });
    expect(await fs.readdir(exportsFolder(desk.workspace.dir))).toHaveLength(1);
    await expect(room.file(id, 'download', administrator)).rejects.toThrow(/EXPORT_NOT_READY/);
  });

  test('closing the desk interrupts it; a crash too, and the half file goes', async () => {
    await room.close();
    const seen = { pages: 0, most: 0, stop: () => undefined as void };
    room = open([numbers(seen)]);
    seen.stop = () => void room.close();
    const id = room.start(asked('numbers', { input: { rows: 50_000 } }), administrator);
    await room.close();
    room = open([numbers(seen)]);
    expect(room.history(administrator)).toMatchObject([{ id, state: 'failed', code: 'EXPORT_INTERRUPTED' }]);
    // As a process that was killed leaves it.
    const folder = exportsFolder(desk.workspace.dir);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, 'orders.csv.part'), 'half');
    desk.workspace.ledger.write((w) => {
      insertTask(w, {
        id: 'killed',
        list: 'numbers',
        request: { input: {}, format: 'csv', columns: null, masked: true, language: 'en' },
        filter: [],
        memberId: 'owner',
        who: 'tester',
        createdAt: 1,
      });
      changeTask(w, 'killed', { state: 'running', rows: 10 });
    });
    room = open([numbers(seen)]);
    await room.idle();
    expect(room.history(administrator).find((task) => task.id === 'killed')).toMatchObject({
      state: 'failed',
      code: 'EXPORT_INTERRUPTED',
    });
    expect(await fs.readdir(folder)).toEqual([]);
    const again = room.repeat('killed', true, administrator);
    await room.idle();
    expect(room.history(administrator).find((task) => task.id === again)).toMatchObject({
      state: 'completed',
      rows: 3,
    });
  });

  test('what the list itself throws is a failure with a code, and nothing stays behind', async () => {
    await room.close();
    const broken = {
      ...numbers({ pages: 0, most: 0 }),
      async *rows(): AsyncGenerator<readonly ExportRow[]> {
        throw new Error('no such table');
      },
    };
    room = open([broken]);
    room.start(asked('numbers'), administrator);
    await room.idle();
    expect(room.history(administrator)).toMatchObject([{ state: 'failed', code: 'INTERNAL' }]);
    expect(unexpected.splice(0)).toHaveLength(1);
    expect(await fs.readdir(exportsFolder(desk.workspace.dir))).toEqual([]);
  });

  test('two exports of one instant have two files; deleting one keeps its entry', async () => {
    const first = room.start(asked('orders'), administrator);
    const second = room.start(asked('orders'), administrator);
    await room.idle();
    const names = room.history(administrator).map((task) => task.file);
    expect(new Set(names).size).toBe(2);
    await expect(room.remove(first, administrator)).resolves.toBe(true);
    await expect(room.file(first, 'download', administrator)).rejects.toThrow(/EXPORT_FILE_MISSING/);
    await expect(room.file(second, 'download', administrator)).resolves.toBeDefined();
    expect(room.history(administrator).find(({ id }) => id === first)).toMatchObject({
      state: 'completed',
      file: null,
    });
  });

  test('who took what is in the audit, without what was typed', async () => {
    putCustomers();
    const id = room.start(asked('customers', { input: { filter: { name: 'Orrinfield' } } }), administrator);
    await room.idle();
    await room.file(id, 'download', administrator);
    const rows = desk.workspace.ledger.read.all<{ what: string; after: string | null }>(
      "SELECT what, after FROM audit WHERE what LIKE 'exports.%' ORDER BY seq",
    );
    expect(rows.map(({ what }) => what)).toEqual(['exports.start', 'exports.run', 'exports.download']);
    expect(JSON.stringify(rows)).not.toContain('Orrinfield');
    expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
  });
});

describe('what is in the files', () => {
  test('the columns of the screen in its order, ids always among them', async () => {
    putCustomers();
    const text = await textOf(
      asked('customers', { columns: ['state', 'name', 'monthToDate'], masked: false }),
    );
    expect(text.split('\r\n')[0]).toBe('State,Customer,This month,Currency of this month,Customer ID');
  });

  test('a formula is a text: an apostrophe before it in CSV; the same text in XLSX', async () => {
    putCustomers();
    const text = await textOf(asked('customers', { masked: false }));
    expect(text).toContain("'=cmd|calc!A1");
    expect(text).toContain(",'@boss,");
    expect(text).toContain("'+86 137 0000 1111");
    expect(text).not.toMatch(/[,\n][=+@]/);
    const id = room.start(asked('customers', { masked: false, format: 'xlsx' }), administrator);
    await room.idle();
    const { path: file } = await room.file(id, 'download', administrator);
    const book = await readXlsx(new Uint8Array(await fs.readFile(file)));
    expect(book.sheets[0]?.rows.flat()).toContain('=cmd|calc!A1');
    const about = book.sheets[1]?.rows.map((row) => row.join(': ')) ?? [];
    expect(about).toContain('Rows: 4');
    expect(about).toContain('Personal data: In clear: handle with care');
    expect(about.find((line) => line.startsWith('Exported by'))).toBe('Exported by: tester');
  });

  test('selected customers alone, and of those only who is seen', async () => {
    putCustomers();
    const text = await textOf(asked('customers', { input: { ids: ['c2', 'c0', 'gone'] } }));
    expect(text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(text).toContain(',c2,');
    expect(text).not.toContain(',c1,');
  });

  test('the whole filter, beyond a page', async () => {
    desk.put(
      'customers',
      Array.from({ length: 1203 }, (_, i) => ({
        customer_id: `id-${i}`,
        customer: `N ${i}`,
        association_type: i % 3 === 0 ? '1' : '3',
      })),
    );
    const all = await textOf(asked('customers'));
    expect(all.trimEnd().split('\r\n')).toHaveLength(1204);
    const some = await textOf(asked('customers', { input: { filter: { associationType: '1' } } }));
    expect(some.trimEnd().split('\r\n')).toHaveLength(402);
    await expect(room.count('customers', { filter: { associationType: '1' } }, administrator)).resolves.toBe(
      401,
    );
  });

  test('the audit leaves with its hash chain', async () => {
    for (let i = 0; i < 3; i += 1)
      desk.workspace.ledger.write((w) =>
        appendAudit(w, { who: 'x', what: 'test', target: String(i), before: { n: i }, outcome: 'done' }),
      );
    const lines = (await textOf(asked('audit', { masked: false }))).trimEnd().split('\r\n').slice(1);
    const hashes = lines.map((line) => line.split(',').at(-1));
    const before = lines.map((line) => line.split(',').at(-2));
    expect(before.slice(1)).toEqual(hashes.slice(0, -1));
    expect(lines[0]).toContain('"{""n"":0}"');
  });

  test.each(exportDefinitions.map((definition) => [definition.name]))(
    '%s: an empty list is a file with headings, in both formats and languages',
    async (name) => {
      for (const language of ['en', 'zh-CN'] as const)
        for (const format of ['csv', 'xlsx'] as const)
          room.start(asked(name, { format, language }), administrator);
      await room.idle();
      const history = room.history(administrator);
      expect(history.map((task) => task.state)).toEqual(Array.from({ length: 4 }, () => 'completed'));
      const definition = exportDefinitions.find((one) => one.name === name);
      const keys = definition?.columns.map((one) => one.key) ?? [];
      expect(new Set(keys).size).toBe(keys.length);
    },
  );
});
