import type { DecimalText } from '../base/money.ts';
import type { ImportMapping } from '../contract/imports.ts';
import type { Measure } from '../storage/lines/store.ts';
import type { ImportFormat } from './recognise.ts';

export type { ImportFormat } from './recognise.ts';

/** A file to import: where it is, and its name as the person knows it. */
export interface ImportFile {
  readonly path: string;
  readonly name: string;
}

/**
 * 'new': would change the books. 'same': this very file is imported already. 'older': for every month it holds, a newer
 * file is. 'shrunk': much smaller than what it would replace, so a person has to decide.
 */
export type Verdict = 'new' | 'same' | 'older' | 'shrunk';

/** Exact sums per currency and measure; measures that the format does not have are left out. */
export type Totals = Record<string, Partial<Record<Measure, DecimalText>>>;

export interface ImportReject {
  /** Data row in its part, from 1 (the heading is not counted). */
  readonly line: number;
  readonly code: string;
  readonly data: Record<string, string>;
}

export interface PeriodChange {
  readonly scope: string;
  readonly period: string;
  readonly currency: string;
  /** Payable amounts before and after; null when there was nothing. */
  readonly before: DecimalText | null;
  readonly after: DecimalText;
  readonly newLines: number;
  readonly replacedLines: number;
  /** False when a newer file of this month stays in place. */
  readonly applies: boolean;
}

/** What importing a file would do; nothing is written to get it. */
export interface ImportCheck {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly format: ImportFormat;
  readonly version: string | null;
  readonly hash: string;
  readonly bytes: number;
  /** Accepted rows. */
  readonly rows: number;
  readonly rejected: number;
  /** Accepted rows that would not be taken, because the same or a newer file is imported. */
  readonly skipped: number;
  readonly verdict: Verdict;
  readonly periods: readonly PeriodChange[];
  readonly totals: Totals;
  /** The first 100. */
  readonly rejects: readonly ImportReject[];
  /** How it was read, when a person said so. */
  readonly mapping: ImportMapping | null;
}

export interface ImportResult {
  /** 'applied', or why nothing had to be done. */
  readonly outcome: 'applied' | 'same' | 'older';
  /** The import's id; for 'same' the id of the earlier one, for 'older' null. */
  readonly id: string | null;
  readonly check: ImportCheck;
}

/** An entry of the history. 'replaced': applied, but every month it holds comes from a newer file by now. */
export interface ImportEntry {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly format: ImportFormat;
  readonly version: string | null;
  readonly hash: string;
  readonly bytes: number;
  readonly rows: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly periods: readonly string[];
  readonly totals: Totals;
  readonly state: 'applied' | 'replaced' | 'undone';
  readonly at: number;
  readonly who: string;
  readonly rejects: readonly ImportReject[];
}
