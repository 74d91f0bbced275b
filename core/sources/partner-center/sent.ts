import type { SentOutcome } from '../source.ts';
import type { Exchange } from './exchange.ts';
import { minutesOff, safeCode } from './failures.ts';
import { isObject, member, plain, textOf, type Tree } from './json.ts';

/** What came back from a write, as its sender judges it: nothing of the request is in it. */
export function sentOutcome(exchange: Exchange): SentOutcome {
  const { outcome, tree } = exchange;
  if (outcome.kind === 'transport') {
    return { kind: 'transport', sent: outcome.sent, reason: exchange.reason ?? 'UNKNOWN' };
  }
  const body = isObject(tree) ? plain(tree) : {};
  return {
    kind: 'answer',
    status: outcome.status,
    code: outcome.code,
    readable: outcome.readable,
    failedItems: failedItems(tree),
    body: body !== null && typeof body === 'object' && !Array.isArray(body) ? body : {},
    requestId: safeCode(exchange.requestId),
    minutesOff: minutesOff(exchange),
  };
}

/** Batch writes answer 200 and list the items that failed in `error_details`. */
function failedItems(tree: Tree): { id: string | null; code: string | null }[] {
  const list = member(tree, 'error_details');
  if (!Array.isArray(list)) return [];
  return list.map((entry) => ({
    id: textOf(member(entry, 'id')),
    code: textOf(member(entry, 'error_code')),
  }));
}
