import fs from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { billArchive, huaweiLine, usageArchive } from '../../test/support/files/huawei.ts';
import type { HuaweiLine } from '../../test/support/files/huawei.ts';
import { focusCsv, focusRow } from '../../test/support/files/focus.ts';
import { books, importDesk } from '../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../test/support/files/import-desk.ts';
import { checkWorkspace } from '../storage/workspace.ts';
import { importHistory, rebuildLines, settleImports, undoImport } from './index.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const usage = (day: string, count: number) =>
  usageArchive(
    '2026-10',
    day,
    Array.from({ length: count }, (_, index) => huaweiLine({ resourceId: `r-${index}` })),
  );

/** Makes the next commit of the lines fail before or after it has happened. */
function breakCommit(when: 'before' | 'after'): void {
  const { writer } = desk.ws.lines;
  const real = writer.commit.bind(writer);
  writer.commit = async (change) => {
    writer.commit = real;
    if (when === 'after') await real(change);
    throw new Error('power cut');
  };
}
/** Makes the ledger refuse the next change of state and every later write: the process is as good as dead. */
function killLedger(): void {
  const { writer } = desk.ws.lines;
  const real = writer.commit.bind(writer);
  writer.commit = async (change) => {
    const version = await real(change);
    desk.ws.ledger.write = () => {
      throw new Error('power cut');
    };
    return version;
  };
}

test('a failed commit of the lines leaves no trace of the import', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  const before = await books(desk.ws);
  breakCommit('before');
  await expect(desk.bring('b.tar.gz', await usage('2026-10-20', 3))).rejects.toThrow('power cut');
  expect(await books(desk.ws)).toEqual(before);
  expect(importHistory(desk.ws)).toHaveLength(1);
  expect(fs.readdirSync(desk.ws.paths.imports)).toHaveLength(1);
});

test('a crash after the lines were committed is finished at the next opening', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  killLedger();
  await expect(desk.bring('b.tar.gz', await usage('2026-10-20', 3))).rejects.toThrow('power cut');
  await desk.reopen();
  expect(await settleImports(desk.ws)).toMatchObject({ removedLines: 0, reread: [], takenBack: [] });
  expect(importHistory(desk.ws).map(({ name, state }) => [name, state])).toEqual([
    ['b.tar.gz', 'applied'],
    ['a.tar.gz', 'replaced'],
  ]);
  expect((await desk.ws.lines.groups({ by: 'month' })).rows[0]?.lines).toBe(3);
});

test('a crash before the lines were committed is finished at the next opening', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  const { writer } = desk.ws.lines;
  writer.commit = () => {
    desk.ws.ledger.write = () => {
      throw new Error('power cut');
    };
    throw new Error('power cut');
  };
  await expect(desk.bring('b.tar.gz', await usage('2026-10-20', 3))).rejects.toThrow('power cut');
  await desk.reopen();
  const settled = await settleImports(desk.ws);
  expect(settled.finished).toHaveLength(1);
  expect(settled.reread).toEqual(settled.finished);
  expect((await desk.ws.lines.groups({ by: 'month' })).rows[0]?.lines).toBe(3);
  expect(await settleImports(desk.ws)).toEqual({
    removedLines: 0,
    reread: [],
    finished: [],
    takenBack: [],
    failed: [],
  });
});

test('an interrupted import whose original is gone is taken back', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  killLedger();
  await expect(desk.bring('b.tar.gz', await usage('2026-10-20', 3))).rejects.toThrow('power cut');
  const [newest] = importHistory(desk.ws);
  await desk.reopen();
  for (const name of fs.readdirSync(desk.ws.paths.imports)) {
    if (name.startsWith(newest?.hash ?? '?')) fs.rmSync(`${desk.ws.paths.imports}/${name}`);
  }
  expect((await settleImports(desk.ws)).takenBack).toHaveLength(1);
  expect((await desk.ws.lines.groups({ by: 'month' })).rows[0]?.lines).toBe(2);
});

