/**
 * The list while a scan writes: how long one page of customers takes from asking to having it, in the very thread that
 * puts the scan's records into the mirror, against the same page with nothing else going on.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { seededRandom } from '../../core/base/random.ts';
import { areaQueries, collections } from '../../core/areas/register.ts';
import { contract } from '../../core/contract/index.ts';
import { components } from '../../core/desk/rooms.ts';
import { createPartnerCenter } from '../../core/sources/partner-center/client.ts';
import { openWorkspace, type Workspace } from '../../core/storage/workspace.ts';
import { createSync, type Sync } from '../../core/sync/sync.ts';
import { callerWith, fakeLines } from '../support/areas.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { startSandbox, type Upstream } from './sync.ts';

/** One frame of a screen at 60 a second. */
const FRAME_MS = 16;
const caller = callerWith([]);
const input = contract['customers.list'].input.parse({ filter: {}, limit: 100 });

async function open(dir: string, upstream: Upstream): Promise<{ workspace: Workspace; sync: Sync }> {
  const shared = { clock: systemClock, timers: systemTimers, random: seededRandom(1) };
  const workspace = await openWorkspace({
    dir,
    clock: systemClock,
    random: seededRandom(1),
    create: { kind: 'real', name: 'bench' },
    collections,
    components,
    openLines: () => Promise.resolve(fakeLines()),
  });
  const source = createPartnerCenter({
    ...shared,
    endpoint: upstream.url,
    keys: { accessKey: upstream.ak, secretKey: upstream.sk },
    unlimited: true,
  });
  return { workspace, sync: createSync({ ...shared, workspace, source, files: null, collections }) };
}

/** ms from asking to having each page: by the clock, and of this thread's processor time alone, sorted. */
interface Times {
  readonly wall: readonly number[];
  readonly cpu: readonly number[];
}

/** Pages asked for again and again until `until` says so. */
async function pages(workspace: Workspace, until: () => boolean): Promise<Times> {
  const wall: number[] = [];
  const cpu: number[] = [];
  while (!until()) {
    const asked = performance.now();
    const before = process.threadCpuUsage();
    // Whatever the scan does in this turn of the loop is waited for, as a screen waits for it.
    await turn();
    await areaQueries['customers.list']({ workspace }, input, caller);
    const { user, system } = process.threadCpuUsage(before);
    wall.push(performance.now() - asked);
    cpu.push((user + system) / 1000);
  }
  const sorted = (times: readonly number[]): number[] => times.toSorted((a, b) => a - b);
  return { wall: sorted(wall), cpu: sorted(cpu) };
}

const percentile = (sorted: readonly number[], of: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? Number.NaN;

/** Makes every record look changed, so that the next scan writes them all. */
function forget(workspace: Workspace): void {
  workspace.mirror.write((w) => {
    w.run("UPDATE scan_page SET hash = ''");
    w.run("UPDATE row SET hash = ''");
  });
}

/** A page while a later scan finds so many customers changed. */
export async function benchBusy(options: {
  readonly customers: number;
  readonly log: BenchOptions['log'];
}): Promise<Measure[]> {
  const { customers, log } = options;
  const kind = 'solution-provider';
  const upstream = await startSandbox({ customers, months: 2, kind, seed: 3, files: 'none', limits: false });
  const dir = mkdtempSync(path.join(os.tmpdir(), 'desk-bench-busy-'));
  try {
    const { workspace, sync } = await open(path.join(dir, 'workspace'), upstream);
    try {
      await sync.start({ steps: ['customers'] });
      forget(workspace);
      let over = false;
      const scan = sync.start({ steps: ['customers'] }).finally(() => (over = true));
      const busy = await pages(workspace, () => over);
      await scan;
      let left = Math.max(20, Math.min(200, busy.wall.length));
      const quiet = await pages(workspace, () => (left -= 1) < 0);
      log(`  ${busy.wall.length} pages read while ${customers} customers were written`);
      const ours = percentile(busy.wall, 95);
      const floor = percentile(quiet.wall, 95);
      return [
        {
          name: 'list page while a scan writes, p95',
          ours,
          floor,
          peer: null,
          ratio: ours / floor,
          goal: `< ${FRAME_MS} ms (one frame)`,
          met: ours < FRAME_MS,
          notes: {
            median: percentile(busy.wall, 50),
            longest: percentile(busy.wall, 100),
            'processor time, p95': percentile(busy.cpu, 95),
            pages: busy.wall.length,
          },
        },
      ];
    } finally {
      await sync.close();
      await workspace.close();
    }
  } finally {
    await upstream.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

export const bench: Bench = { name: 'busy', run: benchBusy };
