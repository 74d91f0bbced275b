import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { Condition } from './criteria.ts';

/**
 * How a filtered list finds its rows. Many hits: walk the index of the sort and test each row, because a page is full
 * soon. Few hits: gather them through the index of one condition and sort them. Which it is, is counted first, up to a
 * bound; so a page costs little in both cases, whatever was typed.
 */
export interface Plan {
  /** FROM clause with `customer AS c` in it. */
  readonly from: string;
  /** Conditions besides the ones in `from`. */
  readonly where: readonly string[];
  readonly params: readonly SqlValue[];
  /** The rows come in no order: sort them, do not walk an index. */
  readonly gathered: boolean;
}

/** Up to this many hits are gathered and sorted; sorting them costs about as much as walking past as many misses. */
const FEW = 2_000;
/** The same for hits of a column: what is filtered by often goes with what is sorted by, so a walk may be long. */
const FEW_BY_COLUMN = 4_000;
/** More hits than there will be customers (the Partner Center's own offset ends at 40,000,000). */
const ALL = 100_000_000;
/** A short text beginning more trigrams than this is common enough to be met while walking. */
const MANY_TERMS = 300;
/** Trigrams of a long text beyond these hardly narrow the hits any more; every hit is verified anyway. */
const TRIGRAMS = 8;

/** Control characters never survive folding. */
const IMPOSSIBLE = '\u0001\u0001\u0001';

const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`;

/** The full-text expression whose hits contain `needle` (and some that do not); null when no expression would help. */
export function matchOf(r: ReadHandle, needle: string): string | null {
  const characters = Array.from(needle);
  if (characters.length >= 3) {
    const all = characters.slice(2).map((_, i) => characters.slice(i, i + 3).join(''));
    // Spread over the text: its middle is often rarer than a common beginning.
    const step = Math.max(1, Math.ceil(all.length / TRIGRAMS));
    return all
      .filter((_, i) => i % step === 0 || i === all.length - 1)
      .map(quoted)
      .join(' AND ');
  }
  const terms = r.all<{ term: string }>(
    'SELECT term FROM customer_gram WHERE term >= ? AND term < ? LIMIT ?',
    [needle, `${needle}\u{10ffff}`, MANY_TERMS + 1],
  );
  if (terms.length > MANY_TERMS) return null;
  // No trigram begins like this: nothing can contain it. An impossible term keeps the answer empty and cheap.
  return terms.length === 0 ? quoted(IMPOSSIBLE) : terms.map(({ term }) => quoted(term)).join(' OR ');
}

interface Source {
  readonly from: string;
  readonly params: readonly SqlValue[];
  readonly where: string;
  /** The condition is answered by the source itself and need not be tested again. */
  readonly answers: Condition | null;
}

function sourceOf(r: ReadHandle, condition: Condition): Source | null {
  if (condition.needle !== undefined) {
    const match = matchOf(r, condition.needle);
    if (match === null) return null;
    return {
      from: 'customer_search CROSS JOIN customer AS c ON c.no = customer_search.rowid',
      where: 'customer_search MATCH ?',
      params: [match],
      answers: null,
    };
  }
  if (condition.selective !== true) return null;
  return { from: 'customer AS c', where: condition.text, params: condition.params, answers: condition };
}

/** Hits of a source, counted up to the bound. */
function countUpTo(r: ReadHandle, source: Source, bound: number): number {
  const counted = source.from.startsWith('customer_search') ? 'customer_search' : source.from;
  const row = r.get<{ n: bigint }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${counted} WHERE ${source.where} LIMIT ?)`,
    [...source.params, bound],
  );
  return Number(row?.n ?? 0n);
}

/**
 * Decides how to find the rows that satisfy all conditions.
 * @param everything all rows are wanted, not a page: then any index beats reading the whole table
 */
export function planOf(r: ReadHandle, conditions: readonly Condition[], everything = false): Plan {
  let best: Source | null = null;
  let fewest = ALL;
  for (const condition of conditions) {
    const source = sourceOf(r, condition);
    if (source === null) continue;
    const few = everything ? ALL : source.answers === null ? FEW : FEW_BY_COLUMN;
    const bound = Math.min(fewest, few + 1);
    const hits = countUpTo(r, source, bound);
    if (hits >= bound) continue;
    best = source;
    fewest = hits;
    if (hits === 0) break;
  }
  if (best === null)
    return {
      from: 'customer AS c',
      where: conditions.map((c) => c.text),
      params: conditions.flatMap((c) => c.params),
      gathered: false,
    };
  const rest = conditions.filter((c) => c !== best.answers);
  return {
    from: best.from,
    where: [best.where, ...rest.map((c) => c.text)],
    params: [...best.params, ...rest.flatMap((c) => c.params)],
    gathered: true,
  };
}
