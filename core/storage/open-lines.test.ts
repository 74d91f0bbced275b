import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLines } from './lines/open.ts';
import { creating, options, tempDir } from './testing/support.ts';
import { checkWorkspace, openWorkspace, workspacePaths } from './workspace.ts';
import type { OpenWorkspaceOptions } from './workspace-types.ts';

let root: string;
let dir: string;

beforeEach(() => {
  root = tempDir();
  dir = path.join(root, 'desk');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** With the real column store. */
const real = (given: OpenWorkspaceOptions): OpenWorkspaceOptions => ({ ...given, openLines });

test('the real lines file opens, checks, and is kept from session to session', async () => {
  const ws = await openWorkspace(real(creating(dir)));
  const epoch = ws.lines.epoch();
  expect((await checkWorkspace(ws)).ok).toBe(true);
  await ws.close();
  // The default is the same one.
  const { openLines: _fake, ...byDefault } = options(dir);
  expect(_fake).toBeDefined();
  const again = await openWorkspace(byDefault);
  expect([again.lines.epoch(), again.report]).toEqual([
    epoch,
    { created: false, rebuild: [], repairs: [], migrated: [] },
  ]);
  await again.close();
});

test.each([
  ['cut in its first third', (file: string) => fs.truncateSync(file, Math.floor(fs.statSync(file).size / 3))],
  ['cut to 5,000 bytes', (file: string) => fs.truncateSync(file, 5000)],
  ['emptied', (file: string) => fs.truncateSync(file, 0)],
  ['zeroed', (file: string) => fs.writeFileSync(file, Buffer.alloc(fs.statSync(file).size))],
  ['replaced', (file: string) => fs.writeFileSync(file, 'a,b\n1,2\n')],
  ['flipped', (file: string) => fs.writeFileSync(file, fs.readFileSync(file).fill(0xff, 0, 9000))],
])(
  'a lines file %s is set aside and a new one begins, to be filled from the kept imports',
  async (_name, harm) => {
    await (await openWorkspace(real(creating(dir)))).close();
    const { lines } = workspacePaths(dir);
    harm(lines);
    const remains = fs.readFileSync(lines);
    const ws = await openWorkspace(real(options(dir)));
    expect(ws.report.rebuild).toEqual(['lines']);
    const [repair] = ws.report.repairs;
    expect(repair?.file).toBe('lines');
    expect(fs.readFileSync(path.join(repair?.quarantined ?? '', 'lines.duckdb')).equals(remains)).toBe(true);
    expect((await checkWorkspace(ws)).ok).toBe(true);
    await ws.close();
  },
);
