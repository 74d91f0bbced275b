import type { Clock, Timers } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { OutboxState } from '../../contract/outbox.ts';
import type { PartnerCenter, SentOutcome } from '../../sources/source.ts';
import type { Store } from '../../storage/store.ts';
import type { CodeBox } from './codes.ts';
import { decide } from './decide.ts';
import type { Kinds } from './kinds/index.ts';
import type { Situation } from './kinds/kind.ts';
import { pick } from './lanes.ts';
import { heads } from './ledger.ts';
import type { StoredAction } from './types.ts';
import { judgeSent } from './verdicts.ts';

/** What the executor is made of, what it is told, and what it shows. */

export interface ExecutorOptions {
  readonly ledger: Store;
  readonly source: PartnerCenter;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly kinds?: Kinds;
  /** Verification codes of creations. Default: none are known. */
  readonly codes?: Pick<CodeBox, 'of' | 'drop'>;
  /** An effect is certain: the desk reads the record again. `situation` is what a verification read; null after a plain success. */
  readonly onConfirmed?: (action: StoredAction, situation: Situation | null) => void;
  /** Told about errors that are no coded ones, and about a ledger that cannot be written. */
  readonly report?: (error: unknown) => void;
  /** Never less than five minutes in the product. */
  readonly quietMs?: number;
  readonly againMs?: number;
  /** Lanes under way at the same time. Default 3. */
  readonly parallel?: number;
  /** When a connection is cut, ms. Default 30 s. */
  readonly deadlineMs?: number;
  /** A clock that never jumps, ms. Default: the engine's own. */
  readonly monotonic?: Clock;
}

/** The parts that decide, so that the simulator can put known mistakes in their place. */
export interface ExecutorParts {
  readonly decide: typeof decide;
  readonly judgeSent: typeof judgeSent;
  readonly heads: typeof heads;
  readonly pick: typeof pick;
  /** Record, then send. */
  readonly recordAndSend: (
    record: () => number | null,
    send: () => Promise<SentOutcome>,
  ) => Promise<{ attempt: number; sent: Promise<SentOutcome> } | null>;
}

export const PARTS: ExecutorParts = {
  decide,
  judgeSent,
  heads,
  pick,
  recordAndSend: (record, send) => {
    const attempt = record();
    return Promise.resolve(attempt === null ? null : { attempt, sent: send() });
  },
};

/** One decided step, for tests. */
export interface Step {
  readonly id: string;
  readonly from: OutboxState;
  readonly to: OutboxState;
}

export interface ExecutorStatus {
  readonly running: boolean;
  readonly busy: number;
  /** The Partner Center cannot be reached or refuses our keys. */
  readonly failing: boolean;
}

export interface Executor {
  /** Takes over what the last run left and goes on by itself until `close`. */
  start(): void;
  /** Something was saved, decided or reconnected: look now. */
  wake(): void;
  /** Takes up the most urgent action and follows it until it rests; null when nothing is due. */
  step(): Promise<Step | null>;
  /** Resolves when nothing is under way and nothing is due. */
  settle(): Promise<void>;
  status(): ExecutorStatus;
  /** Begins nothing more, cuts what is under way (it is verified at the next start) and waits for its end. */
  close(): Promise<void>;
}
