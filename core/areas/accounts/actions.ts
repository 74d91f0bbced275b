import { CodedError } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AccountsPort } from '../accounts-port.ts';
import { checkedAmount } from '../budgets/rules/change.ts';
import type { AreaContext } from '../context.ts';
import { hasAccount } from '../customers/shared.ts';
import type { NewOutboxAction, OutboxPort } from '../outbox-port.ts';
import { checkChangeable, customerAction, outboxOf } from '../outbox/shared.ts';

/** Creating customers (guide 5.10): two questions that are asked at once, and the creation, which is saved. */

/** @throws CodedError CREDENTIALS_MISSING without a Partner Center */
function accountsOf(context: AreaContext): AccountsPort {
  if (context.accounts === undefined) throw new CodedError('CREDENTIALS_MISSING');
  return context.accounts;
}

/** Whether a name, mobile number or e-mail address may be registered; `unchecked` where nobody answers. */
export function checkIdentity(
  context: AreaContext,
  input: ParsedInputOf<'customers.checkIdentity'>,
): Promise<OutputOf<'customers.checkIdentity'>> {
  return accountsOf(context).check(input);
}

/** Sends a verification code, once; see `core/sync/accounts/codes.ts` for what is refused. */
export async function sendCode(
  context: AreaContext,
  input: ParsedInputOf<'customers.sendCode'>,
  caller: Caller,
): Promise<OutputOf<'customers.sendCode'>> {
  const accounts = accountsOf(context);
  const email = 'email' in input ? input.email : emailOf(context, caller, input.actionId);
  const sent = await accounts.sendCode({ email, language: input.language, person: caller.person });
  return { ...sent, allowance: accounts.allowance(context.workspace.ledger.read, email) };
}

/** The address a creation was saved with. @throws CodedError NOT_FOUND, PERMISSION_DENIED */
function emailOf(context: AreaContext, caller: Caller, id: string): string {
  checkChangeable(context, caller, [id]);
  const email = outboxOf(context).find(context.workspace.ledger.read, id)?.payload['email'];
  if (typeof email !== 'string') throw new CodedError('NOT_FOUND', { id });
  return email;
}

/** Creations of one account wait for each other, in any spelling. */
const laneOf = (accountName: string): string => `account:${accountName.toLowerCase()}`;

const NOTHING = { budget: null, budgetType: null, currency: null, frozen: null } as const;

/**
 * Saves the creation, and a budget that waits for the customer it makes. Both are on the disk when this returns.
 * @throws CodedError ACCOUNT_TAKEN, CODE_NEEDED for a code without an e-mail address, BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE
 */
export function createCustomer(
  context: AreaContext,
  input: ParsedInputOf<'customers.create'>,
  caller: Caller,
): OutputOf<'customers.create'> {
  const outbox = outboxOf(context);
  if (input.code !== undefined && input.email === undefined) throw new CodedError('CODE_NEEDED');
  const { budget } = input;
  const amount = budget === undefined ? null : checkedAmount(budget.amount);
  const id = outbox.newId();
  const customerId = outbox.unbornCustomer(id);
  const common = { customerId, person: caller.person };
  const actions: NewOutboxAction[] = [
    {
      ...common,
      id,
      kind: 'customers.create',
      lane: laneOf(input.accountName),
      base: { ...NOTHING, account: 'free' },
      payload: payloadOf(input, id),
    },
  ];
  if (budget !== undefined && amount !== null) {
    const { type, freezeMode } = budget;
    const payload = {
      v: 1,
      resellerId: input.resellerId ?? null,
      accountName: input.accountName,
      amount,
      type,
      ...(freezeMode === undefined ? {} : { freezeMode }),
      unfreeze: false,
    };
    actions.push(customerAction({ ...common, kind: 'budgets.set', base: NOTHING, payload, dependsOn: [id] }));
  }
  const [, budgetId = null] = context.workspace.ledger.write((w) => {
    if (isTaken(context, outbox, w, input.accountName)) throw new CodedError('ACCOUNT_TAKEN');
    const ids = outbox.save(w, actions);
    if (input.code !== undefined) outbox.keepCode(w, id, input.code);
    return ids;
  });
  outbox.wake();
  return { id, budgetId };
}

const payloadOf = (input: ParsedInputOf<'customers.create'>, id: string): JsonObject => ({
  v: 1,
  resellerId: input.resellerId ?? null,
  accountName: input.accountName,
  country: input.country,
  platform: input.platform,
  // Comes back in the list of customers: a creation nobody answered for is recognised by it.
  externalId: input.externalId ?? `pd${id.replaceAll('-', '')}`,
  ...(input.email === undefined ? {} : { email: input.email }),
  noMarketing: input.noMarketing,
});

const OPEN = ['waiting', 'sending', 'unknown', 'decision', 'held'] as const;
const MOST_OPEN = 10_000;

/** A customer here has the name, or a creation that is not done yet. */
function isTaken(context: AreaContext, outbox: OutboxPort, ledger: ReadHandle, name: string): boolean {
  if (hasAccount(context.workspace.mirror.read, name)) return true;
  const lane = laneOf(name);
  const found = outbox.list(ledger, { kinds: ['customers.create'], states: OPEN, limit: MOST_OPEN });
  return found.some(({ payload }) => {
    const taken = payload['accountName'];
    return typeof taken === 'string' && laneOf(taken) === lane;
  });
}

/** Gives the verification code an action is held for. @throws CodedError NOT_FOUND, PERMISSION_DENIED, OUTBOX_TOO_LATE */
export function supplyOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.supply'>,
  caller: Caller,
): OutputOf<'outbox.supply'> {
  const outbox = outboxOf(context);
  checkChangeable(context, caller, [input.id]);
  const state = context.workspace.ledger.write((w) => outbox.supply(w, input.id, input.code, caller.person));
  outbox.wake();
  return { state };
}
