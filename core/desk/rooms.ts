/**
 * Where the desk meets the other rooms: which collections and schemas a workspace is opened with, how its sync and its
 * files are put together, what the areas answer. What is not needed to show Home is loaded when it is first used.
 */
import type { SyncStatus } from '../contract/sync.ts';
import * as register from '../areas/register.ts';
import { checkPartnerType, partnerComponents } from '../areas/register-partner.ts';
import type { AreaContext } from '../areas/context.ts';
import { assignmentMigrations, followManagers } from '../areas/assignments/shared.ts';
import { developmentMigrations } from '../areas/development/schema.ts';
import { expenditureMigrations, followLines } from '../areas/expenditures/customer-months.ts';
import { expenditureQueries } from '../areas/expenditures/queries.ts';
import { viewMigrations } from '../areas/views/schema.ts';
import { answersMigrations } from '../areas/answers/shared.ts';
import { associationMigrations } from '../areas/association/shared.ts';
import { tasksMigrations } from '../areas/tasks/schema.ts';
import { teamMigrations } from '../areas/team/shared.ts';
import type { ActionHandlers, Caller, QueryHandlers } from '../contract/handlers.ts';
import type { ActionName, QueryName } from '../contract/index.ts';
import { exportMigrations } from '../exports/migrations.ts';
import type { Exports } from '../exports/exports.ts';
import { importMigrations } from '../imports/migrations.ts';
import type { FileSource, PartnerCenter } from '../sources/source.ts';
import type { ReadHandle } from '../storage/store.ts';
import type { OpenWorkspaceOptions, Workspace } from '../storage/workspace.ts';
import { outboxMigrations } from '../sync/outbox/index.ts';
import { syncComponent } from '../sync/schema.ts';
import { createSync, type Sync } from '../sync/sync.ts';
import type { AreaName, Handlers } from './handlers.ts';
import type { DeskOptions } from './options.ts';
import type { Session } from './session.ts';

export const collections: OpenWorkspaceOptions['collections'] = register.collections;

/** Schemas that belong to no collection. */
export const components: NonNullable<OpenWorkspaceOptions['components']> = [
  syncComponent,
  { store: 'ledger', component: 'imports', migrations: importMigrations },
  { store: 'ledger', component: 'exports', migrations: exportMigrations },
  { store: 'ledger', component: 'views', migrations: viewMigrations },
  { store: 'ledger', component: 'outbox', migrations: outboxMigrations },
  { store: 'ledger', component: 'development', migrations: developmentMigrations },
  { store: 'ledger', component: 'tasks', migrations: tasksMigrations },
  { store: 'ledger', component: 'association', migrations: associationMigrations },
  { store: 'ledger', component: 'answers', migrations: answersMigrations },
  { store: 'ledger', component: 'team', migrations: teamMigrations },
  { store: 'ledger', component: 'assignments', migrations: assignmentMigrations },
  ...partnerComponents,
  { store: 'ledger', component: 'alerts', migrations: register.alertMigrations },
  { store: 'mirror', component: 'expenditures', migrations: expenditureMigrations },
];

/** The kept originals the import history refers to, by content hash; two imports may share one. */
export function importFiles(ledger: ReadHandle): readonly string[] {
  return ledger
    .all<{ hash: string }>("SELECT DISTINCT hash FROM import_file WHERE state <> 'undone'")
    .map(({ hash }) => hash);
}

/** Files the source offered that were refused when they were last looked at. */
export function rejectedImports(ledger: ReadHandle): number {
  const row = ledger.get<{ n: bigint }>(
    "SELECT count(*) AS n FROM import_seen WHERE outcome NOT IN ('imported', 'same', 'older')",
  );
  return Number(row?.n ?? 0n);
}

/** Rejects with the signal's reason when it is aborted before the promise settles. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A folder's files, read when the sync comes to them. */
function lazyFiles(make: () => Promise<FileSource>): FileSource {
  let made: Promise<FileSource> | undefined;
  // A failed making is tried again at the next sync.
  const get = (): Promise<FileSource> =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
  return {
    list: async () => (await get()).list(),
    sync: async (signal, onProgress) => (await unlessAborted(get(), signal)).sync(signal, onProgress),
  };
}

/** The sync of a workspace with its two sources. */
export function openSync(options: {
  readonly workspace: Workspace;
  readonly source: PartnerCenter;
  readonly filesDir: string | null;
  /** The demo's folder comes with its first file; one a person chose must be there. */
  readonly filesMayBeAbsent: boolean;
  /** Resolves when the folder holds what it should (the demo writes it itself). */
  readonly filesReady: () => Promise<void>;
  readonly desk: DeskOptions;
  readonly onStatus: (status: SyncStatus) => void;
}): Sync {
  const { workspace, source, filesDir, desk } = options;
  const { clock, timers, random } = desk;
  const files =
    filesDir === null
      ? null
      : lazyFiles(async () => {
          await options.filesReady();
          const { folderSource } = await import('../sources/usage-files/folder.ts');
          const { createImporter } = await import('../imports/index.ts');
          return folderSource({
            dir: filesDir,
            mayBeAbsent: options.filesMayBeAbsent,
            importer: createImporter(workspace, desk.person),
          });
        });
  const sync = createSync({
    workspace,
    source,
    files,
    collections,
    clock,
    timers,
    random,
    rotation: register.customerRotation,
    report: (error) => void desk.log.unexpected(error, { name: 'sync' }),
  });
  sync.onStatus(options.onStatus);
  return sync;
}

/**
 * What is left to do when a workspace was opened: the lines become what the import history says, and the customers'
 * figures follow the lines from now on, until the returned function is called.
 */
export async function settle(workspace: Workspace, report: (error: unknown) => void): Promise<() => void> {
  const endManagers = followManagers(workspace, report);
  const { settleImports } = await import('../imports/settle.ts');
  await settleImports(workspace);
  const endLines = await followLines(workspace, (w) => register.refreshCustomerFigures(w));
  return () => {
    endManagers();
    endLines();
  };
}

/** The road of files out, loaded with the first export: every area's lists, and what the desk itself can tell. */
export async function openExports(context: AreaContext, desk: DeskOptions): Promise<Exports> {
  const [room, areas, imports] = await Promise.all([
    import('../exports/exports.ts'),
    import('../areas/exports.ts'),
    import('../imports/export.ts'),
  ]);
  return room.openExports({
    context,
    definitions: [...areas.exportDefinitions, imports.importsExport],
    clock: desk.clock,
    random: desk.random,
    report: (error) => void desk.log.unexpected(error, { name: 'export' }),
  });
}

const answers: QueryHandlers<AreaContext, Extract<AreaName, QueryName>> &
  ActionHandlers<AreaContext, Extract<AreaName, ActionName>> = {
  ...register.areaQueries,
  ...register.areaActions,
  ...expenditureQueries,
};

/** The areas' answers over whatever workspace is open at the time of the call. */
export function areaHandlers(session: () => Session): Handlers<AreaName> {
  const table: [string, (context: AreaContext, input: never, caller: Caller) => unknown][] =
    Object.entries(answers);
  const handlers = table.map(([name, answer]) => [
    name,
    (input: never, caller: Caller) => {
      const { areas } = session();
      checkPartnerType(areas, name);
      return answer(areas, input, caller);
    },
  ]);
  return Object.fromEntries(handlers) as Handlers<AreaName>;
}
