/** `export` as scripts use it: a list to a file, one JSON document, a status. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDesk } from '../../core/desk/desk.ts';
import { systemOptions } from '../../core/desk/host-defaults.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { runHere, type Ran } from './run-cli.ts';

let dir = '';
const run = (...args: string[]): Promise<Ran> =>
  runHere(['export', ...args, '--workspace', 'partner', '--json'], { cwd: dir });

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'cli-export-'));
  process.env['PARTNER_DESK_DATA'] = path.join(dir, 'data');
  const desk = await createDesk(
    systemOptions({ host: 'browser', secrets: fileSecrets(), background: false, remember: false }),
  );
  await desk.openFolder(path.join(dir, 'partner'), { kind: 'real', name: 'partner' });
  await desk.call('quota.setMarks', { marks: [50, 60, 70] });
  await desk.close();
});
afterAll(async () => {
  delete process.env['PARTNER_DESK_DATA'];
  await fs.rm(dir, { recursive: true });
});

test('a list becomes a file where the script wants it, in the format of its name', async () => {
  const ran = await run('audit', '--out', 'audit.csv', '--acknowledged', '--filter', '{"search":"setMarks"}');
  expect(ran).toMatchObject({ status: 0, err: '' });
  const document = JSON.parse(ran.out) as Record<string, unknown>;
  const file = path.join(dir, 'audit.csv');
  const { size } = await fs.stat(file);
  expect(document).toEqual({ list: 'audit', rows: 1, bytes: size, masked: true, path: file });
  expect(await fs.readFile(file, 'utf8')).toContain('quota.setMarks');

  const book = await run(
    'audit',
    '--out',
    'audit.xlsx',
    '--acknowledged',
    '--unmasked',
    '--columns',
    'what,who',
  );
  expect(JSON.parse(book.out)).toMatchObject({ masked: false });
  const { sheets } = await readXlsx(new Uint8Array(await fs.readFile(path.join(dir, 'audit.xlsx'))));
  expect(sheets[0]?.rows[0]).toEqual(['What', 'Who', 'No.', 'Hash of the entry before', 'Hash']);
});

test('nothing is written without the acknowledgement, for an unknown list, a wrong filter or format', async () => {
  const refused = [
    [['orders', '--out', 'a.csv'], 'EXPORT_PRECAUTIONS'],
    [['nothing', '--out', 'a.csv', '--acknowledged'], 'USAGE'],
    [['orders', '--out', 'a.csv', '--acknowledged', '--filter', '{'], 'USAGE'],
    [['orders', '--out', 'a.csv', '--acknowledged', '--filter', '{"nothing":1}'], 'INPUT_INVALID'],
    [['orders', '--out', 'a.txt', '--acknowledged'], 'USAGE'],
    [['orders', '--acknowledged'], 'USAGE'],
    [['orders', '--out', path.join('no', 'where.csv'), '--acknowledged'], 'FOLDER_READ_ONLY'],
  ] as const;
  for (const [args, code] of refused) {
    const ran = await run(...args);
    expect(ran.status, args.join(' ')).not.toBe(0);
    expect(ran.err, args.join(' ')).toContain(code);
  }
  expect((await fs.readdir(dir)).filter((name) => /\.(csv|txt|part)$/.test(name))).toEqual(['audit.csv']);
  const unknown = await run('nothing', '--out', 'a.csv', '--acknowledged');
  expect(unknown.err).toContain('expenditures.lines');
});
