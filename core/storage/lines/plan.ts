import type { LineAmount, LineText } from './schema.ts';

/**
 * How the columns of one recognised file become columns of lines: data, no SQL. Columns are named by their position in
 * the file at hand, which recognising found by heading.
 */
export interface StagePlan {
  readonly delimiter: string;
  /** Number of columns of the file. */
  readonly width: number;
  /** The headings as written, by position: for messages about rejected rows. */
  readonly headings: readonly string[];
  /** Whose books the line belongs to; a month is replaced per scope. */
  readonly scope: { readonly prefix: string; readonly columns: readonly number[] };
  /** 'month': 'YYYY-MM' or 'YYYYMM'; 'instant': the month, in GMT+08:00, of the instant a billing period starts. */
  readonly period: {
    readonly column: number;
    readonly kind: 'month' | 'instant';
    /** 'instant': the zone of texts that name none (hours); default UTC. */
    readonly zone?: number;
  };
  /** How this file writes amounts and dates where that is not the usual way; rewritten before anything else reads them. */
  readonly written?: {
    readonly decimal: '.' | ',';
    readonly dates: 'ymd' | 'dmy' | 'mdy';
    /** Columns with dates, or with months. */
    readonly dateColumns: readonly number[];
    readonly amountColumns: readonly number[];
  };
  /** When the line was charged; `zone` is assumed where the text names none, `dayZone` decides its day (hours). */
  readonly instant: { readonly column: number; readonly zone: number; readonly dayZone: number } | null;
  readonly texts: readonly TextField[];
  readonly amounts: readonly AmountField[];
  readonly usage: number | null;
  /** Without a bill type the sign decides: negative payable is a refund, the rest consumption. */
  readonly kindBySign: boolean;
  /** Unknown columns, kept as JSON when present. */
  readonly extra: readonly { readonly heading: string; readonly column: number }[];
  /** One currency for all lines, read from the headings; null when a column says it. */
  readonly currency: string | null;
}

export interface TextField {
  readonly target: LineText;
  /** More than one: joined with ':' (the customer key of FOCUS is provider and account). */
  readonly columns: readonly number[];
  /** Read instead, joined the same way, when one of `columns` has no value. */
  readonly orElse?: readonly number[];
  readonly required?: boolean;
  /** Codes of the file and the words we use; an unknown code stays as it is. */
  readonly codes?: Readonly<Record<string, string>>;
  readonly lower?: boolean;
}

export interface AmountField {
  readonly target: LineAmount;
  readonly column: number;
  readonly required?: boolean;
}

/** Words that mean "no value" in any column (product-expectations section 10). */
export const MISSING_WORDS = ['', 'NULL', 'null', '--', 'N/A'] as const;
