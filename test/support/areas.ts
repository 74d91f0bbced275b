/**
 * Workspaces with areas' records for tests and bench: a real workspace folder, records put in the way sync puts them.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fixedClock } from '../../core/base/clock.ts';
import type { JsonObject } from '../../core/base/json.ts';
import { seededRandom } from '../../core/base/random.ts';
import { developmentMigrations } from '../../core/areas/development/schema.ts';
import { expenditureMigrations } from '../../core/areas/expenditures/customer-months.ts';
import { assignmentMigrations } from '../../core/areas/assignments/shared.ts';
import type { AreaContext } from '../../core/areas/context.ts';
import { teamMigrations } from '../../core/areas/team/shared.ts';
import { alertMigrations, areaActions, areaQueries, collections } from '../../core/areas/register.ts';
import { tasksMigrations } from '../../core/areas/tasks/schema.ts';
import type { AreaActionName, AreaQueryName } from '../../core/areas/register.ts';
import { checkPartnerType, partnerComponents } from '../../core/areas/register-partner.ts';
import type { Caller } from '../../core/contract/handlers.ts';
import { outboxPort } from '../../core/desk/outbox.ts';
import { checkTasks, tasksPort } from '../../core/desk/tasks.ts';
import { answersMigrations } from '../../core/areas/answers/shared.ts';
import { associationMigrations } from '../../core/areas/association/shared.ts';
import { tasksOf } from '../../core/areas/tasks/shared.ts';
import { exportMigrations } from '../../core/exports/migrations.ts';
import { importMigrations } from '../../core/imports/migrations.ts';
import { viewMigrations } from '../../core/areas/views/schema.ts';
import { contract } from '../../core/contract/index.ts';
import type { InputOf, OutputOf } from '../../core/contract/index.ts';
import type { Collection } from '../../core/storage/collection.ts';
import type { LinesStore } from '../../core/storage/lines/store.ts';
import { applyRecord, removeRecord } from '../../core/storage/records.ts';
import type { Workspace } from '../../core/storage/workspace.ts';
import { openWorkspace } from '../../core/storage/workspace.ts';
import { outboxMigrations } from '../../core/sync/outbox/index.ts';

/** 2026-11-23 12:00 in GMT+08:00. */
export const NOON = Date.UTC(2026, 10, 23, 4);

export interface AreaDesk {
  readonly workspace: Workspace;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly context: AreaContext;
  /** Puts records in one transaction, as read at the present instant. */
  put(collection: string, bodies: readonly JsonObject[], scope?: string): void;
  remove(collection: string, id: string): void;
  /** Asks like a screen does: input and output are checked against the contract. */
  ask<N extends AreaQueryName>(
    name: N,
    input: InputOf<N>,
    revealed?: readonly string[],
  ): Promise<OutputOf<N>>;
  /** Does what a person does, checked the same way. */
  act<N extends AreaActionName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** How often the outbox's executor was told to look. */
  readonly wakes: () => number;
  /**
   * What follows a sync: console tasks that are done are looked for in the mirror. @param readAt when every collection
   * was last read completely; left out = now. @returns how many tasks changed
   */
  checkTasks(readAt?: number | null): number;
  setMarks(marks: number[]): Promise<void>;
  close(): Promise<void>;
}

export const callerWith = (revealed: readonly string[]): Caller => ({
  person: 'tester',
  memberId: 'owner',
  sees: 'all',
  may: () => true,
  revealed: (_view, id) => new Set(id === undefined ? [] : revealed),
});

const byName = (name: string): Collection => {
  const found = collections.find((c) => c.name === name);
  if (!found) throw new Error(`no collection ${name}`);
  return found;
};

