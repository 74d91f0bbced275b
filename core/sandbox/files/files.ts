import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BILL_FILE,
  billArchiveName,
  billPartName,
  USAGE_FILE,
  usageArchiveName,
  usagePartName,
} from '../../contract/partner-center/files.ts';
import { DAY_MS, beijingDay } from '../../base/period.ts';
import { allDays, billTime, filedDays, monthAt, monthStart, periodText } from '../world/calendar.ts';
import type { World } from '../world/world.ts';
import { ArchiveWriter } from './archive.ts';
import { BILL_SHAPE, headingLine, USAGE_SHAPE, writeCustomerLines, type LineShape } from './lines.ts';

export interface FilePlan {
  readonly path: string;
  readonly month: number;
  readonly known: number;
  readonly shape: LineShape;
  readonly partName: (part: number) => string;
  readonly maxRecords: number;
}

export interface FileProgress {
  readonly done: number;
  readonly total: number;
  readonly lines: number;
}

/** The newest usage file of a month at an instant: named after the day it was produced. Null before the first. */
function usagePlan(dir: string, month: number, now: number): FilePlan | null {
  const known = filedDays(month, now);
  if (known < 1) return null;
  const period = periodText(month);
  const day = beijingDay(monthStart(month) + known * DAY_MS);
  return {
    path: join(dir, USAGE_FILE.folder, usageArchiveName(period, day)),
    month,
    known,
    shape: USAGE_SHAPE,
    partName: (part) => usagePartName(period, day, part),
    maxRecords: USAGE_FILE.maxRecordsPerPart,
  };
}

function billPlan(dir: string, month: number, now: number): FilePlan | null {
  if (now < billTime(month)) return null;
  const period = periodText(month);
  return {
    path: join(dir, BILL_FILE.folder, billArchiveName(period)),
    month,
    known: allDays(month),
    shape: BILL_SHAPE,
    partName: (part) => billPartName(period, part),
    maxRecords: BILL_FILE.maxRecordsPerPart,
  };
}

/** The files that should lie in the bucket at an instant, newest month first; months as numbers, both included. */
export function plannedFiles(
  world: World,
  dir: string,
  options: { from?: number; to?: number; now?: number } = {},
): FilePlan[] {
  const now = options.now ?? world.now();
  const from = Math.max(world.firstMonth, options.from ?? world.firstMonth);
  const to = Math.min(monthAt(now), options.to ?? monthAt(now));
  const plans: FilePlan[] = [];
  for (let month = to; month >= from; month -= 1)
    for (const plan of [usagePlan(dir, month, now), billPlan(dir, month, now)]) if (plan) plans.push(plan);
  return plans;
}

// Customers whose lines are made between two breaths of the event loop.
const SLICE_LINES = 4000;

/** Writes one archive; returns its number of lines. */
export async function writePlan(
  world: World,
  plan: FilePlan,
  perMonth: number,
  signal?: AbortSignal,
): Promise<number> {
  const writer = new ArchiveWriter({
    path: plan.path,
    heading: headingLine(plan.shape),
    partName: plan.partName,
    maxRecords: plan.maxRecords,
  });
  const input = { world, shape: plan.shape, month: plan.month, known: plan.known, perMonth };
  const queue: string[] = [];
  let sinceBreath = 0;
  try {
    for (const customer of world.customers) {
      writeCustomerLines(input, customer, (line) => queue.push(line));
      for (const line of queue) if (writer.add(line)) await writer.flush();
      sinceBreath += queue.length + 1;
      queue.length = 0;
      if (sinceBreath >= SLICE_LINES) {
        sinceBreath = 0;
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        signal?.throwIfAborted();
      }
    }
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return writer.lines;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Empties the folder when it holds the files of another world, so that a restart finds its own and no others. */
async function claimFolder(dir: string, mark: string): Promise<void> {
  const markPath = join(dir, 'sandbox.json');
  const present = await readFile(markPath, 'utf8').catch(() => null);
  if (present === mark) return;
  if (present !== null)
    for (const folder of [USAGE_FILE.folder, BILL_FILE.folder])
      await rm(join(dir, folder), { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await writeFile(markPath, mark);
}

export interface WriteFilesOptions {
  readonly dir: string;
  readonly perMonth: number;
  readonly from?: number;
  readonly to?: number;
  readonly now?: number;
  readonly onProgress?: (progress: FileProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes the files that the bucket should hold and does not hold yet, newest month first: the newest usage file of
 * each month and the bill of each closed one. Nothing but one part is ever held in memory.
 * @returns paths written, in order
 */
export async function writeFiles(world: World, options: WriteFilesOptions): Promise<string[]> {
  const { seed, customers, kind, edgeCases } = world.options;
  const mark = JSON.stringify({
    version: 1,
    seed,
    customers,
    kind,
    edgeCases,
    origin: world.origin,
    perMonth: options.perMonth,
  });
  await claimFolder(options.dir, mark);
  for (const folder of [USAGE_FILE.folder, BILL_FILE.folder])
    await mkdir(join(options.dir, folder), { recursive: true });
  const plans = plannedFiles(world, options.dir, options);
  const written: string[] = [];
  let lines = 0;
  let done = 0;
  for (const plan of plans) {
    options.signal?.throwIfAborted();
    if (!(await exists(plan.path))) {
      lines += await writePlan(world, plan, options.perMonth, options.signal);
      written.push(plan.path);
    }
    done += 1;
    options.onProgress?.({ done, total: plans.length, lines });
  }
  return written;
}