test('an undo that cannot read what it would bring back changes nothing', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  const { id } = await desk.bring('b.tar.gz', await usage('2026-10-20', 3));
  const older = importHistory(desk.ws).find(({ name }) => name === 'a.tar.gz');
  for (const name of fs.readdirSync(desk.ws.paths.imports)) {
    if (name.startsWith(older?.hash ?? '?')) fs.rmSync(`${desk.ws.paths.imports}/${name}`);
  }
  const before = await books(desk.ws);
  await expect(undoImport(desk.ws, id ?? '')).rejects.toMatchObject({ code: 'IMPORT_ORIGINAL_MISSING' });
  expect(await books(desk.ws)).toEqual(before);
  expect(importHistory(desk.ws)[0]).toMatchObject({ id, state: 'applied' });
});

test('rebuilding goes on when one original is gone, and names it', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  await desk.bring('f.csv', focusCsv('1.2', [focusRow()]));
  const gone = importHistory(desk.ws).find(({ name }) => name === 'a.tar.gz');
  for (const name of fs.readdirSync(desk.ws.paths.imports)) {
    if (name.startsWith(gone?.hash ?? '?')) fs.rmSync(`${desk.ws.paths.imports}/${name}`);
  }
  const settled = await rebuildLines(desk.ws);
  expect(settled.failed).toMatchObject([{ id: gone?.id, error: { code: 'IMPORT_ORIGINAL_MISSING' } }]);
  expect(settled.reread).toHaveLength(1);
  expect((await desk.ws.lines.groups({ by: 'month' })).rows).toMatchObject([{ key: '2026-10', lines: 1 }]);
});

test('an original that is not what was imported is never read into the books', async () => {
  const original = focusCsv('1.2', [focusRow(), focusRow()]);
  await desk.bring('f.csv', original);
  const before = await books(desk.ws);
  const [kept] = fs.readdirSync(desk.ws.paths.imports);
  const file = `${desk.ws.paths.imports}/${kept}`;
  // Cut at the end of a line: nothing in the text itself tells.
  const text = fs.readFileSync(file, 'utf8').trimEnd();
  fs.writeFileSync(file, text.slice(0, text.lastIndexOf('\n') + 1));
  const settled = await rebuildLines(desk.ws);
  expect(settled).toMatchObject({ reread: [], failed: [{ error: { code: 'IMPORT_ORIGINAL_MISSING' } }] });
  expect((await desk.ws.lines.groups({ by: 'month' })).rows).toEqual([]);
  // What the code advises: the same file again mends the copy and the lines.
  await expect(desk.bring('f.csv', original)).resolves.toMatchObject({ outcome: 'same' });
  expect(await books(desk.ws)).toEqual(before);
  expect(fs.readFileSync(file, 'utf8')).toBe(original);
});

test('a copy that a crash cut off stands for nothing and goes at the next opening', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  const [kept = ''] = fs.readdirSync(desk.ws.paths.imports);
  const [record] = importHistory(desk.ws);
  fs.renameSync(`${desk.ws.paths.imports}/${kept}`, `${desk.ws.paths.imports}/${kept}.part`);
  await expect(rebuildLines(desk.ws)).resolves.toMatchObject({
    failed: [{ id: record?.id, error: { code: 'IMPORT_ORIGINAL_MISSING' } }],
  });
  await desk.reopen();
  await settleImports(desk.ws);
  expect(fs.readdirSync(desk.ws.paths.imports)).toEqual([]);
});

test('an import that was taken back leaves a workspace without fault', async () => {
  const { id } = await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  await undoImport(desk.ws, id ?? '');
  const { checks } = await checkWorkspace({ ...desk.ws, importFiles: () => [] });
  expect(checks.find(({ name }) => name === 'imports')).toMatchObject({ ok: true });
});

