import type { DecimalText } from '../../base/money.ts';
import type { Period } from '../../base/period.ts';
import type { Share } from './attribution.ts';
import type { LinesWriter } from './writer.ts';

export type { Share } from './attribution.ts';

/** What lines can be grouped by. `manager`: whom the day's expenditure belongs to, by what `attribute` was given. */
export type Dimension =
  | 'month'
  | 'customer'
  | 'service'
  | 'region'
  | 'reseller'
  | 'mode'
  | 'kind'
  | 'manager';
/** What of a line can be summed. A format that lacks one gives null, never zero. */
export type Measure = 'payable' | 'list' | 'billed' | 'effective' | 'contracted';

export type Amounts = Record<Measure, DecimalText | null>;

/** Exact sums of one currency. */
export interface Sum {
  readonly currency: string;
  readonly amounts: Amounts;
  readonly lines: number;
}

/** Conditions on lines; all optional, all joined by "and". Months are inclusive. */
export interface LinesFilter {
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  readonly customerId?: string | undefined;
  /** Lines of these customers only, however many they are. */
  readonly customerIds?: readonly string[] | undefined;
  readonly resellerId?: string | undefined;
  readonly service?: string | undefined;
  readonly region?: string | undefined;
  readonly mode?: string | undefined;
  readonly kind?: string | undefined;
  readonly currency?: string | undefined;
  /** Whose expenditure; '' = nobody's. */
  readonly manager?: string | undefined;
  /** Only the expenditure of these managers; none when empty. */
  readonly managers?: readonly string[] | undefined;
}

export interface GroupsQuery extends LinesFilter {
  readonly by: Dimension;
  /** 'key' ascending (default), or 'payable' descending. */
  readonly order?: 'key' | 'payable' | undefined;
  readonly limit?: number | undefined;
}

export interface Groups {
  /** One row per key and currency. `label` is the newest clear name, else the newest masked one. */
  readonly rows: (Sum & { key: string; label: string | null })[];
  /** One per currency, over all groups, whatever the limit. */
  readonly total: Sum[];
  /** How many keys there are, whatever the limit. */
  readonly groups: number;
}

export interface PageQuery extends LinesFilter {
  /** Leave out lines whose payable amount is 0 (guide 8.1: the default of the screen). */
  readonly hideZero?: boolean | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One bill or usage line with the place it was read from. */
export interface LineRow {
  readonly id: string;
  readonly period: Period;
  /** 'YYYY-MM-DD': GMT+08:00 for Huawei Cloud files, UTC for FOCUS files (their months are the vendor's). */
  readonly day: string | null;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly service: string | null;
  readonly product: string | null;
  readonly region: string | null;
  readonly resource: string | null;
  readonly mode: string | null;
  readonly kind: string | null;
  readonly order: string | null;
  readonly usage: DecimalText | null;
  readonly unit: string | null;
  readonly currency: string;
  readonly amounts: Amounts;
  readonly extra: string | null;
  /** `row` counts data rows from 1 within `part` (0 for a single file). */
  readonly origin: {
    readonly importId: string;
    readonly file: string;
    readonly part: number;
    readonly row: number;
  };
}

/** What a (scope, month) is read from at present. */
export interface SegmentSource {
  readonly scope: string;
  readonly period: Period;
  readonly importId: string;
  readonly file: string;
  readonly format: string;
  readonly importedAt: number;
  /** Last day covered, 'YYYY-MM-DD'; null when the format does not say. */
  readonly through: string | null;
  /** Neither a final bill file nor a month that is final at this clock. */
  readonly provisional: boolean;
  readonly lines: number;
}

export interface CustomerMonth {
  readonly customerId: string;
  readonly period: Period;
  readonly currency: string;
  readonly payable: DecimalText;
  readonly list: DecimalText | null;
}

/** The bill and usage lines of a workspace. Amounts are exact decimal text; sums never mix currencies. */
export interface LinesStore {
  /** Rises with each commit. */
  version(): Promise<bigint>;
  /** The random id of this life of the file; a rebuilt one has another. */
  epoch(): string;
  /**
   * Says who answers for which customer on which days; questions by manager need it first. Costs nothing when the version
   * is the one given last. Kept in memory: another session must be told again.
   */
  attribute(version: string, shares: () => Iterable<Share>): Promise<void>;
  /** Groups and totals, from rollups: the cost does not follow the number of lines. */
  groups(query: GroupsQuery): Promise<Groups>;
  /** Lines, newest month first, then in the order of their file; keyset paging. */
  page(query: PageQuery): Promise<{ rows: LineRow[]; next: string | null }>;
  /**
   * Payable per day of a month. A day outside its month counts on the month's nearest day, a line without a day on the
   * month's last day, so that the days add up to the month.
   */
  daily(query: {
    period: Period;
    customerId?: string | undefined;
    customerIds?: readonly string[] | undefined;
  }): Promise<{ day: string; payable: DecimalText; currency: string }[]>;
  /** Payable per customer over the days 1..`days` of a month; all customers unless ids are given. */
  sameDays(query: {
    period: Period;
    days: number;
    customerIds?: readonly string[] | undefined;
  }): Promise<{ customerId: string; currency: string; payable: DecimalText }[]>;
  /** All customers' months in batches, ordered by customer id. */
  customerMonths(query: { periods: readonly Period[] }): AsyncIterable<CustomerMonth[]>;
  /** What each month is read from. */
  sources(query: { from?: Period | undefined; to?: Period | undefined }): Promise<SegmentSource[]>;
  /** First and last month with lines, and all currencies. */
  span(): Promise<{ first: Period | null; last: Period | null; currencies: string[] }>;
  /** Whether the file is readable and every rollup equals the sum of its lines. */
  check(): Promise<{ ok: boolean; detail: string }>;
  /** The import road's side: staging and replacing. Only core/imports uses it. */
  readonly writer: LinesWriter;
  /** Runs `fn` after each change of the lines (derived tables elsewhere). @returns a function that ends it */
  follow(fn: () => Promise<void>): () => void;
  /** Runs the followers, one after another; the import road calls it when an operation is wholly done. */
  announce(): Promise<void>;
  close(): Promise<void>;
}
