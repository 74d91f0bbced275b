import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { focusColumns, focusCsv, focusRow } from '../../test/support/files/focus.ts';
import { archive, huaweiCsv, huaweiLine, tarOf, usageArchive } from '../../test/support/files/huawei.ts';
import { importDesk } from '../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../test/support/files/import-desk.ts';
import { isCoded } from '../base/errors.ts';
import { checkFile } from './index.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

/** What an import is refused with, and what it left behind: nothing. */
async function refusal(name: string, content: string | Uint8Array): Promise<unknown> {
  const error: unknown = await desk.bring(name, content).then(
    () => 'imported',
    (reason: unknown) => reason,
  );
  return isCoded(error) ? { code: error.code, data: error.data, left: await traces() } : error;
}
async function traces(): Promise<unknown[]> {
  const staged = fs.readdirSync(desk.ws.lines.writer.stagingDir).filter((one) => one !== 'spill');
  const version = await desk.ws.lines.version();
  return [...staged, ...fs.readdirSync(desk.ws.paths.imports), ...(version === 0n ? [] : [version])];
}
const refused = (code: string, data: object = {}): object => ({ code, data, left: [] });
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    huaweiLine({ resourceId: `resource-${index}-${(index * 7919).toString(36)}` }),
  );

test('a cut archive is refused, wherever it was cut', async () => {
  const whole = await usageArchive('2026-10', '2026-10-20', many(2000), 500);
  for (const share of [0.02, 0.4, 0.9, 0.999]) {
    expect(await refusal('u.tar.gz', whole.subarray(0, Math.floor(whole.length * share)))).toMatchObject(
      refused('IMPORT_TRUNCATED'),
    );
  }
  const damaged = Buffer.from(whole);
  for (let at = 200; at < 400; at += 1) damaged[at] = (damaged[at] ?? 0) ^ 0xff;
  expect(await refusal('u.tar.gz', damaged)).toMatchObject(refused('IMPORT_TRUNCATED'));
  // A plain archive cut between two entries: every entry is whole, only the end is missing.
  const plain = await tarOf([
    { name: 'customerUsageV2_202610_20261020_00000001.csv', content: huaweiCsv('usage', many(3)) },
  ]);
  expect(await refusal('u.tar', plain.subarray(0, plain.length - 1024))).toMatchObject(
    refused('IMPORT_TRUNCATED'),
  );
  expect(await refusal('u.tar', plain.subarray(0, 700))).toMatchObject(refused('IMPORT_TRUNCATED'));
});

test('a text cut in the middle of a row is refused', async () => {
  const text = focusCsv('1.0', [focusRow(), focusRow(), focusRow()], { lastNewline: false });
  expect(await refusal('f.csv', text.slice(0, -200))).toMatchObject(
    refused('IMPORT_TRUNCATED', { reason: 'row' }),
  );
});