test('the lines file can be rebuilt from the kept originals, also when it is gone', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10-10', 2));
  await desk.bring('b.tar.gz', await usage('2026-10-20', 3));
  await desk.bring('f.csv', focusCsv('1.2', [focusRow(), focusRow({ BillingAccountId: 'b' })]));
  const before = await books(desk.ws);
  const { rows } = await desk.ws.lines.page({ limit: 100 });
  const epoch = desk.ws.lines.epoch();
  await rebuildLines(desk.ws);
  expect(await books(desk.ws)).toEqual(before);
  const plain = (list: typeof rows) =>
    list.map(({ id: _id, ...row }) => row).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  expect(plain((await desk.ws.lines.page({ limit: 100 })).rows)).toEqual(plain(rows));
  expect(desk.ws.lines.epoch()).not.toBe(epoch);

  const { lines } = desk.ws.paths;
  await desk.ws.close();
  fs.rmSync(lines);
  await desk.reopen();
  expect((await settleImports(desk.ws)).reread).toHaveLength(2);
  expect(await books(desk.ws)).toEqual(before);
  expect(await desk.ws.lines.check()).toEqual({ ok: true, detail: '' });
});

/** Each run opens workspaces of its own; the limit only ends a run that hangs. */
const PATIENCE = 180_000;

/** A small world: usage files of two months as they grow, and bills. */
const amount = fc
  .integer({ min: -9999, max: 99_999 })
  .map(
    (units) =>
      `${units < 0 ? '-' : ''}${Math.floor(Math.abs(units) / 100)}.${String(Math.abs(units) % 100).padStart(2, '0')}000001`,
  );
const line = fc.record({
  customer: fc.constantFrom('c-1', 'c-2', 'c-3'),
  mode: fc.constantFrom('0', '1'),
  kind: fc.constantFrom('1', '4'),
  currency: fc.constantFrom('USD', 'USD', 'EUR'),
  payable: amount,
});
const file = fc.record({
  bill: fc.boolean(),
  period: fc.constantFrom('2026-09', '2026-10'),
  day: fc.integer({ min: 2, max: 28 }),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
});
type File = typeof file extends fc.Arbitrary<infer T> ? T : never;

const huawei = (one: File): HuaweiLine[] =>
  one.lines.map(({ customer, mode, kind, currency, payable }, index) =>
    huaweiLine({
      billingCycle: one.period,
      customerId: customer,
      billingMode: mode,
      billType: kind,
      currency,
      payable,
      resourceId: `r-${index}`,
    }),
  );
const content = (one: File, perPart: number): Promise<Buffer> =>
  one.bill
    ? billArchive(one.period, huawei(one), perPart)
    : usageArchive(one.period, `2026-11-${String(one.day).padStart(2, '0')}`, huawei(one), perPart);
const keyOf = (one: File): string => (one.bill ? `bill ${one.period}` : `usage ${one.period} ${one.day}`);

test(
  'any order, split and repetition of files gives the same books, and rollups equal their lines',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(file, { selector: keyOf, minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        async (files, numbers) => {
          const next = (limit: number): number => (numbers.next().value ?? 0) % limit;
          const straight = await importDesk();
          const shuffled = await importDesk();
          try {
            for (const one of files)
              await straight.bring(`${keyOf(one)}.tar.gz`, await content(one, 100), true);
            const order = [...files, ...files.filter(() => next(2) === 0)];
            order.sort(() => next(3) - 1);
            for (const one of order)
              await shuffled.bring('renamed.tar.gz', await content(one, 1 + next(4)), true);
            expect(await books(shuffled.ws)).toEqual(await books(straight.ws));
            expect(await shuffled.ws.lines.check()).toEqual({ ok: true, detail: '' });
          } finally {
            await straight.close();
            await shuffled.close();
          }
        },
      ),
      { numRuns: 6 },
    );
  },
  PATIENCE,
);

test(
  'apply then undo is the identity on the books, after any history',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), file, async (history, last) => {
        const one = await importDesk();
        try {
          for (const earlier of history) await one.bring('e.tar.gz', await content(earlier, 3), true);
          const before = await books(one.ws);
          const { id, outcome } = await one.bring('l.tar.gz', await content(last, 2), true);
          if (outcome === 'applied') await undoImport(one.ws, id ?? '');
          expect(await books(one.ws)).toEqual(before);
          expect(await one.ws.lines.check()).toEqual({ ok: true, detail: '' });
        } finally {
          await one.close();
        }
      }),
      { numRuns: 6 },
    );
  },
  PATIENCE,
);
