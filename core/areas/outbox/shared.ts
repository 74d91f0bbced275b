import { CodedError } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { CustomerSituation, PendingChange } from '../../contract/outbox.ts';
import { customerSituation } from '../../contract/outbox.ts';
import { PERMISSION_OF_KIND } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { isSeen, seenIds } from '../customers/shared.ts';
import type { NewOutboxAction, OutboxAction, OutboxPort, OutboxSight } from '../outbox-port.ts';
import { pendingOf } from './rules/pending.ts';

/** What other areas ask of the outbox. */

/** @throws CodedError INTERNAL where the desk gave none (a reading context) */
export function outboxOf(context: AreaContext): OutboxPort {
  if (context.outbox === undefined) throw new CodedError('INTERNAL', { reason: 'no-outbox' });
  return context.outbox;
}

/** Open actions by customer, each list in the order it will be carried out. */
export function openByCustomer(
  context: AreaContext,
  r: ReadHandle,
  ids: readonly string[],
): ReadonlyMap<string, readonly OutboxAction[]> {
  const open = context.outbox?.open(r, ids) ?? [];
  return Map.groupBy(open, (action) => action.customerId);
}

/** The pending change of each of these customers that has one. */
export function pendingByCustomer(
  context: AreaContext,
  ids: readonly string[],
): ReadonlyMap<string, PendingChange> {
  const pending = new Map<string, PendingChange>();
  for (const [id, open] of openByCustomer(context, context.workspace.ledger.read, ids)) {
    const change = pendingOf(open);
    if (change !== null) pending.set(id, change);
  }
  return pending;
}

const parsed = customerSituation.partial();

/** A situation as the ledger keeps it. Parts a newer program wrote differently are "not known". */
export function situationOf(stored: JsonObject): CustomerSituation {
  const { data } = parsed.safeParse(stored);
  return {
    budget: data?.budget ?? null,
    budgetType: data?.budgetType ?? null,
    currency: data?.currency ?? null,
    frozen: data?.frozen ?? null,
  };
}

/** One action as it is saved: the lane is the customer's. */
export function customerAction(
  action: Omit<NewOutboxAction, 'lane' | 'base'> & { readonly base: CustomerSituation },
): NewOutboxAction {
  return { ...action, base: { ...action.base }, lane: `customer:${action.customerId}` };
}

/**
 * What somebody sees of the outbox, for its listing and its counts; nothing to add for those who see all. Who may not
 * look at customers at all sees changes of none.
 */
export function outboxSight(context: AreaContext, caller: Caller): { within?: OutboxSight } {
  const { sees, person } = caller;
  if (!caller.may('customers.view')) return { within: { customers: [], person } };
  const customers = seenIds(context.workspace.mirror.read, sees);
  return customers === undefined ? {} : { within: { customers, person } };
}

/** Whether somebody sees this action. */
export function seesAction(context: AreaContext, caller: Caller, action: OutboxAction): boolean {
  const unborn = context.outbox?.isUnborn(action.customerId) ?? false;
  return (
    (caller.may('customers.view') && isSeen(context.workspace.mirror.read, caller.sees, action.customerId)) ||
    (unborn && action.person === caller.person)
  );
}

/**
 * Whether somebody may change these actions: they see them, and may do what they do.
 * @throws CodedError NOT_FOUND {id} for one out of sight, PERMISSION_DENIED
 */
export function checkChangeable(context: AreaContext, caller: Caller, ids: readonly string[]): void {
  for (const id of ids) {
    const action = outboxOf(context).find(context.workspace.ledger.read, id);
    if (action === undefined || !seesAction(context, caller, action))
      throw new CodedError('NOT_FOUND', { id });
    const permission = PERMISSION_OF_KIND[action.kind];
    if (!caller.may(permission)) throw new CodedError('PERMISSION_DENIED', { permission });
  }
}

/** How many actions wait for a person: to decide, and to put something right. */
export function waitingForPerson(context: AreaContext, caller: Caller): { decisions: number; held: number } {
  const counts = context.outbox?.counts(context.workspace.ledger.read, outboxSight(context, caller).within);
  return { decisions: counts?.decision ?? 0, held: counts?.held ?? 0 };
}
