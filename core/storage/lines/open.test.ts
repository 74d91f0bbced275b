import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { huaweiLine, usageArchive } from '../../../test/support/files/huawei.ts';
import { focusCsv, focusRow } from '../../../test/support/files/focus.ts';
import { importDesk } from '../../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../../test/support/files/import-desk.ts';
import { fixedClock } from '../../base/clock.ts';
import { recognise } from '../../imports/recognise.ts';
import { openEngine } from './engine.ts';
import { openLines } from './open.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const usage = (
  period: string,
  count: number,
  change: (index: number) => Parameters<typeof huaweiLine>[0] = () => ({}),
) =>
  usageArchive(
    period,
    `${period}-25`,
    Array.from({ length: count }, (_, index) =>
      huaweiLine({
        billingCycle: period,
        transactionTime: `${period}-05T02:00:00Z`,
        resourceId: `r-${index}`,
        ...change(index),
      }),
    ),
  );

test('the engine reads nothing but its staging folder, and its configuration is locked', async () => {
  const staging = path.join(desk.dir, 'staging');
  fs.mkdirSync(staging);
  fs.writeFileSync(path.join(staging, 'in.csv'), 'a\n1\n');
  fs.writeFileSync(path.join(desk.dir, 'out.csv'), 'a\n1\n');
  const engine = await openEngine(path.join(desk.dir, 'x.duckdb'), staging);
  try {
    const read = (file: string) => engine.writer.all(`SELECT * FROM read_csv('${file}')`);
    expect(await read(path.join(staging, 'in.csv'))).toHaveLength(1);
    const refused = async (sql: string) =>
      expect(engine.writer.all(sql)).rejects.toMatchObject({ code: expect.any(String) });
    await refused(`SELECT * FROM read_csv('${path.join(desk.dir, 'out.csv')}')`);
    await refused(`SELECT * FROM read_csv('${staging}/../out.csv')`);
    await refused(`SELECT * FROM read_text('/etc/hostname')`);
    await refused(`COPY (SELECT 1) TO '${path.join(desk.dir, 'written.csv')}'`);
    await refused(`ATTACH '${path.join(desk.dir, 'other.duckdb')}' AS other`);
    await refused('INSTALL httpfs');
    await refused('LOAD httpfs');
    await refused('SET enable_external_access = true');
    await refused(`SET memory_limit = '8GB'`);
    expect(fs.existsSync(path.join(desk.dir, 'written.csv'))).toBe(false);
  } finally {
    await engine.close();
  }
});

