/**
 * One run of the import bench in a process of its own: `ours` checks and applies an archive in a new workspace, `floor`
 * inflates it to files and lets the engine load them as it likes best. Prints {ms, peakMB, fileBytes}.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import tar from 'tar-stream';
import { systemClock } from '../../core/base/clock.ts';
import { systemRandom } from '../../core/base/random.ts';
import { applyImport, checkFile, importMigrations } from '../../core/imports/index.ts';
import { openWorkspace } from '../../core/storage/workspace.ts';

async function ours(dir: string, archive: string): Promise<{ ms: number; file: string }> {
  const ws = await openWorkspace({
    dir: path.join(dir, 'workspace'),
    clock: systemClock,
    random: systemRandom,
    create: { kind: 'demo', name: 'Bench' },
    collections: [],
    components: [{ store: 'ledger', component: 'imports', migrations: importMigrations }],
  });
  const start = performance.now();
  const check = await checkFile(ws, { path: archive, name: path.basename(archive) });
  const between = performance.now();
  await applyImport(ws, check, { who: 'bench' });
  const ms = performance.now() - start;
  if (process.env['BENCH_DETAIL'])
    process.stderr.write(`check ${between - start} apply ${ms - (between - start)}\n`);
  await ws.close();
  return { ms, file: ws.paths.lines };
}

async function floor(dir: string, archive: string): Promise<{ ms: number; file: string }> {
  const file = path.join(dir, 'floor.duckdb');
  const instance = await DuckDBInstance.create(file, { threads: '2' });
  const connection = await instance.connect();
  const start = performance.now();
  const extract = tar.extract();
  const feeding = pipeline(fs.createReadStream(archive), createGunzip(), extract);
  for await (const entry of extract)
    await pipeline(entry, fs.createWriteStream(path.join(dir, path.basename(entry.header.name))));
  await feeding;
  await connection.run(`CREATE TABLE line AS SELECT * FROM read_csv('${dir}/*.csv')`);
  const ms = performance.now() - start;
  connection.closeSync();
  instance.closeSync();
  return { ms, file };
}

const [, , what, archive = ''] = process.argv;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-run-'));
try {
  const { ms, file } = await (what === 'ours' ? ours : floor)(dir, archive);
  const peakMB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ms, peakMB, fileBytes: fs.statSync(file).size }));
} finally {
  fs.rmSync(dir, { recursive: true, force: true });
}
