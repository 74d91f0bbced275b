import type { StagePlan } from './plan.ts';
import type { Measure } from './store.ts';

/** The import road's side of the lines store: a stage to check a file in, and one transaction that replaces months. */
export interface LinesWriter {
  /** The one folder the engine may read files from; parts are put here before they are loaded. */
  readonly stagingDir: string;
  openStage(): Promise<Stage>;
  segments(): Promise<Segment[]>;
  /** Sums of what is there for these segments, per currency. */
  sums(segments: readonly number[]): Promise<StageSum[]>;
  /** All in one transaction, rollups included. @returns the new version */
  commit(change: LinesChange): Promise<bigint>;
  /** Begins a new life of the file: empty, with a new epoch. For rebuilding from the kept files. */
  clear(): Promise<void>;
}

/** A checked file's rows, typed, in a table that only this session sees. */
export interface Stage {
  /** Rows loaded so far, and the number of rows of each part that were not readable as rows. */
  readonly rows: number;
  readonly unreadable: number;
  /** Whether the last row of the part loaded last was not readable as a row. */
  readonly lastRowUnreadable: boolean;
  /**
   * Reads one part: plain UTF-8 text inside `stagingDir`.
   * @throws CodedError IMPORT_NOT_RECOGNISED, IMPORT_TOO_LARGE, or the signal's reason
   */
  load(plan: StagePlan, file: string, partName: string, signal?: AbortSignal): Promise<void>;
  summary(): Promise<StageSum[]>;
  /** The first rejected rows in file order and the number of all. */
  rejects(limit: number): Promise<{ count: number; rows: StageReject[] }>;
  drop(): Promise<void>;
}

/** Exact sums of the accepted rows of a stage (or of a segment), per scope, month and currency. */
export interface StageSum {
  readonly scope: string;
  readonly period: string;
  readonly currency: string;
  readonly lines: number;
  /** Units of 1e-16; null when no row had a value. */
  readonly amounts: Readonly<Record<Measure, bigint | null>>;
  /** Most decimals written, per measure. */
  readonly scales: Readonly<Record<Measure, number>>;
  /** Last day within its month, 'YYYY-MM-DD'. */
  readonly lastDay: string | null;
}

export interface StageReject {
  readonly part: string;
  /** Data row within the part, from 1. */
  readonly row: number;
  readonly code: string;
  readonly column: string | null;
  readonly value: string | null;
}

/** What one import gives for one scope and month. */
export interface Segment {
  readonly segment: number;
  readonly importNo: number;
  readonly importId: string;
  readonly scope: string;
  readonly period: string;
  readonly format: string;
  readonly lines: number;
}

export interface LinesChange {
  readonly remove: readonly number[];
  readonly put: readonly SegmentsPut[];
}

export interface SegmentsPut {
  readonly stage: Stage;
  readonly import: {
    readonly no: number;
    readonly id: string;
    readonly file: string;
    readonly format: string;
    readonly at: number;
  };
  readonly segments: readonly {
    readonly scope: string;
    readonly period: string;
    readonly through: string | null;
  }[];
}
