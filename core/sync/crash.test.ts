import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import { collections } from '../areas/register.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { countRecords } from '../storage/records.ts';
import { noLines } from '../storage/testing/support.ts';
import { checkWorkspace, openWorkspace } from '../storage/workspace.ts';
import { syncComponent } from './schema.ts';

/** kill -9 in the middle of a sync, several times, then a whole one: the same rows as without (S6). */
const CHILD = fileURLToPath(new URL('testing/crash-child.ts', import.meta.url));
const random = seededRandom(41);
let sandbox: Sandbox;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'desk-sync-crash-'));
  sandbox = await startSandbox({ customers: 900, months: 4, seed: 5, files: 'none', limits: false });
});
afterAll(async () => {
  await sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

/** Runs the child; kills it when its progress reaches `killAt`. @returns its last word */
async function run(folder: string, killAt: number): Promise<string> {
  const child = spawn(process.execPath, [CHILD, folder, sandbox.url, sandbox.ak, sandbox.sk], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (Number(line) >= killAt) child.kill('SIGKILL');
  }
  return last;
}

async function counted(folder: string): Promise<Record<string, number>> {
  const workspace = await openWorkspace({
    dir: folder,
    clock: systemClock,
    random,
    collections,
    components: [syncComponent],
    openLines: noLines,
  });
  try {
    expect((await checkWorkspace(workspace)).ok).toBe(true);
    return Object.fromEntries(collections.map((c) => [c.name, countRecords(workspace.mirror.read, c.name)]));
  } finally {
    await workspace.close();
  }
}

test('killed at random moments, it goes on where it stopped and ends with the same rows', async () => {
  const whole = path.join(dir, 'whole');
  expect(await run(whole, Infinity)).toBe('end idle');
  const killed = path.join(dir, 'killed');
  let before = 0;
  for (let i = 0; i < 3; i++) {
    await run(killed, 100 + Math.floor(random.next() * 1500));
    const { customers = 0 } = await counted(killed);
    expect(customers).toBeGreaterThanOrEqual(before);
    before = customers;
  }
  expect(await run(killed, Infinity)).toBe('end idle');
  expect(await counted(killed)).toEqual(await counted(whole));
}, 120_000);
