import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fixedClock, type Timers } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { Collection } from '../../storage/collection.ts';
import { noLines } from '../../storage/testing/support.ts';
import { openWorkspace } from '../../storage/workspace.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import type { SyncPorts } from '../ports.ts';
import { syncComponent } from '../schema.ts';
import { createSync, type Sync } from '../sync.ts';
import { FakeCenter } from './fake-center.ts';

export const NOON = Date.UTC(2026, 10, 23, 12, 0, 0);

/** A small collection as areas write them; a body with `bad: true` is refused, one with `worse: true` fails late. */
export function testCollection(name: string, idField: string): Collection {
  const table = `t_${name}`;
  return {
    name,
    tables: [table],
    migrations: [
      {
        version: 10,
        name: table,
        up: (w) =>
          void w.run(
            `CREATE TABLE ${table} (id TEXT PRIMARY KEY, scope TEXT NOT NULL, body TEXT NOT NULL) STRICT`,
          ),
      },
    ],
    parse(body) {
      const id = body[idField];
      if (typeof id !== 'string' || body['bad'] === true)
        throw new CodedError('UPSTREAM_UNREADABLE', { collection: name });
      return { id };
    },
    project(w, id, body, { scope }) {
      if (body['worse'] === true) throw new CodedError('AMOUNT_INVALID', { collection: name });
      w.run(
        `INSERT INTO ${table} (id, scope, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET scope = excluded.scope, body = excluded.body`,
        [id, scope, JSON.stringify(body)],
      );
    },
    remove: (w, id) => void w.run(`DELETE FROM ${table} WHERE id = ?`, [id]),
  };
}

const ID_FIELDS = {
  customers: 'customer_id',
  resellers: 'indirect_partner_id',
  coupons: 'coupon_id',
  orders: 'order_id',
  budgets: 'customer_id',
  partner_bills: 'bill_cycle',
};

export const testCollections: readonly Collection[] = [
  ...Object.entries(ID_FIELDS).map(([name, field]) => testCollection(name, field)),
  { ...testCollection('quota', 'none'), parse: () => ({ id: 'quota' }) },
];

/** Timers that take no time. */
export function quickTimers(clock: { advance(ms: number): void }): Timers {
  return {
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      clock.advance(ms);
      return Promise.resolve();
    },
  };
}

export interface TestWorld {
  readonly clock: ReturnType<typeof fixedClock>;
  readonly center: FakeCenter;
  readonly workspace: Workspace;
  readonly ports: SyncPorts;
  sync(more?: Partial<SyncPorts>): Sync;
  /** Living ids in the mirror, sorted; checked against the typed columns. */
  ids(collection: string, scope?: string): string[];
  /** Sequence of the mirror's last change: stands still when nothing was written to any record. */
  sequence(): bigint;
  /** Everything as on the first day, within the same files. */
  wipe(): void;
  close(): Promise<void>;
}

/** A workspace in a temporary folder and a Partner Center in memory. */
export async function testWorld(): Promise<TestWorld> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'desk-sync-'));
  const clock = fixedClock(NOON);
  const random = seededRandom(7);
  const workspace = await openWorkspace({
    dir: path.join(dir, 'w'),
    clock,
    random,
    create: { kind: 'real', name: 'Test' },
    collections: testCollections,
    components: [syncComponent],
    openLines: noLines,
  });
  const center = new FakeCenter(() => clock.now());
  const timers = quickTimers(clock);
  const ports: SyncPorts = {
    workspace,
    source: center,
    files: null,
    collections: new Map(testCollections.map((c) => [c.name, c])),
    clock,
    timers,
    random,
  };
  const { mirror } = workspace;
  return {
    clock,
    center,
    workspace,
    ports,
    sync: (more = {}) =>
      createSync({ ...ports, ...more, collections: [...(more.collections ?? ports.collections).values()] }),
    ids(collection, scope) {
      const rows = mirror.read.all<{ id: string; scope: string }>(
        'SELECT id, scope FROM row WHERE collection = ? AND deleted = 0 ORDER BY id',
        [collection],
      );
      const typed = mirror.read.all<{ id: string }>(`SELECT id FROM t_${collection} ORDER BY id`);
      if (rows.map((r) => r.id).join() !== typed.map((r) => r.id).join())
        throw new Error('kept bodies and typed columns differ');
      return rows.filter((row) => scope === undefined || row.scope === scope).map((row) => row.id);
    },
    sequence: () =>
      mirror.read.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'mirror'")?.seq ?? -1n,
    wipe() {
      mirror.write((w) => {
        const tables = [
          'row',
          'scan',
          'scan_page',
          'scan_miss',
          'cursor',
          'recheck',
          'sync_step',
          ...testCollections.map((c) => `t_${c.name}`),
        ];
        for (const table of tables) w.run(`DELETE FROM ${table}`);
      });
      workspace.ledger.write((w) => w.run('DELETE FROM quarantine'));
      for (const name of Object.keys(center.lists)) center.lists[name] = [];
      center.calls.length = 0;
      center.before = () => {};
      center.bend = (_, rows, total) => ({ rows, total });
      clock.set(NOON);
    },
    async close() {
      await workspace.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
