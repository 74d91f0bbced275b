import type { ReadHandle } from '../../storage/store.ts';
import { getSetting } from '../../storage/settings.ts';
import type { Sight } from '../../contract/permissions.ts';
import { episodesOf } from '../alerts/shared.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, type CustomerFacts } from '../customers/shared.ts';
import { fold, foldFreezeType } from '../outbox/rules/pending.ts';
import { openByCustomer, outboxOf } from '../outbox/shared.ts';
import { POLICY } from './policy.ts';
import { earlierRequests, openRecords } from './rows.ts';
import type { DisassociationFacts } from './rules/checks.ts';
import { waitOf } from './rules/frequency.ts';

/** Frozen from this desk, and never seen unfrozen since. */
function byHand(context: AreaContext, ledger: ReadHandle, customerId: string): boolean {
  const ours = outboxOf(context).freezes(ledger, [customerId]).get(customerId);
  const unfrozenAt = episodesOf(ledger, [customerId]).get(customerId)?.unfrozenAt ?? null;
  return ours !== undefined && (unfrozenAt === null || unfrozenAt < ours.at);
}

/** What is known here before a disassociation; null when there is no such customer in sight. */
export function readFacts(
  context: AreaContext,
  ledger: ReadHandle,
  customerId: string,
  sees: Sight,
): { readonly customer: CustomerFacts; readonly facts: DisassociationFacts } | null {
  const { mirror, clock } = context.workspace;
  const customer = customerFacts(mirror.read, [customerId], sees).get(customerId);
  if (customer === undefined) return null;
  // As it will be once everything that waits has been carried out.
  const waiting = openByCustomer(context, ledger, [customerId]).get(customerId) ?? [];
  const { frozen } = fold(customer.situation, waiting);
  const pending = foldFreezeType(waiting);
  return {
    customer,
    facts: {
      frozen,
      frozenByHand:
        frozen === true && (pending === undefined ? byHand(context, ledger, customerId) : pending !== null),
      open: openRecords(ledger, customerId).some((record) => record.type === 'disassociation'),
      wait: waitOf(earlierRequests(ledger, customerId), getSetting(ledger, POLICY), clock.now()),
    },
  };
}
