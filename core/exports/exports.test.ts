import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exportDefinitions } from '../areas/exports.ts';
import { verifyAudit } from '../storage/audit.ts';
import { column, defineExport, words, type ExportDefinition, type ExportRow } from './definition.ts';
import { changeTask, insertTask } from './history.ts';
import { exportsFolder } from './runner.ts';
import { administrator, asked, exportBench, putCustomers, withRights } from '../../test/support/exports.ts';

const bench = exportBench();

describe('who may', () => {
  test('the customer list is the administrator’s alone; nobody else is offered it', async () => {
    putCustomers(bench.desk);
    const manager = withRights('manager', 'customers.view', 'orders.view', 'coupons.view');
    expect(() => bench.room.start(asked('customers'), manager)).toThrow(/NOT_PERMITTED/);
    expect(bench.room.lists(manager).map(({ list }) => list)).toEqual(['orders', 'coupons', 'outbox']);
    await expect(bench.room.count('customers', {}, manager)).rejects.toThrow(/NOT_PERMITTED/);
    // Orders name customers: in clear they would be the customer list by another door.
    expect(() => bench.room.start(asked('orders', { masked: false }), manager)).toThrow(/NOT_PERMITTED/);
    expect(() => bench.room.start(asked('orders'), manager)).not.toThrow();
  });

  test('the precautions come first; nothing is written down without them', () => {
    expect(() => bench.room.start(asked('orders', { acknowledged: false }), administrator)).toThrow(
      /EXPORT_PRECAUTIONS/,
    );
    expect(bench.room.history(administrator)).toEqual([]);
  });

  test('a member sees and gets their own exports, an administrator everybody’s', async () => {
    const one = withRights('one', 'orders.view');
    const other = withRights('other', 'orders.view');
    const id = bench.room.start(asked('orders'), one);
    await bench.room.idle();
    expect(bench.room.history(other)).toEqual([]);
    await expect(bench.room.file(id, 'download', other)).rejects.toThrow(/NOT_FOUND/);
    expect(bench.room.history(administrator)).toHaveLength(1);
    await expect(bench.room.file(id, 'download', one)).resolves.toMatchObject({ bytes: expect.any(Number) });
    // A right that was taken away takes the file with it.
    await expect(bench.room.file(id, 'download', withRights('one'))).rejects.toThrow(/NOT_PERMITTED/);
  });

  test('an unknown list, filter or column is refused before a task is made', () => {
    expect(() => bench.room.start(asked('nothing'), administrator)).toThrow(/NOT_FOUND/);
    expect(() => bench.room.start(asked('orders', { input: { status: 7 } }), administrator)).toThrow(
      /INPUT_INVALID/,
    );
    expect(() => bench.room.start(asked('orders', { columns: ['secret'] }), administrator)).toThrow(
      /INPUT_INVALID/,
    );
    expect(bench.room.history(administrator)).toEqual([]);
  });
});

