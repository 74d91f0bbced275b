import { maskAccount, maskEmail } from '../../base/masking.ts';
import type { PendingCreation } from '../../contract/create-customer.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { customerNames } from '../customers/shared.ts';
import type { OutboxAction } from '../outbox-port.ts';
import { targetOf } from '../outbox/rules/pending.ts';
import { outboxOf } from '../outbox/shared.ts';

const FINAL: ReadonlySet<string> = new Set(['confirmed', 'rejected', 'cancelled']);
const MOST = 200;
/** What an address that nothing was sent to may be sent in an hour. */
const CODES_AN_HOUR = 15;
/** A customer that has not come with any scan of this time is not in the list for another reason. */
const SHOWN_FOR_MS = 2 * 24 * 3_600_000;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** For the form: the platform identifier used last, and what may be sent to an address now. */
export function creationDefaults(
  context: AreaContext,
  input: ParsedInputOf<'customers.creationDefaults'>,
): OutputOf<'customers.creationDefaults'> {
  const { read } = context.workspace.ledger;
  const [last] = outboxOf(context).list(read, { kinds: ['customers.create'], limit: 1 });
  const allowance =
    input.email === undefined || context.accounts === undefined
      ? { left: CODES_AN_HOUR, nextAt: null }
      : context.accounts.allowance(read, input.email);
  return { platform: textOf(last?.payload['platform']), allowance };
}

/**
 * Creations that are open, or done while the list of customers does not have the customer yet; newest first. Who does not
 * see all customers sees their own. Masked unless revealed for view 'customers'.
 */
export function pendingCreations(
  context: AreaContext,
  input: ParsedInputOf<'customers.pendingCreations'>,
  caller: Caller,
): OutputOf<'customers.pendingCreations'> {
  const outbox = outboxOf(context);
  const revealed = caller.revealed('customers', input.revealId);
  const now = context.workspace.clock.now();
  return context.workspace.ledger.snapshot((r) => {
    const creations = outbox
      .list(r, { kinds: ['customers.create'], limit: MOST })
      .filter((one) => caller.sees === 'all' || one.person === caller.person)
      .filter(
        (one) => !FINAL.has(one.state) || (one.state === 'confirmed' && one.since > now - SHOWN_FOR_MS),
      );
    const there = customerNames(
      context.workspace.mirror.read,
      creations.map((one) => one.customerId),
    );
    const open = creations.filter((one) => !there.has(one.customerId));
    const waiting = Map.groupBy(
      outbox.open(
        r,
        open.map((one) => one.customerId),
      ),
      (action) => action.customerId,
    );
    return {
      rows: open.map((one) =>
        rowOf(one, waiting.get(one.customerId) ?? [], revealed, (id) => outbox.isUnborn(id)),
      ),
    };
  });
}

function rowOf(
  action: OutboxAction,
  open: readonly OutboxAction[],
  revealed: ReadonlySet<string>,
  isUnborn: (id: string) => boolean,
): PendingCreation {
  const { id, person, createdAt, state, since, nextAt, unclear, code, payload, customerId } = action;
  const account = textOf(payload['accountName']) ?? '';
  const email = textOf(payload['email']);
  return {
    id,
    accountName: revealed.has('account') ? account : maskAccount(account),
    email: email === null || revealed.has('email') ? email : maskEmail(email),
    country: textOf(payload['country']) ?? '',
    externalId: textOf(payload['externalId']) ?? '',
    resellerId: textOf(payload['resellerId']),
    person,
    createdAt,
    state,
    since,
    nextAt,
    unclear: unclear || state === 'unknown',
    code,
    customerId: isUnborn(customerId) ? null : customerId,
    budget: budgetOf(open),
  };
}

function budgetOf(open: readonly OutboxAction[]): PendingCreation['budget'] {
  const found = open.findLast((action) => action.kind === 'budgets.set');
  if (found === undefined) return null;
  const { budget, budgetType } = targetOf(found);
  if (budget === null || budgetType === null) return null;
  return { id: found.id, amount: budget, type: budgetType, state: found.state };
}
