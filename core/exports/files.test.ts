import fs from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { exportDefinitions } from '../areas/exports.ts';
import { appendAudit } from '../storage/audit.ts';
import { administrator, asked, exportBench, putCustomers } from '../../test/support/exports.ts';

const bench = exportBench();

describe('what is in the files', () => {
  test('the columns of the screen in its order, ids always among them', async () => {
    putCustomers(bench.desk);
    const text = await bench.textOf(
      asked('customers', { columns: ['state', 'name', 'monthToDate'], masked: false }),
    );
    expect(text.split('\r\n')[0]).toBe('State,Customer,This month,Currency of this month,Customer ID');
  });

  test('a formula is a text: an apostrophe before it in CSV; the same text in XLSX', async () => {
    putCustomers(bench.desk);
    const text = await bench.textOf(asked('customers', { masked: false }));
    expect(text).toContain("'=cmd|calc!A1");
    expect(text).toContain(",'@boss,");
    expect(text).toContain("'+86 137 0000 1111");
    expect(text).not.toMatch(/[,\n][=+@]/);
    const id = bench.room.start(asked('customers', { masked: false, format: 'xlsx' }), administrator);
    await bench.room.idle();
    const { path: file } = await bench.room.file(id, 'download', administrator);
    const book = await readXlsx(new Uint8Array(await fs.readFile(file)));
    expect(book.sheets[0]?.rows.flat()).toContain('=cmd|calc!A1');
    const about = book.sheets[1]?.rows.map((row) => row.join(': ')) ?? [];
    expect(about).toContain('Rows: 4');
    expect(about).toContain('Personal data: In clear: handle with care');
    expect(about.find((line) => line.startsWith('Exported by'))).toBe('Exported by: tester');
  });

  test('selected customers alone, and of those only who is seen', async () => {
    putCustomers(bench.desk);
    const text = await bench.textOf(asked('customers', { input: { ids: ['c2', 'c0', 'gone'] } }));
    expect(text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(text).toContain(',c2,');
    expect(text).not.toContain(',c1,');
  });

  test('the whole filter, beyond a page', async () => {
    bench.desk.put(
      'customers',
      Array.from({ length: 1203 }, (_, i) => ({
        customer_id: `id-${i}`,
        customer: `N ${i}`,
        association_type: i % 3 === 0 ? '1' : '3',
      })),
    );
    const all = await bench.textOf(asked('customers'));
    expect(all.trimEnd().split('\r\n')).toHaveLength(1204);
    const some = await bench.textOf(asked('customers', { input: { filter: { associationType: '1' } } }));
    expect(some.trimEnd().split('\r\n')).toHaveLength(402);
    await expect(
      bench.room.count('customers', { filter: { associationType: '1' } }, administrator),
    ).resolves.toBe(401);
  });

  test('the audit leaves with its hash chain', async () => {
    for (let i = 0; i < 3; i += 1)
      bench.desk.workspace.ledger.write((w) =>
        appendAudit(w, { who: 'x', what: 'test', target: String(i), before: { n: i }, outcome: 'done' }),
      );
    const lines = (await bench.textOf(asked('audit', { masked: false }))).trimEnd().split('\r\n').slice(1);
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
          bench.room.start(asked(name, { format, language }), administrator);
      await bench.room.idle();
      const history = bench.room.history(administrator);
      expect(history.map((task) => task.state)).toEqual(Array.from({ length: 4 }, () => 'completed'));
      const definition = exportDefinitions.find((one) => one.name === name);
      const keys = definition?.columns.map((one) => one.key) ?? [];
      expect(new Set(keys).size).toBe(keys.length);
    },
  );
});
