import { readXlsx } from 'hucre/xlsx';
import fs from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { appendAudit } from '../storage/audit.ts';
import { administrator, asked, exportBench, CLEAR, putCustomers } from '../../test/support/exports.ts';

const bench = exportBench();

describe('masked copies', () => {
  test('hold no clear name, account, manager, number or address anywhere in their bytes, in both formats', async () => {
    putCustomers(bench.desk);
    const plain = await bench.textOf(asked('customers', { masked: false }));
    // The file is about them: what is looked for below is there when it is not masked.
    for (const clear of CLEAR) expect(plain).toContain(clear);
    for (const format of ['csv', 'xlsx'] as const) {
      const id = bench.room.start(
        asked('customers', { format, input: { filter: { search: 'Orrinfield' } } }),
        administrator,
      );
      const all = bench.room.start(asked('customers', { format }), administrator);
      await bench.room.idle();
      for (const one of [id, all]) {
        const { path: file } = await bench.room.file(one, 'download', administrator);
        const bytes = await fs.readFile(file);
        const text =
          format === 'csv'
            ? bytes.toString('utf8')
            : (await readXlsx(new Uint8Array(bytes))).sheets.flatMap((s) => s.rows.flat()).join('\n');
        for (const clear of CLEAR) expect(text, clear).not.toContain(clear);
        expect(text).toContain('c0');
      }
    }
    const history = JSON.stringify(bench.room.history(administrator));
    expect(history).not.toContain('Orrinfield');
  });

  test('the same customer has the same stand-in within and across exports and lists, also after a new name', async () => {
    putCustomers(bench.desk);
    bench.desk.put('orders', [
      { order_id: 'o1', customer_id: 'c0', order_type: 1, status: 5, currency: 'USD' },
      { order_id: 'o2', customer_id: 'c0', order_type: 1, status: 5, currency: 'USD' },
    ]);
    const standInOf = (text: string, id: string): string[] =>
      text
        .split('\r\n')
        .filter((line) => line.includes(id))
        .map((line) => /Customer [0-9A-Z]{5}-[0-9A-Z]{5}/.exec(line)?.[0] ?? '');
    const [first] = standInOf(await bench.textOf(asked('customers')), ',c0,');
    expect(first).toMatch(/^Customer /);
    expect(standInOf(await bench.textOf(asked('orders')), 'c0')).toEqual([first, first]);
    bench.desk.put('customers', [{ customer_id: 'c0', customer: 'Another Name Ltd', association_type: '3' }]);
    expect(standInOf(await bench.textOf(asked('customers')), ',c0,')).toEqual([first]);
    const chinese = await bench.textOf(asked('customers', { language: 'zh-CN' }));
    expect(chinese).toContain(`客户 ${first?.slice('Customer '.length)}`);
  });

  test('other workspaces have other stand-ins', async () => {
    putCustomers(bench.desk);
    const here = await bench.textOf(asked('customers'));
    await bench.renew();
    putCustomers(bench.desk);
    const there = await bench.textOf(asked('customers'));
    const code = (text: string): string => /Customer ([0-9A-Z-]{11})/.exec(text)?.[1] ?? '';
    expect(code(here)).not.toBe('');
    expect(code(here)).not.toBe(code(there));
  });

  test('values of changes are replaced where they are about somebody', async () => {
    bench.desk.workspace.ledger.write((w) =>
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
          reason: 'Mr Zhang asked for it',
        },
        outcome: 'done',
      }),
    );
    const text = await bench.textOf(asked('audit'));
    for (const clear of ['Zhang San', 'zhang@x.example', 'Lin Wei', '139"', 'Mr Zhang'])
      expect(text).not.toContain(clear);
    expect(text).toContain('""memberId"":""m1""');
    expect(text).toContain('""roles"":[""manager""]');
  });

  test('the hashes of a masked audit prove no guessed name; the chain is still one', async () => {
    const note = { who: 'Lin Wei', what: 'a', target: 't', outcome: 'done' } as const;
    bench.desk.workspace.ledger.write((w) => {
      appendAudit(w, note);
      appendAudit(w, note);
    });
    const text = await bench.textOf(asked('audit'));
    const kept = bench.desk.workspace.ledger.read.all<{ hash: string }>('SELECT hash FROM audit');
    expect(kept.length).toBeGreaterThan(1);
    for (const { hash } of kept) expect(text).not.toContain(hash);
    const rows = text.trimEnd().split('\r\n').slice(1);
    const links = rows.map((row) => row.split(',').slice(-2));
    expect(links.slice(1).map(([before]) => before)).toEqual(links.slice(0, -1).map(([, hash]) => hash));
  });
});
