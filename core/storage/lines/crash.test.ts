/** A process that ends without closing: what it had committed is in the engine's log, and is there at the next opening. */
import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { fixedClock } from '../../base/clock.ts';
import { openLines } from './open.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Imports usage of three months into a new workspace and dies. */
const PROGRAM = `
  import path from 'node:path';
  import { openAreas } from './test/support/areas.ts';
  import { writeUsageArchive } from './test/bench/lines.ts';
  import { applyImport, checkFile } from './core/imports/index.ts';
  const dir = process.argv[1];
  const { workspace } = await openAreas({ lines: 'real', dir: path.join(dir, 'workspace') });
  for (const period of ['2026-08', '2026-09', '2026-10']) {
    const file = await writeUsageArchive(dir, 500, 20, period);
    const check = await checkFile(workspace, { path: file, name: path.basename(file) });
    await applyImport(workspace, check, { who: 'tester' });
  }
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => setInterval(() => undefined, 1000));`;

test('commits that the engine had not folded into the file yet survive a killed process', async () => {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'lines-crash-'));
  try {
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, '--', dir], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'exit');
    const file = path.join(dir, 'workspace', 'lines.duckdb');
    expect((await fs.stat(`${file}.wal`)).size).toBeGreaterThan(0);
    const clock = fixedClock(Date.UTC(2026, 10, 23));
    const lines = await openLines({ file, tempDir: path.join(dir, 'temp'), clock });
    const { rows } = await lines.groups({ by: 'month' });
    expect(rows.map(({ key, lines: count }) => [key, count])).toEqual([
      ['2026-08', 500],
      ['2026-09', 500],
      ['2026-10', 500],
    ]);
    await expect(lines.check()).resolves.toMatchObject({ ok: true });
    await lines.close();
    await expect(fs.stat(`${file}.wal`)).rejects.toThrow('ENOENT');
  } finally {
    await fs.rm(dir, { recursive: true, force: true });
  }
}, 60_000);