test('a file of a newer program is refused and not touched; one that is no lines file counts as damaged', async () => {
  const file = path.join(desk.dir, 'lines.duckdb');
  const options = { file, tempDir: path.join(desk.dir, 'temp'), clock: fixedClock(0) };
  const lines = await openLines(options);
  await lines.close();
  const engine = await openEngine(file, path.join(desk.dir, 'temp', 'lines'));
  await engine.writer.all("UPDATE lines_meta SET value = '999' WHERE key = 'schema'");
  await engine.close();
  const before = fs.readFileSync(file);
  await expect(openLines(options)).rejects.toMatchObject({ code: 'WORKSPACE_NEWER' });
  expect(fs.readFileSync(file).equals(before)).toBe(true);
  fs.writeFileSync(file, Buffer.alloc(20_000, 7));
  await expect(openLines(options)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
});

test('an older file gets the tables of this version, filled from its own; its version and epoch stay', async () => {
  await desk.bring(
    'customerUsageV2_202609_20260925.tar.gz',
    await usage('2026-09', 3, (index) => ({ transactionTime: `2026-09-0${index + 1}T02:00:00Z` })),
  );
  const { lines } = desk.ws;
  const before = {
    epoch: lines.epoch(),
    version: await lines.version(),
    days: await lines.daily({ period: '2026-09' }),
  };
  expect(before.days).toHaveLength(3);
  await desk.ws.close();
  const file = desk.ws.paths.lines;
  const tempDir = path.join(desk.dir, 'temp');
  fs.mkdirSync(path.join(tempDir, 'lines'), { recursive: true });
  const engine = await openEngine(file, path.join(tempDir, 'lines'));
  await engine.writer.all('DROP TABLE by_date');
  await engine.writer.all("UPDATE lines_meta SET value = '10' WHERE key = 'schema'");
  await engine.close();
  const options = { file, tempDir, clock: fixedClock(0) };
  for (const _opening of ['upgrades', 'is up to date']) {
    const again = await openLines(options);
    const after = {
      epoch: again.epoch(),
      version: await again.version(),
      days: await again.daily({ period: '2026-09' }),
    };
    expect(after).toEqual(before);
    expect(await again.check()).toEqual({ ok: true, detail: '' });
    await again.close();
  }
});

test('the version is known without a question to the engine, survives opening, and a failed commit leaves it', async () => {
  const { lines } = desk.ws;
  const start = await lines.version();
  await desk.bring('customerUsageV2_202609_20260925.tar.gz', await usage('2026-09', 2));
  expect(await lines.version()).toBe(start + 1n);
  const foreign = { remove: [], put: [{ stage: {}, segments: [], import: {} }] } as never;
  await expect(lines.writer.commit(foreign)).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(await lines.version()).toBe(start + 1n);
  await desk.ws.close();
  const options = {
    file: desk.ws.paths.lines,
    tempDir: path.join(desk.dir, 'temp'),
    clock: fixedClock(0),
  };
  const again = await openLines(options);
  expect(await again.version()).toBe(start + 1n);
  await again.close();
});

test('a workspace may lie in a folder whose name looks like a pattern or holds quotes', async () => {
  const dir = path.join(desk.dir, `it's [a] b*c 伙伴 "d"`);
  const lines = await openLines({
    file: path.join(dir, 'x.duckdb'),
    tempDir: path.join(dir, 'temp'),
    clock: fixedClock(0),
  });
  const part = path.join(lines.writer.stagingDir, '0.csv');
  const text = focusCsv('1.0', [focusRow()]);
  fs.writeFileSync(part, text);
  const stage = await lines.writer.openStage();
  await stage.load(recognise(text, []).plan, part, 'part');
  expect(stage.rows).toBe(1);
  await lines.close();
});

test('what an earlier process left in the staging folder is removed', async () => {
  const { stagingDir } = desk.ws.lines.writer;
  fs.mkdirSync(path.join(stagingDir, 'left'), { recursive: true });
  fs.writeFileSync(path.join(stagingDir, 'left', '0.csv'), 'x');
  await desk.reopen();
  expect(fs.existsSync(path.join(stagingDir, 'left'))).toBe(false);
});

test('questions give the same answers before and after other commits (a kept statement once misread its columns)', async () => {
  await desk.bring('a.csv', focusCsv('1.2', [focusRow(), focusRow({ BillingAccountId: 'b' })]));
  const first = await desk.ws.lines.writer.segments();
  await desk.bring('b.csv', focusCsv('1.3', [focusRow({ BillingAccountId: 'c' })]));
  const second = await desk.ws.lines.writer.segments();
  expect(second.slice(0, 2)).toEqual(first);
  expect(second[2]).toMatchObject({ scope: 'focus|Cloud A|c', period: '2026-10', format: 'focus', lines: 1 });
});

test('every dimension and filter is answered, sums are exact beyond 64 bits of 1e-16, currencies stay apart', async () => {
  await desk.bring(
    'a.tar.gz',
    await usage('2026-10', 4, (index) => ({
      customerId: `c-${index % 2}`,
      serviceTypeCode: `s-${index}`,
      regionCode: index === 0 ? '' : 'r',
      resellerId: index < 2 ? 'p-1' : '',
      currency: index === 3 ? 'EUR' : 'USD',
      payable: '90000000000.00000001',
      listPrice: '90000000000.0000000000000001',
    })),
  );
  const { lines } = desk.ws;
  const month = await lines.groups({ by: 'month' });
  expect(month.total).toMatchObject([
    { currency: 'EUR', lines: 1 },
    {
      currency: 'USD',
      lines: 3,
      amounts: {
        payable: '270000000000.00000003',
        list: '270000000000.0000000000000003',
        billed: null,
        effective: null,
        contracted: null,
      },
    },
  ]);
  const keys = async (query: Parameters<typeof lines.groups>[0]) =>
    (await lines.groups(query)).rows.map(({ key, currency, lines: count }) => `${key} ${currency} ${count}`);
  expect(await keys({ by: 'customer' })).toEqual(['c-0 USD 2', 'c-1 EUR 1', 'c-1 USD 1']);
  expect(await keys({ by: 'region' })).toEqual([' USD 1', 'r EUR 1', 'r USD 2']);
  expect(await keys({ by: 'reseller', currency: 'USD' })).toEqual([' USD 1', 'p-1 USD 2']);
  expect(await keys({ by: 'service', customerId: 'c-0' })).toEqual(['s-0 USD 1', 's-2 USD 1']);
  expect(await keys({ by: 'customer', region: '' })).toEqual(['c-0 USD 1']);
  expect(await keys({ by: 'mode', service: 's-1' })).toEqual(['pay-per-use USD 1']);
  expect(await keys({ by: 'kind', resellerId: 'p-1' })).toEqual(['consumption USD 2']);
  expect(await keys({ by: 'month', from: '2026-11' })).toEqual([]);
  expect((await lines.groups({ by: 'service', limit: 2 })).groups).toBe(4);
  expect((await lines.page({ limit: 10, region: '' })).rows).toHaveLength(1);
});

test('groups by payable come largest first, also when only the last decimals differ', async () => {
  await desk.bring(
    'a.tar.gz',
    await usage('2026-10', 3, (index) => ({
      serviceTypeCode: `s-${index}`,
      payable: ['1.00000000', '1.0000000000000001', '-2'][index] ?? '',
    })),
  );
  const { rows } = await desk.ws.lines.groups({ by: 'service', order: 'payable', limit: 2 });
  expect(rows.map(({ key }) => key)).toEqual(['s-1', 's-0']);
});

test('pages follow each other without gap or repetition, newest month first; zero lines can be hidden', async () => {
  await desk.bring('a.tar.gz', await usage('2026-09', 5));
  await desk.bring(
    'b.tar.gz',
    await usage('2026-10', 5, (index) => (index === 2 ? { payable: '0.00' } : {})),
  );
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await desk.ws.lines.page({ limit: 3, after });
    seen.push(...page.rows.map(({ period, id }) => `${period} ${id}`));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toHaveLength(10);
  expect(new Set(seen).size).toBe(10);
  expect(seen.map((one) => one.slice(0, 7)).join()).toBe(
    [...Array(5).fill('2026-10'), ...Array(5).fill('2026-09')].join(),
  );
  expect((await desk.ws.lines.page({ limit: 20, hideZero: true })).rows).toHaveLength(9);
  await expect(desk.ws.lines.page({ limit: 3, after: "x' OR 1" })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});

test('days add up to their month: a day outside counts on the nearest, no day on the last', async () => {
  const times = ['2026-10-03T01:00:00Z', '2026-09-30T15:00:00Z', '2026-12-01T00:00:00Z', ''];
  await desk.bring(
    'a.tar.gz',
    await usage('2026-10', 4, (index) => ({ transactionTime: times[index] ?? '', customerId: `c-${index}` })),
  );
  expect(
    (await desk.ws.lines.daily({ period: '2026-10' })).map(({ day, payable }) => [day, payable]),
  ).toEqual([
    ['2026-10-01', '1.5'],
    ['2026-10-03', '1.5'],
    ['2026-10-31', '3'],
  ]);
  expect(await desk.ws.lines.daily({ period: '2026-10', customerId: 'c-0' })).toHaveLength(1);
  expect(
    (await desk.ws.lines.sameDays({ period: '2026-10', days: 3 })).map(({ customerId }) => customerId),
  ).toEqual(['c-0', 'c-1']);
  expect(await desk.ws.lines.sameDays({ period: '2026-10', days: 31, customerIds: ['c-3'] })).toEqual([
    { customerId: 'c-3', currency: 'USD', payable: '1.5' },
  ]);
});

test('the check notices a rollup that no longer equals its lines', async () => {
  await desk.bring('a.tar.gz', await usage('2026-10', 3));
  expect(await desk.ws.lines.check()).toEqual({ ok: true, detail: '' });
  const { lines } = desk.ws.paths;
  await desk.ws.close();
  const engine = await openEngine(lines, path.join(desk.dir, 'workspace', 'elsewhere'));
  await engine.writer.all('UPDATE by_month SET payable_e8 = payable_e8 + 1');
  await engine.close();
  await desk.reopen();
  expect(await desk.ws.lines.check()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('by_month'),
  });
});

test('followers run after each operation, in order, until they are ended', async () => {
  const calls: string[] = [];
  const end = desk.ws.lines.follow(async () => void calls.push('a'));
  desk.ws.lines.follow(async () => void calls.push('b'));
  await desk.bring('a.tar.gz', await usage('2026-10', 1));
  end();
  await desk.bring('b.tar.gz', await usage('2026-11', 1));
  expect(calls).toEqual(['a', 'b', 'b']);
});