const NUMBERS = z.strictObject({ rows: z.number().int().default(3) });
/** A list of as many rows as asked for, which says how far it was read. */
const numbers = (seen: { pages: number; most: number; stop?: () => void }): ExportDefinition =>
  defineExport({
    name: 'numbers',
    title: words('Numbers', '数字'),
    permission: 'orders.view',
    source: 'desk',
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
    await bench.room.close();
    const seen = { pages: 0, most: 0 };
    bench.room = bench.open([...exportDefinitions, numbers(seen)]);
    expect(bench.room.lists(administrator).map(({ list }) => list)).toContain('numbers');
    expect((await bench.textOf(asked('numbers', { masked: false }))).split('\r\n').slice(0, 2)).toEqual([
      'ID,Customer,Amount',
      '0,Customer 0,0.12345678',
    ]);
  });

  test.each(['csv', 'xlsx'] as const)(
    'a hundred thousand rows pass page by page, the next one when the last is written (%s)',
    async (format) => {
      await bench.room.close();
      const seen = { pages: 0, most: 0 };
      bench.room = bench.open([numbers(seen)]);
      const id = bench.room.start(asked('numbers', { format, input: { rows: 100_000 } }), administrator);
      await bench.room.idle();
      expect(seen).toEqual({ pages: 200, most: 500 });
      const [task] = bench.room.history(administrator);
      expect(task).toMatchObject({ id, state: 'completed', rows: 100_000, total: 100_000 });
      const { path: file } = await bench.room.file(id, 'download', administrator);
      expect((await fs.stat(file)).mode & 0o777).toBe(0o600);
    },
  );

  test('cancelling ends it between two pages and leaves nothing; what waits behind it runs', async () => {
    await bench.room.close();
    const seen = { pages: 0, most: 0, stop: () => undefined as void };
    bench.room = bench.open([numbers(seen)]);
    const id = bench.room.start(asked('numbers', { input: { rows: 50_000 } }), administrator);
    const next = bench.room.start(asked('numbers'), administrator);
    seen.stop = () => void bench.room.cancel(id, administrator);
    await bench.room.idle();
    expect(seen.pages).toBeLessThan(8);
    const states = Object.fromEntries(bench.room.history(administrator).map((task) => [task.id, task.state]));
    expect(states).toEqual({ [id]: 'cancelled', [next]: 'completed' });
    expect(await fs.readdir(exportsFolder(bench.desk.workspace.dir))).toHaveLength(1);
    await expect(bench.room.file(id, 'download', administrator)).rejects.toThrow(/EXPORT_NOT_READY/);
  });

  test('closing the desk interrupts it; a crash too, and the half file goes', async () => {
    await bench.room.close();
    const seen = { pages: 0, most: 0, stop: () => undefined as void };
    bench.room = bench.open([numbers(seen)]);
    seen.stop = () => void bench.room.close();
    const id = bench.room.start(asked('numbers', { input: { rows: 50_000 } }), administrator);
    await bench.room.close();
    bench.room = bench.open([numbers(seen)]);
    expect(bench.room.history(administrator)).toMatchObject([
      { id, state: 'failed', code: 'EXPORT_INTERRUPTED' },
    ]);
    // As a process that was killed leaves it.
    const folder = exportsFolder(bench.desk.workspace.dir);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, 'orders.csv.part'), 'half');
    bench.desk.workspace.ledger.write((w) => {
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
    bench.room = bench.open([numbers(seen)]);
    await bench.room.idle();
    expect(bench.room.history(administrator).find((task) => task.id === 'killed')).toMatchObject({
      state: 'failed',
      code: 'EXPORT_INTERRUPTED',
    });
    expect(await fs.readdir(folder)).toEqual([]);
    const again = bench.room.repeat('killed', true, administrator);
    await bench.room.idle();
    expect(bench.room.history(administrator).find((task) => task.id === again)).toMatchObject({
      state: 'completed',
      rows: 3,
    });
  });

  test('what the list itself throws is a failure with a code, and nothing stays behind', async () => {
    await bench.room.close();
    const broken = {
      ...numbers({ pages: 0, most: 0 }),
      async *rows(): AsyncGenerator<readonly ExportRow[]> {
        yield [];
        throw new Error('no such table');
      },
    };
    bench.room = bench.open([broken]);
    bench.room.start(asked('numbers'), administrator);
    await bench.room.idle();
    expect(bench.room.history(administrator)).toMatchObject([{ state: 'failed', code: 'INTERNAL' }]);
    expect(bench.unexpected.splice(0)).toHaveLength(1);
    expect(await fs.readdir(exportsFolder(bench.desk.workspace.dir))).toEqual([]);
  });

  test('two exports of one instant have two files; deleting one keeps its entry', async () => {
    const first = bench.room.start(asked('orders'), administrator);
    const second = bench.room.start(asked('orders'), administrator);
    await bench.room.idle();
    const names = bench.room.history(administrator).map((task) => task.file);
    expect(new Set(names).size).toBe(2);
    await expect(bench.room.remove(first, administrator)).resolves.toBe(true);
    await expect(bench.room.file(first, 'download', administrator)).rejects.toThrow(/EXPORT_FILE_MISSING/);
    await expect(bench.room.file(second, 'download', administrator)).resolves.toBeDefined();
    expect(bench.room.history(administrator).find(({ id }) => id === first)).toMatchObject({
      state: 'completed',
      file: null,
    });
  });

  test('who took what is in the audit, without what was typed', async () => {
    putCustomers(bench.desk);
    const id = bench.room.start(
      asked('customers', { input: { filter: { name: 'Orrinfield' } } }),
      administrator,
    );
    await bench.room.idle();
    await bench.room.file(id, 'download', administrator);
    const rows = bench.desk.workspace.ledger.read.all<{ what: string; after: string | null }>(
      "SELECT what, after FROM audit WHERE what LIKE 'exports.%' ORDER BY seq",
    );
    expect(rows.map(({ what }) => what)).toEqual(['exports.start', 'exports.run', 'exports.download']);
    expect(JSON.stringify(rows)).not.toContain('Orrinfield');
    expect(verifyAudit(bench.desk.workspace.ledger.read).ok).toBe(true);
  });
});
