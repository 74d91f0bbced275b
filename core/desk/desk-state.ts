import path from 'node:path';
import { CodedError, isCoded } from '../base/errors.ts';
import type { WorkspaceInfo } from '../contract/desk.ts';
import type { Workspace, WorkspaceKind } from '../storage/workspace.ts';
import { openCatalog, type Catalog } from './catalog.ts';
import { DEMO, demoFiles } from './demo.ts';
import { EVERYTHING } from './everything.ts';
import { privateFolder } from './files.ts';
import type { DeskOptions, RunningSandbox } from './options.ts';
import { openSession, type DemoKeys, type Session } from './session.ts';

/** Which workspace is open. Opening and closing wait for each other; there is never more than one. */
export class DeskState {
  readonly catalog: Catalog;
  readonly #options: DeskOptions;
  readonly #publish: (collections: readonly string[]) => void;
  #session: Session | null = null;
  #sandbox: Promise<RunningSandbox> | null = null;
  #opening: Promise<unknown> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();
  #refusing = false;

  constructor(options: DeskOptions, publish: (collections: readonly string[]) => void) {
    this.#options = options;
    this.#publish = publish;
    this.catalog = openCatalog(options.dataDir);
  }

  /** The state is not told before this has ended: the start opens a workspace, and the first screen would flash up. */
  holdUntil(opening: Promise<unknown>): void {
    this.#opening = opening.catch(() => undefined);
  }

  /** Resolves when the opening of the start has ended, well or not. */
  async opened(): Promise<void> {
    await this.#opening;
  }

  /** The open session, or null on the first screen. */
  get current(): Session | null {
    return this.#session;
  }

  /** @throws CodedError WORKSPACE_MISSING when none is open */
  session(): Session {
    if (this.#session === null) throw new CodedError('WORKSPACE_MISSING');
    return this.#session;
  }

  /** Opens a workspace in place of the open one. When it does not open, the former is gone too and the first screen shows. */
  open(dir: string, create?: { kind: WorkspaceKind; name: string }): Promise<Session> {
    return this.#inTurn(async () => {
      const resolved = path.resolve(dir);
      if (this.#session?.workspace.dir === resolved) return this.#session;
      await this.#closeSession();
      if (path.dirname(resolved) === this.catalog.root) await privateFolder(this.catalog.root);
      const session = await openSession({
        dir: resolved,
        desk: this.#options,
        onChange: this.#publish,
        ...(create ? { create } : {}),
        ...(this.#isDemo(resolved) ? { demo: (workspace) => this.#demoKeys(workspace) } : {}),
      });
      this.#session = session;
      await this.#remember(resolved);
      this.#publish(EVERYTHING);
      return session;
    });
  }

  async openLast(): Promise<void> {
    const dir = await this.catalog.lastOpened();
    if (dir !== null) await this.open(dir);
  }

  /** Closes the open workspace, if any. @param forget show the first screen at the next start, too */
  closeWorkspace(forget: boolean): Promise<boolean> {
    return this.#inTurn(async () => {
      const was = this.#session !== null;
      await this.#closeSession();
      if (forget) await this.catalog.forget();
      this.#publish(EVERYTHING);
      return was;
    });
  }

  async list(): Promise<WorkspaceInfo[]> {
    const open = this.#session?.info();
    const listed = await this.catalog.list();
    const others = listed
      .filter((one) => one.dir !== open?.dir)
      .map(({ id, kind, name, dir }) => ({ id, kind, name, dir, open: false, endpoint: null }));
    return open ? [open, ...others] : others;
  }

  /** From now on nothing is opened any more. */
  refuse(): void {
    this.#refusing = true;
  }

  async close(): Promise<void> {
    this.#refusing = true;
    await this.#turn.catch(() => undefined);
    await this.#closeSession();
  }

  #isDemo(dir: string): boolean {
    return dir === path.resolve(this.catalog.demoDir);
  }

  async #demoKeys(workspace: Workspace): Promise<DemoKeys> {
    this.#sandbox ??= this.#options.sandboxFactory({ ...DEMO, filesDir: demoFiles(workspace.dir) });
    try {
      const { url, ak, sk, filesReady } = await this.#sandbox;
      return { endpoint: url, ak, sk, filesReady };
    } catch (error) {
      this.#sandbox = null;
      throw error;
    }
  }

  /** Not being able to note which one was last must not keep a workspace from opening. */
  async #remember(dir: string): Promise<void> {
    if (!this.#options.remember) return;
    try {
      await this.catalog.remember(dir);
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.#options.log.write('warn', 'last-not-kept', { code: error.code });
    }
  }

  async #closeSession(): Promise<void> {
    const session = this.#session;
    const sandbox = this.#sandbox;
    this.#session = null;
    this.#sandbox = null;
    await session?.close();
    await (await sandbox?.catch(() => undefined))?.close();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#turn
      .catch(() => undefined)
      .then(() => {
        if (this.#refusing) throw new CodedError('CORE_RESTARTED');
        return step();
      });
    this.#turn = next;
    return next;
  }
}
