/**
 * The life of the core: started in a utilityProcess, watched, started again when it dies. Main gives each page and
 * the core the two ends of a fresh channel and steps out of the conversation. When the core dies its ends close, so the
 * page rejects what waits; the next core gets new channels.
 */
import { createInterface } from 'node:readline';
import type { UtilityProcess, WebContents } from 'electron';
import { coreToMain } from '../core/contract/host.ts';
import type { CoreToMain, MainToCore } from '../core/contract/host.ts';
import { CHANNELS } from './channels.ts';
import type { ElectronModule } from './electron-module.ts';
import type { Log } from './log.ts';

/** Times in milliseconds and the number of quick deaths after which a person is asked. */
export const CORE_LIMITS = {
  firstPause: 250,
  longestPause: 8_000,
  /** A core that lived this long was healthy: the next pause is the first one again. */
  healthyAfter: 30_000,
  quickDeaths: 6,
  politeWait: 5_000,
  /** After the application said that a core is gone, when its own event did not come. */
  lookAgain: 500,
} as const;

/** Name of the process in the system's lists and in log lines. */
export const CORE_NAME = 'partner-desk-core';

export interface CoreOptions {
  /** Built entry (dist/core/main-core.js) and its arguments. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly log: Log;
  readonly now: () => number;
  /** Requests of the core to main (secrets). */
  readonly onMessage: (message: CoreToMain, answer: (message: MainToCore) => void) => void;
  /** The core died `quickDeaths` times in a row; nothing is started until `restart()`. */
  readonly onGivenUp: () => void;
}

/** Pause before the next start after `deaths` quick deaths in a row (1 = the first). */
export function restartPause(deaths: number): number {
  return Math.min(CORE_LIMITS.firstPause * 2 ** Math.max(0, deaths - 1), CORE_LIMITS.longestPause);
}

export class CoreProcess {
  readonly #electron: ElectronModule;
  readonly #options: CoreOptions;
  readonly #pages = new Set<WebContents>();
  #child: UtilityProcess | undefined;
  #startedAt = 0;
  #quickDeaths = 0;
  #generation = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(electron: ElectronModule, options: CoreOptions) {
    this.#electron = electron;
    this.#options = options;
    // The second way to notice death: the application hears it with a reason even when the child's event is late.
    electron.app.on('child-process-gone', (_event, details) => {
      if (details.type !== 'Utility' || details.name !== CORE_NAME) return;
      this.#options.log(this.#name, `gone: ${details.reason}, exit code ${details.exitCode}`);
      const child = this.#child;
      // The child's own event comes first as a rule. The word may also be about an earlier child: look before acting.
      if (child !== undefined) setTimeout(() => this.#lookAfter(child), CORE_LIMITS.lookAgain).unref();
    });
  }

  get #name(): string {
    return `core ${this.#generation}`;
  }

  /** Process id of the running core, for the log and the tests. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#child !== undefined || this.#stopping) return;
    this.#generation += 1;
    this.#startedAt = this.#options.now();
    const child = this.#electron.utilityProcess.fork(this.#options.entry, [...this.#options.args], {
      serviceName: CORE_NAME,
      stdio: 'pipe',
    });
    this.#child = child;
    const name = this.#name;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => this.#options.log(name, line));
    }
    child.on('spawn', () => this.#options.log(name, `started, process ${child.pid ?? 'unknown'}`));
    child.on('message', (data: unknown) => this.#received(child, data));
    child.once('exit', (code) => {
      this.#options.log(name, `ended with status ${code}`);
      this.#died(child);
    });
    for (const page of this.#pages) this.#connect(page);
  }

  /** Sends a message to the running core; false when there is none (the caller's request is then void). */
  send(message: MainToCore): boolean {
    this.#child?.postMessage(message);
    return this.#child !== undefined;
  }

  /** Gives a page a port to the core, now and whenever there is a new core, until the page is gone. */
  attach(page: WebContents): void {
    if (!this.#pages.has(page)) {
      this.#pages.add(page);
      page.once('destroyed', () => this.#pages.delete(page));
    }
    this.#connect(page);
  }

  /** Starts again at once, with a clean count (a person asked for it). */
  restart(): void {
    clearTimeout(this.#timer);
    this.#quickDeaths = 0;
    this.start();
  }

  /** Asks the core to finish and waits; kills it when it does not end in time. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.send({ type: 'shutdown' });
    const killer = setTimeout(() => {
      this.#options.log(this.#name, 'did not end in time and is killed');
      child.kill();
    }, CORE_LIMITS.politeWait);
    await ended;
    clearTimeout(killer);
  }

  #connect(page: WebContents): void {
    const child = this.#child;
    if (child === undefined || page.isDestroyed()) return;
    const { port1, port2 } = new this.#electron.MessageChannelMain();
    child.postMessage({ type: 'port' } satisfies MainToCore, [port1]);
    page.postMessage(CHANNELS.corePort, null, [port2]);
  }

  #received(child: UtilityProcess, data: unknown): void {
    const message = coreToMain.safeParse(data);
    if (!message.success) {
      this.#options.log(this.#name, 'sent a message that is not understood');
      return;
    }
    this.#options.onMessage(message.data, (reply) => {
      // The answer belongs to the core that asked.
      if (child === this.#child) child.postMessage(reply);
    });
  }

  /** Treats a child without a living process as dead, when its own event never came. */
  #lookAfter(child: UtilityProcess): void {
    if (child !== this.#child) return;
    try {
      if (child.pid !== undefined && process.kill(child.pid, 0)) return;
    } catch {
      // no such process
    }
    this.#died(child);
  }

  #died(child: UtilityProcess): void {
    if (child !== this.#child) return; // noticed the other way already
    this.#child = undefined;
    if (this.#stopping) return;
    const lived = this.#options.now() - this.#startedAt;
    this.#quickDeaths = lived >= CORE_LIMITS.healthyAfter ? 1 : this.#quickDeaths + 1;
    if (this.#quickDeaths > CORE_LIMITS.quickDeaths) {
      this.#options.log(this.#name, 'keeps dying; waiting for a person');
      this.#options.onGivenUp();
      return;
    }
    this.#timer = setTimeout(() => this.start(), restartPause(this.#quickDeaths));
  }
}
