/**
 * The first actions: how long a save takes until it is on the disk (95th percentile), against one bare flushed insert,
 * and the preview and the save of a batch of 1,000, with the outbox already holding thousands of actions.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { callerWith, fakeLines, openAreas, type AreaDesk } from '../support/areas.ts';
import { areaActions, areaQueries } from '../../core/areas/register.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { timed } from './measure.ts';

const BATCH = 1000;
const SAVES = 200;
const PREVIEWS = 21;

const idOf = (i: number): string => `c${String(i).padStart(8, '0')}`;
const change = (amount: string) => ({ amount, type: 'monthly' as const, unfreeze: false });
const caller = callerWith([]);

function fill(desk: AreaDesk, count: number): void {
  const STEP = 5000;
  for (let from = 0; from < count; from += STEP) {
    const ids = Array.from({ length: Math.min(STEP, count - from) }, (_, i) => idOf(from + i));
    desk.put(
      'customers',
      ids.map((customer_id) => ({
        customer_id,
        customer: `Company ${customer_id}`,
        account_name: customer_id,
        association_type: '3',
        is_frozen: '0',
      })),
    );
    desk.put(
      'budgets',
      ids.map((customer_id, i) => ({
        customer_id,
        budget_amount: String(100 + i),
        used_amount: '5',
        budget_type: 'MONTHLY',
        measure_id: '1',
        currency: 'USD',
      })),
    );
  }
}

/** The given percentile of the times of `runs` runs, ms. */
function percentile(runs: number, of: number, work: (run: number) => void): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work(run);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.min(runs - 1, Math.floor((runs * of) / 100))] ?? 0;
}

/** One row a transaction, flushed: less is not possible. */
async function bareInsert(runs: number): Promise<number> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-bench-actions-'));
  const db = new Database(path.join(dir, 'bare.db'));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE a (id INTEGER PRIMARY KEY, payload TEXT)');
    const insert = db.prepare('INSERT INTO a (payload) VALUES (?)');
    return percentile(runs, 95, (run) => insert.run(`{"amount":"${run}"}`));
  } finally {
    db.close();
    await fs.rm(dir, { recursive: true });
  }
}

export async function benchActions(options: {
  customers: number;
  saves: number;
  log: BenchOptions['log'];
}): Promise<Measure[]> {
  const { customers, saves } = options;
  const desk = await openAreas({ lines: fakeLines() });
  try {
    fill(desk, customers);
    options.log(`  ${customers} customers with budgets`);
    const customerIds = Array.from({ length: Math.min(BATCH, customers) }, (_, i) =>
      idOf(i * Math.max(1, Math.floor(customers / BATCH))),
    );
    const batch = { customerIds, change: change('777') };
    const preview = (): unknown => areaQueries['budgets.previewBatch'](desk.context, batch, caller);
    const fresh = await timed(PREVIEWS, preview);
    const started = performance.now();
    await areaActions['budgets.setBatch'](desk.context, batch, caller);
    const savedBatch = performance.now() - started;
    const folded = await timed(PREVIEWS, preview);
    const save = percentile(saves, 95, (run) => {
      const customerId = idOf(run % customers);
      void areaActions['budgets.set'](desk.context, { customerId, change: change(String(run + 1)) }, caller);
    });
    const floor = await bareInsert(saves);
    return [
      {
        name: 'action saved, p95',
        ours: save,
        floor,
        peer: null,
        ratio: save / floor,
        goal: '< 20 ms',
        met: save < 20,
      },
      {
        name: 'budgets preview of 1,000',
        ours: Math.max(fresh, folded),
        floor: null,
        peer: null,
        ratio: null,
        goal: '< 100 ms',
        met: Math.max(fresh, folded) < 100,
        notes: { 'nothing open': fresh.toFixed(1), '1,000 open': folded.toFixed(1) },
      },
      {
        name: 'budgets batch of 1,000 saved',
        ours: savedBatch,
        floor: null,
        peer: null,
        ratio: null,
        goal: 'told',
        met: true,
      },
    ];
  } finally {
    await desk.close();
  }
}

export const bench: Bench = {
  name: 'actions',
  run: ({ customers, log }) => benchActions({ customers, saves: SAVES, log }),
};
