import type { sendCode } from '../../core/sync/accounts/codes.ts';
import type { ExecutorParts } from '../../core/sync/outbox/executor-types.ts';
import type { Kinds } from '../../core/sync/outbox/kinds/index.ts';
import type { Fault } from './faults.ts';
import type { Ground } from './ground.ts';
import type { Violation } from './monitor.ts';

/** A known mistake put in the place of a part. */
export interface Mistake {
  readonly name: string;
  readonly parts?: Partial<ExecutorParts>;
  readonly kinds?: Kinds;
  readonly quietMs?: number;
  /** Quiet periods are measured by the wall clock. */
  readonly wallClock?: true;
  readonly sendCode?: typeof sendCode;
  /** A code goes into the action. */
  readonly codeKept?: true;
  /** The journal lies there and nobody runs it. */
  readonly journalForgotten?: true;
}

export interface SimulationOptions {
  readonly mistake?: Mistake;
  readonly ground?: (clock: { now(): number }, journaled: boolean) => Ground;
  /** Planned events that are left out. */
  readonly omit?: ReadonlySet<number>;
  /** Single requests do not go wrong. */
  readonly calm?: boolean;
}

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly actions: number;
  readonly effects: number;
  readonly deaths: number;
  readonly trace: readonly string[];
  /** What was planned, also what was left out. */
  readonly events: readonly string[];
  readonly faults: ReadonlyMap<Fault, number>;
}