test('what is no table of ours is refused plainly', async () => {
  expect(await refusal('a.csv', '')).toMatchObject(refused('IMPORT_NOT_RECOGNISED'));
  expect(await refusal('b.csv', 'just some words\nand more\n')).toMatchObject(
    refused('IMPORT_NOT_RECOGNISED'),
  );
  expect(await refusal('c.csv', 'a,b,c\n1,2,3\n')).toMatchObject(refused('IMPORT_NOT_RECOGNISED'));
  expect(await refusal('d.csv', Buffer.from('PK\u0003\u0004 something zipped'))).toMatchObject(
    refused('IMPORT_TRUNCATED'),
  );
  expect(await refusal('e.csv', Buffer.from([0, 1, 2, 3, 4, 5]))).toMatchObject(
    refused('IMPORT_NOT_RECOGNISED'),
  );
  expect(await refusal('f.gz', gzipSync(Buffer.alloc(5000)))).toMatchObject(refused('IMPORT_NOT_RECOGNISED'));
  expect(await refusal('g.tar.gz', await archive([{ name: 'picture.png', content: 'x' }]))).toMatchObject(
    refused('IMPORT_NOT_RECOGNISED'),
  );
  expect(await refusal('h.csv', `${focusColumns('1.0').join(',')}\n`)).toMatchObject(
    refused('IMPORT_NO_ROWS'),
  );
  await expect(
    checkFile(desk.ws, { path: path.join(desk.dir, 'absent.csv'), name: 'absent.csv' }),
  ).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  await expect(checkFile(desk.ws, { path: desk.dir, name: 'folder' })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
});

test('an archive whose parts are not of one format is refused as a whole', async () => {
  const mixed = await archive([
    { name: 'customerUsageV2_202610_20261020_00000001.csv', content: huaweiCsv('usage', many(3)) },
    { name: 'other.csv', content: focusCsv('1.0', [focusRow()]) },
  ]);
  expect(await refusal('m.tar.gz', mixed)).toMatchObject(
    refused('IMPORT_NOT_RECOGNISED', { reason: 'mixed' }),
  );
});

test('rows that are no rows are rejected with their numbers, and the rows after them keep theirs', async () => {
  const good = huaweiCsv('usage', [
    huaweiLine({ resourceId: 'one' }),
    huaweiLine({ resourceId: 'two' }),
  ]).split('\r\n');
  const text = [good[0], good[1], 'too,few', 'x,'.repeat(60), good[2], ''].join('\r\n');
  const check = await desk.check('customerUsageV2_202610_20261020_00000001.csv', text);
  expect(check).toMatchObject({ rows: 2, rejected: 2 });
  expect(check.rejects.map(({ line, code }) => [line, code])).toEqual([
    [2, 'LINE_COLUMNS'],
    [3, 'LINE_COLUMNS'],
  ]);
  await desk.bring('customerUsageV2_202610_20261020_00000001.csv', text);
  expect(
    (await desk.ws.lines.page({ limit: 5 })).rows.map(({ resource, origin }) => [resource, origin.row]),
  ).toEqual([
    ['ecs-1', 1],
    ['ecs-1', 4],
  ]);
});

test('what is said of an unreadable row does not quote it: it names customers', async () => {
  const row = huaweiCsv('usage', [huaweiLine({ customerName: 'Canary Holdings' })])
    .split('\r\n')[1]
    ?.replace('Canary Holdings', 'Canary Holdings,one cell too many');
  const text = `${huaweiCsv('usage', many(1))}${row}\r\n`;
  const check = await desk.check('customerUsageV2_202610_20261020_00000001.csv', text);
  expect(check.rejects).toMatchObject([{ line: 2, code: 'LINE_COLUMNS' }]);
  expect(JSON.stringify(check)).not.toContain('Canary');
});

test('GB18030 and UTF-16 are decoded, a byte mark is passed over, and bytes that are neither are refused', async () => {
  const chinese = huaweiCsv('usage', [huaweiLine({ customerName: 'NAME', regionName: '新加坡' })]);
  const gb = Buffer.concat(
    chinese
      .split('新加坡')
      .flatMap((piece, index) => [
        ...(index === 0 ? [] : [Buffer.from([0xd0, 0xc2, 0xbc, 0xd3, 0xc6, 0xc2])]),
        Buffer.from(piece),
      ]),
  );
  await desk.bring('gb.csv', gb);
  expect((await desk.ws.lines.page({ limit: 1 })).rows[0]?.region).toBe('新加坡');
  expect(await desk.check('bom.csv', `\uFEFF${focusCsv('1.0', [focusRow()])}`)).toMatchObject({
    rows: 1,
    format: 'focus',
  });
  expect(
    await desk.check(
      'wide.csv',
      Buffer.from(`\uFEFF${focusCsv('1.0', [focusRow({ ServiceName: '云' })])}`, 'utf16le'),
    ),
  ).toMatchObject({ rows: 1 });
  await expect(
    desk.check('x.csv', Buffer.concat([Buffer.from(chinese), Buffer.from([0xff, 0xff, 0x80])])),
  ).rejects.toMatchObject({ code: 'IMPORT_ENCODING' });
});

test('parts of one archive may each have their own encoding and separator', async () => {
  const usage = huaweiCsv('usage', [huaweiLine({ regionName: '新加坡' })]);
  const entries = [
    { name: 'customerUsageV2_202610_20261020_00000001.csv', content: usage },
    { name: 'customerUsageV2_202610_20261020_00000002.csv', content: usage.replaceAll(',', '\t') },
  ];
  expect(await desk.check('m.tar.gz', await archive(entries))).toMatchObject({ rows: 2, rejected: 0 });
});

test('sizes are limited while inflating: a bomb, a huge line, a huge cell', async () => {
  const bomb = gzipSync(
    Buffer.from(`${focusColumns('1.0').join(',')}\n${'x'.repeat(100)}\n`.repeat(200_000)),
  );
  expect(bomb.length).toBeLessThan(1_000_000);
  const file = { path: desk.put('bomb.csv.gz', bomb), name: 'bomb.csv.gz' };
  await expect(checkFile(desk.ws, file, { budget: 2_000_000 })).rejects.toMatchObject({
    code: 'IMPORT_TOO_LARGE',
    data: { limit: 'size' },
  });

  expect(
    await refusal('line.csv', focusCsv('1.0', [focusRow({ Tags: 'x'.repeat(10 * 1024 * 1024) })])),
  ).toMatchObject(refused('IMPORT_TOO_LARGE', { limit: 'line' }));
  const check = await desk.check(
    'cell.csv',
    focusCsv('1.0', [focusRow(), focusRow({ Tags: 'y'.repeat(1_200_000) }), focusRow()]),
  );
  expect(check).toMatchObject({ rows: 2, rejected: 1, rejects: [{ line: 2, code: 'LINE_CELL_TOO_LARGE' }] });
  // A cell whose size hides behind line ends.
  const tall = `${'z'.repeat(900)}\n`.repeat(1500);
  expect(await desk.check('tall.csv', focusCsv('1.0', [focusRow({ Tags: tall }), focusRow()]))).toMatchObject(
    { rows: 1, rejected: 1 },
  );
});

test('what is passed over in an archive counts, too: other files, and zeros after the last', async () => {
  const picture = await archive([{ name: 'picture.png', content: '\0'.repeat(8_000_000) }]);
  const usage = {
    name: 'customerUsageV2_202610_20261020_00000001.csv',
    content: huaweiCsv('usage', many(1)),
  };
  const padded = gzipSync(Buffer.concat([await tarOf([usage]), Buffer.alloc(20_000_000)]));
  for (const [name, bomb] of Object.entries({ 'picture.tar.gz': picture, 'padded.tar.gz': padded })) {
    expect(bomb.length).toBeLessThan(100_000);
    const file = { path: desk.put(name, bomb), name };
    await expect(checkFile(desk.ws, file, { budget: 2_000_000 }), name).rejects.toMatchObject({
      code: 'IMPORT_TOO_LARGE',
      data: { limit: 'size' },
    });
  }
});

test('a header that claims an impossible size is a damaged archive', async () => {
  const whole = await tarOf([{ name: 'u.csv', content: huaweiCsv('usage', many(1)) }]);
  const long = Buffer.from(whole);
  // An extended header ('x') of 7 GiB, with the sum of its bytes made right.
  long.write('77777777777', 124, 'latin1');
  long.write('x', 156, 'latin1');
  long.fill(' ', 148, 156);
  const sum = long.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  long.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  expect(await refusal('u.tar', long)).toMatchObject(refused('IMPORT_TRUNCATED', { reason: 'damaged' }));
});

test('names from an archive never become paths', async () => {
  const outside = path.join(desk.dir, 'evil.csv');
  const name = `${'../'.repeat(12)}${outside.slice(1)}`;
  const check = await desk.check(
    't.tar.gz',
    await archive([
      { name, content: huaweiCsv('usage', many(2)) },
      { name: '/etc/evil.csv', content: huaweiCsv('usage', many(1)) },
    ]),
  );
  expect(check.rows).toBe(3);
  expect(fs.existsSync(outside)).toBe(false);
  expect(fs.existsSync('/etc/evil.csv')).toBe(false);
});

test('cells that look like formulas or like SQL stay text', async () => {
  const nasty = [`=cmd|' /C calc'!A0`, `'; DROP TABLE line; --`, '"}{"a":1', '+1', '@x'];
  await desk.bring(
    'n.csv',
    focusCsv(
      '1.0',
      nasty.map((ServiceName) => focusRow({ ServiceName })),
    ),
  );
  const { rows } = await desk.ws.lines.groups({ by: 'service' });
  expect(rows.map(({ key }) => key).sort()).toEqual([...nasty].sort());
  expect((await desk.ws.lines.groups({ by: 'service', service: nasty[1] })).rows).toHaveLength(1);
});

test('a heading cannot smuggle SQL', async () => {
  const evil = `x_'), (SELECT 1)) --`;
  const columns = [...focusColumns('1.0'), evil, 'x_"quoted"'];
  const row: Record<string, string> = { ...focusRow(), [evil]: 'v', 'x_"quoted"': 'w' };
  const text = [columns, columns.map((column) => row[column] ?? '')]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\n');
  await desk.bring('e.csv', text);
  const { rows } = await desk.ws.lines.page({ limit: 1 });
  expect(JSON.parse(rows[0]?.extra ?? '')).toMatchObject({ [evil]: 'v', 'x_"quoted"': 'w' });
});

test('an aborted check ends with its reason and leaves nothing', async () => {
  const file = {
    path: desk.put('u.tar.gz', await usageArchive('2026-10', '2026-10-20', many(3000), 500)),
    name: 'u.tar.gz',
  };
  const stop = new AbortController();
  const checking = checkFile(desk.ws, file, { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(checking).rejects.toThrow('enough');
  expect(await traces()).toEqual([]);
});
