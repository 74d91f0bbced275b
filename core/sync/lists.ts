import type { JsonObject } from '../base/json.ts';
import { isCoded } from '../base/errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { CallInput, PartnerCenter, UpstreamAnswer, UpstreamItem } from '../sources/source.ts';
import type { Page, Proof, ScanSpec } from './ports.ts';

/** Largest page every list accepts (API reference section 4). */
export const PAGE = 100;

/** What a distributor sends to act on a reseller's customers; without it, the partner's own. */
const RESELLER = 'indirect_partner_id';

/** Refusals that mean "there is no such record (any more)", as answers to a read by id. */
const GONE: ReadonlySet<string> = new Set([
  'CBC.99005024',
  'CBC.99000000',
  'CBC.99000035',
  'CBC.99000047',
  'CBC.5002',
]);
/** The reseller is not (any more) this partner's. */
const NOT_OUR_RESELLER = 'CBC.99000037';

/** Facts of a list: how it is asked, how a record is named, how one record is asked for. */
export interface ListFacts {
  readonly operation: string;
  readonly style: 'body' | 'query';
  readonly idField: string;
  /** Filter that finds one record. */
  readonly idFilter: string;
}

/** Filters put where the operation wants them. */
export function inputOf(style: ListFacts['style'], values: Record<string, string | number>): CallInput {
  return style === 'body' ? { body: { ...values } satisfies JsonObject } : { query: values };
}

/** The id of a record by its field; null when there is none. */
export function fieldId(field: string): (item: UpstreamItem) => string | null {
  return (item) => {
    const value = item.body[field];
    return typeof value === 'string' && value !== '' ? value : null;
  };
}

/** The filter that names the part's reseller. */
export function partFilter(part: string): Record<string, string> {
  return part === '' ? {} : { [RESELLER]: part };
}

/** The code of the Partner Center's refusal, or null when the error is something else. */
export function refusal(error: unknown): string | null {
  if (!isCoded(error, 'UPSTREAM_REFUSED')) return null;
  const code = error.data['code'];
  return typeof code === 'string' ? code : '';
}

/** One page of an offset list. A short page ends the list, unless the total says that rows are missing in it. */
export async function listPage(
  source: Pick<PartnerCenter, 'call'>,
  facts: Pick<ListFacts, 'operation' | 'style'>,
  filters: Record<string, string | number>,
  offset: number,
  signal: AbortSignal,
): Promise<Page> {
  const answer = await source.call(
    facts.operation,
    inputOf(facts.style, { ...filters, offset, limit: PAGE }),
    { signal },
  );
  const rows = answer.items.length;
  const total = answer.total ?? 0;
  // The last condition: a server that ignores the offset would be read for ever.
  const end =
    rows === 0 ||
    (rows < PAGE && offset + rows >= total) ||
    (answer.total !== null && offset > total + 10 * PAGE);
  return { offset, items: answer.items, total: answer.total, advance: rows, end, at: answer.at };
}

const EMPTY: Omit<Page, 'offset' | 'at'> = { items: [], total: 0, advance: 0, end: true };

/**
 * A list scanned in rotation.
 * @param gone the part's reseller has left: its refusal then means an empty list
 */
export function listSpec(
  source: PartnerCenter,
  collection: Collection,
  facts: ListFacts,
  options: {
    readonly part: string;
    readonly parted: boolean;
    readonly gone?: boolean;
    readonly now: () => number;
  },
): ScanSpec {
  const { part, parted } = options;
  const idOf = fieldId(facts.idField);
  const emptyWhenGone = (error: unknown): boolean =>
    options.gone === true && refusal(error) === NOT_OUR_RESELLER;
  return {
    collection,
    part,
    parted,
    limit: PAGE,
    idOf,
    async fetch(offset, signal) {
      try {
        return await listPage(source, facts, partFilter(part), offset, signal);
      } catch (error) {
        if (emptyWhenGone(error)) return { ...EMPTY, offset, at: options.now() };
        throw error;
      }
    },
    async prove(id, signal): Promise<Proof> {
      try {
        const filters = { ...partFilter(part), [facts.idFilter]: id, offset: 0, limit: 10 };
        const answer = await source.call(facts.operation, inputOf(facts.style, filters), { signal });
        return provenBy(answer, id, idOf);
      } catch (error) {
        return emptyWhenGone(error) ? { verdict: 'absent' } : ofRefusal(error);
      }
    },
  };
}

/** What a refusal proves. @throws what is no refusal */
export function ofRefusal(error: unknown): Proof {
  const code = refusal(error);
  if (code === null) throw error;
  return { verdict: GONE.has(code) ? 'absent' : 'unsure' };
}

/** What the answer to a question for one record, by an exact filter, proves. */
export function provenBy(
  answer: UpstreamAnswer,
  id: string,
  idOf: (item: UpstreamItem) => string | null,
): Proof {
  const item = answer.items.find((candidate) => idOf(candidate) === id);
  if (item) return { verdict: 'found', item, at: answer.at };
  // Rows, but not ours: the filter was not understood as an exact one, which proves nothing.
  return { verdict: answer.items.length === 0 ? 'absent' : 'unsure' };
}

/** Budgets: no list exists, so the customers they belong to are asked in batches (API reference section 5). */
export function budgetSpec(
  source: PartnerCenter,
  collection: Collection,
  part: string,
  customerIds: readonly string[],
  now: () => number,
): ScanSpec {
  return {
    collection,
    part,
    parted: true,
    limit: PAGE,
    idOf: fieldId('customer_id'),
    async fetch(offset, signal) {
      const ids = customerIds.slice(offset, offset + PAGE);
      const end = offset + PAGE >= customerIds.length;
      if (ids.length === 0) return { offset, items: [], total: null, advance: 0, end: true, at: now() };
      const body: JsonObject = { ...partFilter(part), customer_ids: [...ids] };
      const answer = await source.call('ListSubCustomerBudget', { body }, { signal });
      return { offset, items: answer.items, total: null, advance: ids.length, end, at: answer.at };
    },
    async prove(id, signal): Promise<Proof> {
      try {
        const answer = await source.call(
          'ShowSubCustomerBudget',
          { query: { ...partFilter(part), customer_id: id } },
          { signal },
        );
        return { verdict: 'found', item: null, at: answer.at };
      } catch (error) {
        return ofRefusal(error);
      }
    },
  };
}
