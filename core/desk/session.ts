import type { WorkspaceInfo } from '../contract/desk.ts';
import type { SyncStatus, SyncStepName } from '../contract/sync.ts';
import { CodedError } from '../base/errors.ts';
import { getSetting, setSetting } from '../storage/settings.ts';
import { openWorkspace, type Workspace, type WorkspaceKind } from '../storage/workspace.ts';
import {
  CONNECTION,
  FILES_DIR,
  lazyPartnerCenter,
  partnerCenter,
  type SavedConnection,
} from './connection.ts';
import type { DeskOptions } from './options.ts';
import type { AreaContext } from '../areas/context.ts';
import { matchDevelopment } from '../areas/register.ts';
import { nameOwner } from '../areas/team/shared.ts';
import type { PartnerCenter } from '../sources/source.ts';
import { createScheduler, type Scheduler } from '../sync/scheduler.ts';
import type { Sync } from '../sync/sync.ts';
import type { Exports } from '../exports/exports.ts';
import { identityOf } from './identity.ts';
import {
  collections,
  components,
  importFiles,
  openExports,
  openSync,
  rejectedImports,
  settle,
} from './rooms.ts';
import { demoFiles } from './demo.ts';
import { EVERYTHING } from './everything.ts';
import { accountsPort, openCarrier, outboxPort, type Carrier } from './outbox.ts';
import { CodeBox } from '../sync/outbox/index.ts';
import { openReadings, readingsPort } from './readings.ts';
import type { Readings } from '../sync/readings.ts';
import { watchAlerts } from './alerts.ts';
import { checkTasks, tasksPort } from './tasks.ts';
import { tasksOf } from '../areas/tasks/shared.ts';

/** Everything that is open while one workspace is. */
export interface Session {
  readonly workspace: Workspace;
  info(): WorkspaceInfo;
  connection(): SavedConnection | null;
  /** Keeps a connection (its secret is in the secret store already) and works with it from now on. */
  connect(connection: SavedConnection): Promise<void>;
  /** The folder usage and bill files are read from; null when none is set. */
  filesDir(): string | null;
  setFilesDir(dir: string | null): Promise<void>;
  status(): SyncStatus;
  /** Starts a sync that goes on by itself; gives the status it began with. @throws CodedError SYNC_RUNNING */
  startSync(steps?: readonly SyncStepName[]): SyncStatus;
  /** Runs a sync to its end (the command line). */
  runSync(steps?: readonly SyncStepName[]): Promise<SyncStatus>;
  cancelSync(): SyncStatus;
  decideDeletion(step: SyncStepName, decision: 'remove' | 'keep'): Promise<SyncStatus>;
  /** The files out of this workspace. */
  exports(): Promise<Exports>;
  /** Carries out what is due in the outbox and reads the results back; nothing without a Partner Center. */
  settleOutbox(): Promise<void>;
  /** What the areas' queries and actions work with. */
  readonly areas: AreaContext;
  /** Resolves when what opening left to do (lines that had to be read again) is done. */
  readonly settled: Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly dir: string;
  readonly create?: { kind: WorkspaceKind; name: string };
  readonly desk: DeskOptions;
  /** Told about committed changes, by collection. */
  readonly onChange: (collections: readonly string[]) => void;
  /** How the demo's sandbox is started; it gives keys that are never stored. */
  readonly demo?: (workspace: Workspace) => Promise<DemoKeys>;
}

/** What a started demo sandbox gives. Its files are complete when `filesReady` resolves. */
export interface DemoKeys {
  readonly endpoint: string;
  readonly ak: string;
  readonly sk: string;
  readonly filesReady: Promise<void>;
}

/** How long the first screen has the machine to itself, ms. */
const QUIET_MS = 1000;

/** The step a workspace without a Partner Center can do. */
const FILES_ONLY: readonly SyncStepName[] = ['files'];

/** Opens a workspace with its sync. @throws CodedError as openWorkspace */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { desk } = options;
  const workspace = await openWorkspace({
    dir: options.dir,
    clock: desk.clock,
    random: desk.random,
    timers: desk.timers,
    collections,
    components,
    importFiles,
    ...(options.create ? { create: options.create } : {}),
    log: (event, fields) => desk.log.write('warn', event, fields),
  });
  nameOwner(workspace.ledger, desk.person);
  return new OpenSession(options, workspace);
}

/** Storage's name of the settings and the contract's. */
function namesInContract(names: readonly string[]): readonly string[] {
  // Who may see and do what, and who acts: every answer may be another one.
  if (names.includes('team')) return EVERYTHING;
  return names.includes('settings') ? [...names, 'setting', 'desk'] : names;
}

