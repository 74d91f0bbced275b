import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { listCustomers } from './list.ts';
import { totalCustomers } from './totals.ts';

/** As many as one batch takes. */
const MOST = 1_000;
const PAGE = 500;

/** Ids of the filter result in the list's order, as the person sees it: what "choose all of this filter" chooses. */
export function customerIds(
  context: AreaContext,
  { filter, sort }: ParsedInputOf<'customers.ids'>,
  caller: Caller,
): OutputOf<'customers.ids'> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const input: ParsedInputOf<'customers.list'> = { filter, sort, limit: PAGE };
    const page = listCustomers(context, after === null ? input : { ...input, after }, caller);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null && ids.length < MOST);
  const of = after === null ? ids.length : totalCustomers(context, { filter }, caller).count;
  return { ids: ids.slice(0, MOST), of };
}
