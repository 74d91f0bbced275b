import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { CustomerSituation, OutboxKind } from '../../contract/outbox.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { customerRefusal } from '../budgets/rules/change.ts';
import type { AreaContext } from '../context.ts';
import { fold, foldFreezeType } from '../outbox/rules/pending.ts';
import { customerAction, openByCustomer, outboxOf } from '../outbox/shared.ts';
import { holdsOf } from '../partner/shared.ts';
import { freezeRefusal, unfreezeType, type FreezeFacts, type FreezeType } from './rules/freeze.ts';
import { customerFacts } from './shared.ts';

/** Freezing and unfreezing accounts (guide 5.4): one action per customer, saved together, sent one by one. */

/** One customer as it will be once everything that waits has been carried out. */
interface Frozen extends FreezeFacts {
  readonly resellerId: string | null;
  readonly situation: CustomerSituation;
}

type Decided = { readonly type: FreezeType } | { readonly refused: string };

function decideEach(
  context: AreaContext,
  ledger: ReadHandle,
  ids: readonly string[],
  caller: Caller,
  decide: (frozen: Frozen) => Decided,
): { customerId: string; frozen: Frozen | null; decided: Decided }[] {
  const outbox = outboxOf(context);
  const facts = customerFacts(context.workspace.mirror.read, ids, caller.sees);
  const open = openByCustomer(context, ledger, ids);
  const holds = holdsOf(context, ledger);
  return ids.map((customerId) => {
    const customer = facts.get(customerId);
    const refused = customerRefusal(customer) ?? holds.customer(customer?.resellerId ?? null);
    if (customer === undefined || refused !== null)
      return { customerId, frozen: null, decided: { refused: refused ?? 'CUSTOMER_UNKNOWN' } };
    const waiting = open.get(customerId) ?? [];
    const situation = fold(customer.situation, waiting);
    const pendingType = foldFreezeType(waiting);
    const frozen: Frozen = {
      resellerId: customer.resellerId,
      situation,
      frozen: situation.frozen,
      type: pendingType === undefined ? outbox.freezeType(ledger, customerId) : pendingType,
    };
    return { customerId, frozen, decided: decide(frozen) };
  });
}

function saveEach(
  context: AreaContext,
  kind: OutboxKind,
  input: { readonly customerIds: readonly string[]; readonly reason: string },
  caller: Caller,
  decide: (frozen: Frozen, single: boolean) => Decided,
): OutputOf<'customers.freeze'> {
  const outbox = outboxOf(context);
  const ids = [...new Set(input.customerIds)];
  const batchId = outbox.newId();
  const result = context.workspace.ledger.write((w) => {
    const each = decideEach(context, w, ids, caller, (frozen) => decide(frozen, ids.length === 1));
    const actions = each.flatMap(({ customerId, frozen, decided }) =>
      frozen === null || 'refused' in decided
        ? []
        : [
            customerAction({
              kind,
              customerId,
              person: caller.person,
              base: frozen.situation,
              payload: { v: 1, resellerId: frozen.resellerId, type: decided.type, reason: input.reason },
              batchId,
            }),
          ],
    );
    return {
      batchId,
      ids: outbox.save(w, actions),
      refused: each.flatMap(({ customerId, decided }) =>
        'refused' in decided ? [{ customerId, code: decided.refused }] : [],
      ),
    };
  });
  outbox.wake();
  return result;
}

/**
 * Saves freezes. Who cannot be frozen this way is named with a reason: FREEZE_ALREADY, REFERRAL_CUSTOMER,
 * RESELLER_HOLDS_PERMISSION, DISTRIBUTOR_DECIDES, CUSTOMER_UNKNOWN.
 */
export function freezeCustomers(
  context: AreaContext,
  input: ParsedInputOf<'customers.freeze'>,
  caller: Caller,
): OutputOf<'customers.freeze'> {
  return saveEach(context, 'customers.freeze', input, caller, (frozen) => {
    const refused = freezeRefusal(frozen, input.type);
    return refused === null ? { type: input.type } : { refused };
  });
}

/**
 * Saves unfreezes, each with the type the account was frozen with. Who cannot be is named with a reason:
 * FREEZE_TYPE_UNKNOWN (the person must name it), FREEZE_NOT_FROZEN, REFERRAL_CUSTOMER, CUSTOMER_UNKNOWN.
 */
export function unfreezeCustomers(
  context: AreaContext,
  input: ParsedInputOf<'customers.unfreeze'>,
  caller: Caller,
): OutputOf<'customers.unfreeze'> {
  return saveEach(context, 'customers.unfreeze', input, caller, (frozen, single) =>
    unfreezeType(frozen, input.type, single),
  );
}
