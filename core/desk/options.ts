import type { Clock, Timers } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Logger } from './log.ts';
import type { SecretStore } from './secrets.ts';

/** A running sandbox as the demo uses it. */
export interface RunningSandbox {
  readonly url: string;
  readonly ak: string;
  readonly sk: string;
  readonly filesDir: string;
  /** Resolves when its files are written, or when it ends before. */
  readonly filesReady: Promise<void>;
  close(): Promise<void>;
}

/** What the demo partner is made of; the same seed gives the same partner. */
export interface SandboxOrder {
  readonly customers: number;
  readonly months: number;
  readonly seed: number;
  /** Where its usage and bill files are written. */
  readonly filesDir: string;
}

export type SandboxFactory = (order: SandboxOrder) => Promise<RunningSandbox>;

/** Everything the desk works with; all of it comes from the way it is started. */
export interface DeskOptions {
  /** Preferences, workspaces, uploads and the log of this user. */
  readonly dataDir: string;
  readonly host: 'desktop' | 'browser';
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly sandboxFactory: SandboxFactory;
  readonly log: Logger;
  readonly version: string;
  /** The acting person's name (the system's account). */
  readonly person: string;
  /** Id of the member who acts; left out: whoever was chosen at this desk, the owner at first. */
  readonly actsAs?: string;
  /** Sync by itself while a workspace is open. The command line does not. */
  readonly background: boolean;
  /** Note which workspace was opened last, so that it opens by itself the next time. */
  readonly remember: boolean;
  /** Opens a file with the program it belongs to, or shows it in its folder; absent where the host cannot. */
  readonly showFile?: (path: string, how: 'open' | 'folder') => void;
  /** Check answers against the contract too: for tests. */
  readonly checkOutput?: boolean;
}