export async function openAreas(options: {
  /** 'real' opens the column store. */
  lines: LinesStore | 'real';
  now?: number;
  synced?: AreaContext['synced'];
  accounts?: AreaContext['accounts'];
  rejectedImports?: number;
  /** Where the workspace is made, and stays; left out: in a temporary folder that goes with the desk. */
  dir?: string;
  kind?: 'demo' | 'real';
}): Promise<AreaDesk> {
  const dir = options.dir ?? (await fs.mkdtemp(path.join(os.tmpdir(), 'areas-')));
  const clock = fixedClock(options.now ?? NOON);
  const { lines } = options;
  const workspace = await openWorkspace({
    dir,
    clock,
    random: seededRandom(7),
    create: { kind: options.kind ?? 'demo', name: 'test' },
    collections,
    components: [
      MONTHS,
      { store: 'ledger', component: 'imports', migrations: importMigrations },
      { store: 'ledger', component: 'exports', migrations: exportMigrations },
      { store: 'ledger', component: 'views', migrations: viewMigrations },
      { store: 'ledger', component: 'outbox', migrations: outboxMigrations },
      { store: 'ledger', component: 'alerts', migrations: alertMigrations },
      { store: 'ledger', component: 'development', migrations: developmentMigrations },
      { store: 'ledger', component: 'team', migrations: teamMigrations },
      { store: 'ledger', component: 'assignments', migrations: assignmentMigrations },
      { store: 'ledger', component: 'tasks', migrations: tasksMigrations },
      ...partnerComponents,
      { store: 'ledger', component: 'association', migrations: associationMigrations },
      { store: 'ledger', component: 'answers', migrations: answersMigrations },
    ],
    ...(lines === 'real' ? {} : { openLines: () => Promise.resolve(lines) }),
  });
  let wakes = 0;
  const context: AreaContext = {
    workspace,
    outbox: outboxPort({ clock, random: seededRandom(8) }, () => ({
      wake: () => void (wakes += 1),
      refresh: () => undefined,
      unread: () => [],
    })),
    tasks: tasksPort({ clock, random: seededRandom(9) }),
    ...(options.accounts ? { accounts: options.accounts } : {}),
    ...(options.synced ? { synced: options.synced } : {}),
    ...(options.rejectedImports === undefined ? {} : { rejectedImports: () => options.rejectedImports ?? 0 }),
  };
  return {
    workspace,
    clock,
    context,
    put(name, bodies, scope = '') {
      const collection = byName(name);
      workspace.mirror.write((w) => {
        for (const body of bodies) {
          const raw = JSON.stringify(body);
          const hash = createHash('sha256').update(raw).digest('hex');
          const { id } = collection.parse(body);
          applyRecord(w, collection, { id, raw, hash, body, scope, asOf: clock.now() });
        }
      });
    },
    remove(name, id) {
      workspace.mirror.write((w) => removeRecord(w, byName(name), id));
    },
    async ask(name, input, revealed = []) {
      const query = contract[name];
      // Handler, schema and answer belong to the same name; TypeScript cannot follow that through the table.
      const handler = areaQueries[name] as (c: AreaContext, i: unknown, caller: Caller) => unknown;
      checkPartnerType(context, name);
      const answer = await handler(context, query.input.parse(input), callerWith(revealed));
      return query.output.parse(answer) as never;
    },
    async act(name, input) {
      const action = contract[name];
      const handler = areaActions[name] as (c: AreaContext, i: unknown, caller: Caller) => unknown;
      checkPartnerType(context, name);
      return action.output.parse(await handler(context, action.input.parse(input), callerWith([]))) as never;
    },
    wakes: () => wakes,
    checkTasks: (readAt = clock.now()) => checkTasks(workspace, tasksOf(context), () => readAt),
    async setMarks(marks) {
      await areaActions['quota.setMarks'](context, { marks }, callerWith([]));
    },
    async close() {
      await workspace.close();
      if (options.dir === undefined) await fs.rm(dir, { recursive: true, force: true });
    },
  };
}

const MONTHS = { store: 'mirror', component: 'expenditures', migrations: expenditureMigrations } as const;

/** A lines store without lines; tests override what they need. */
export function fakeLines(answers: Partial<LinesStore> = {}): LinesStore {
  const none = { rows: [], total: [], groups: 0 };
  const base: LinesStore = {
    version: () => Promise.resolve(1n),
    epoch: () => 'fake',
    attribute: () => Promise.resolve(),
    groups: () => Promise.resolve(none),
    page: () => Promise.resolve({ rows: [], next: null }),
    daily: () => Promise.resolve([]),
    sameDays: () => Promise.resolve([]),
    customerMonths: async function* customerMonths() {},
    sources: () => Promise.resolve([]),
    span: () => Promise.resolve({ first: null, last: null, currencies: [] }),
    check: () => Promise.resolve({ ok: true, detail: '' }),
    writer: {} as LinesStore['writer'],
    follow: () => () => undefined,
    announce: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return { ...base, ...answers };
}