class OpenSession implements Session {
  readonly workspace: Workspace;
  readonly #options: SessionOptions;
  readonly #unsubscribe: () => void;
  readonly areas: AreaContext;
  readonly settled: Promise<void>;
  #unfollow: () => void = () => undefined;
  #sync: Sync;
  /** Codes outlive a change of the sources, not the session. */
  readonly #codes: CodeBox;
  #center: PartnerCenter | null = null;
  /** Null without a Partner Center: what is saved waits for one. */
  #carrier: Carrier | null = null;
  #readings: Readings | null = null;
  #scheduler: Scheduler | undefined;
  /** Made with the first question about exports. */
  #exports: Promise<Exports> | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** Changes of the sources, one after another: two at once would leave the first one's scheduler running for good. */
  #reopening: Promise<unknown> = Promise.resolve();
  readonly #closed = new AbortController();

  constructor(options: SessionOptions, workspace: Workspace) {
    this.#options = options;
    this.workspace = workspace;
    this.#unsubscribe = workspace.notices.subscribe((names) => options.onChange(namesInContract(names)));
    this.#codes = new CodeBox(options.desk.clock);
    this.#sync = this.#openSources();
    this.areas = {
      workspace,
      outbox: outboxPort(options.desk, () => this.#carrier, this.#codes),
      accounts: accountsPort(options.desk, workspace.ledger, () => this.#center),
      tasks: tasksPort(options.desk),
      readings: readingsPort(workspace, () => this.#readings),
      endpoint: () => this.connection()?.endpoint ?? null,
      synced: (collection) => this.#sync.freshness(collection),
      rejectedImports: () => rejectedImports(workspace.ledger.read),
    };
    this.settled = this.#afterFirstFigures()
      .then(() => settle(workspace, (error) => void options.desk.log.unexpected(error, { name: 'managers' })))
      .then(
        (unfollow) => {
          this.#unfollow = unfollow;
          watchAlerts(this.areas, options.desk);
        },
        (error: unknown) => void options.desk.log.unexpected(error, { name: 'settle' }),
      );
    if (options.desk.background) this.#background();
  }

  info(): WorkspaceInfo {
    const { id, kind, name, dir } = this.workspace;
    const endpoint = this.connection()?.endpoint ?? null;
    return { id, kind, name, dir, open: !this.#closed.signal.aborted, endpoint };
  }

  connection(): SavedConnection | null {
    return getSetting(this.workspace.ledger, CONNECTION);
  }

  async connect(connection: SavedConnection): Promise<void> {
    setSetting(this.workspace.ledger, CONNECTION, connection);
    await this.#reopenSync();
  }

  filesDir(): string | null {
    if (this.#options.demo) return demoFiles(this.workspace.dir);
    return getSetting(this.workspace.ledger, FILES_DIR);
  }

  async setFilesDir(dir: string | null): Promise<void> {
    setSetting(this.workspace.ledger, FILES_DIR, dir);
    await this.#reopenSync();
  }

  status(): SyncStatus {
    return this.#sync.status();
  }

  startSync(steps?: readonly SyncStepName[]): SyncStatus {
    if (this.status().state === 'running') throw new CodedError('SYNC_RUNNING');
    void this.runSync(steps).catch((error: unknown) => {
      this.#options.desk.log.unexpected(error, { name: 'sync' });
    });
    return this.status();
  }

  async runSync(steps?: readonly SyncStepName[]): Promise<SyncStatus> {
    const wanted = this.#hasPartnerCenter() ? steps : FILES_ONLY;
    const run = this.#sync.start(wanted === undefined ? {} : { steps: wanted });
    this.#running = run.catch(() => undefined);
    await run;
    return this.status();
  }

  cancelSync(): SyncStatus {
    this.#sync.cancel();
    return this.status();
  }

  async decideDeletion(step: SyncStepName, decision: 'remove' | 'keep'): Promise<SyncStatus> {
    await this.#sync.decideDeletion(step, decision);
    return this.status();
  }

  async settleOutbox(): Promise<void> {
    await this.#carrier?.settle();
  }

  exports(): Promise<Exports> {
    return (this.#exports ??= openExports(this.areas, this.#options.desk));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await (await this.#exports)?.close();
    await this.#reopening;
    await this.#stop();
    await this.settled;
    this.#unfollow();
    this.#unsubscribe();
    await this.workspace.close();
  }

  /** The sources changed: the sync goes on with the new ones. */
  #reopenSync(): Promise<void> {
    const reopened = this.#reopening.then(async () => {
      await this.#stop();
      if (this.#closed.signal.aborted) return;
      this.#sync = this.#openSources();
      if (this.#options.desk.background) this.#background();
    });
    this.#reopening = reopened.catch(() => undefined);
    return reopened;
  }

  #hasPartnerCenter(): boolean {
    return this.#options.demo !== undefined || this.connection() !== null;
  }

  /** A workspace that opens shows Home first; what is done behind it begins a moment later. */
  async #afterFirstFigures(): Promise<void> {
    const { desk } = this.#options;
    if (!desk.background || this.workspace.report.created) return;
    // Closing ends the waiting; what is left to do is then done before the files are closed, or at the next opening.
    await desk.timers.sleep(QUIET_MS, this.#closed.signal).catch(() => undefined);
  }

  /** Each step by its own rhythm, once the lines are what they should be; the outbox at once. */
  #background(): void {
    const { clock, timers, random, log } = this.#options.desk;
    const scheduler = createScheduler({
      sync: this.#sync,
      ...(this.#hasPartnerCenter() ? {} : { steps: () => FILES_ONLY }),
      clock,
      timers,
      random,
      onError: (error) => void log.unexpected(error, { name: 'sync' }),
    });
    this.#scheduler = scheduler;
    this.#carrier?.start();
    void this.settled.then(() => {
      // Closed, or opened anew with other sources, while the lines were settled.
      if (this.#scheduler === scheduler) scheduler.start();
    });
  }

  /** The outbox found the way back; the sync would have waited up to minutes before it tried again. */
  #online(): void {
    const { offlineSince, state } = this.status();
    if (offlineSince !== null && state !== 'running' && this.#scheduler !== undefined) this.startSync();
  }

  /** What was changed is read back, and what people did in the console is looked for in what came. */
  #syncEnded(): void {
    this.#carrier?.syncEnded();
    try {
      checkTasks(
        this.workspace,
        tasksOf(this.areas),
        (collection) => this.#sync.freshness(collection)?.checkedAt ?? null,
      );
    } catch (error) {
      void this.#options.desk.log.unexpected(error, { name: 'tasks' });
    }
    watchAlerts(this.areas, this.#options.desk);
    try {
      matchDevelopment(this.areas);
    } catch (error) {
      void this.#options.desk.log.unexpected(error, { name: 'development' });
    }
  }

  /** The sync and, where there is a Partner Center, what carries the outbox out; both speak through one client. */
  #openSources(): Sync {
    const { desk } = this.#options;
    const source = this.#source();
    this.#center = source;
    this.#readings = this.#hasPartnerCenter() ? openReadings(this.workspace, source, desk) : null;
    this.#carrier = this.#hasPartnerCenter()
      ? openCarrier({
          workspace: this.workspace,
          source,
          desk,
          codes: this.#codes,
          syncing: () => this.#sync.status().state === 'running',
          answered: () => this.#online(),
        })
      : null;
    return this.#openSync(source);
  }

  #source(): PartnerCenter {
    const { desk, demo } = this.#options;
    const saved = this.connection();
    const workspace = this.workspace;
    return lazyPartnerCenter(
      {
        endpoint: saved?.endpoint ?? '',
        // The demo's sandbox has another port at each start and is the same partner all the same.
        identity: demo ? `demo:${workspace.id}` : identityOf(saved?.endpoint ?? '', saved?.ak ?? ''),
      },
      async () => {
        const keys = demo ? await demo(workspace) : await this.#savedKeys();
        return await partnerCenter(keys, desk);
      },
    );
  }

  #openSync(source: PartnerCenter): Sync {
    const { desk, demo, onChange } = this.#options;
    const workspace = this.workspace;
    let offline = false;
    let running = false;
    return openSync({
      workspace,
      source,
      filesDir: this.filesDir(),
      filesMayBeAbsent: demo !== undefined,
      filesReady: async () => await (await demo?.(workspace))?.filesReady,
      desk,
      onStatus: ({ state, offlineSince }) => {
        if (offline && offlineSince === null) this.#carrier?.wake();
        if (running && state !== 'running') this.#syncEnded();
        offline = offlineSince !== null;
        running = state === 'running';
        onChange(['sync']);
      },
    });
  }

  async #savedKeys(): Promise<{ endpoint: string; ak: string; sk: string }> {
    const saved = this.connection();
    if (saved === null) throw new CodedError('CREDENTIALS_MISSING');
    const sk = await this.#options.desk.secrets.get({ dir: this.workspace.dir, name: 'sk' });
    if (sk === undefined) throw new CodedError('CREDENTIALS_MISSING');
    return { endpoint: saved.endpoint, ak: saved.ak, sk };
  }

  async #stop(): Promise<void> {
    const scheduler = this.#scheduler;
    this.#scheduler = undefined;
    await Promise.all([scheduler?.stop(), this.#carrier?.close(), this.#readings?.close()]);
    await this.#sync.close();
    await this.#running;
  }
}
