import { CodedError } from '../../base/errors.ts';
import { compareDecimals } from '../../base/money.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { checkedAmount } from '../budgets/rules/change.ts';
import type { AreaContext } from '../context.ts';
import { outboxOf } from '../outbox/shared.ts';
import { acceptLetter } from '../partner/shared.ts';
import { tasksOf } from '../tasks/shared.ts';
import { insertChange, readCooperations, readPermissions, type PermissionChange } from './ledger.ts';
import { givenOut } from './given-out.ts';
import { quotaTooLow } from './rules/ceiling.ts';
import { nextPermission } from './rules/permission.ts';
import { resellerNames } from './shared.ts';

/** Permissions a distributor grants to resellers and takes back (guide 20): a console task each. */

/** @throws CodedError RESELLER_UNKNOWN */
function nameOf(context: AreaContext, resellerId: string): string {
  const name = resellerNames(context.workspace.mirror.read, [resellerId]).get(resellerId);
  if (name === undefined) throw new CodedError('RESELLER_UNKNOWN', { reseller: resellerId });
  return name;
}

const KIND = {
  grant: { budget: 'resellers.grantBudget', order: 'resellers.grantOrder' },
  revoke: { budget: 'resellers.revokeBudget', order: 'resellers.revokeOrder' },
} as const;

type Wanted = Pick<PermissionChange, 'resellerId' | 'what' | 'event' | 'monthly' | 'oneTime' | 'reason'>;

function plan(context: AreaContext, w: WriteHandle, wanted: Wanted, name: string, person: string): string {
  const id = outboxOf(context).newId();
  const { resellerId, what, event, monthly, oneTime, reason } = wanted;
  const [taskId = null] = tasksOf(context).save(w, [
    {
      kind: KIND[event][what],
      customerId: null,
      subject: id,
      values: {
        v: 1,
        resellerId,
        resellerName: name,
        ...(event === 'revoke' || what === 'order' ? {} : { monthly, oneTime }),
        ...(reason === null ? {} : { reason }),
      },
      person,
    },
  ]);
  insertChange(w, { ...wanted, id, person, taskId });
  return id;
}

const same = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : compareDecimals(a, b) === 0;

/**
 * Grants a permission; granting the budget permission again changes its quotas.
 * @throws CodedError RESELLER_UNKNOWN, RESELLER_TERMINATED, QUOTA_MISSING, BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE,
 *   CEILING_EXCEEDED, LETTER_NOT_ACCEPTED, PERMISSION_PENDING, PERMISSION_SAME
 */
export function grantPermission(
  context: AreaContext,
  input: ParsedInputOf<'resellers.grant'>,
  caller: Caller,
): OutputOf<'resellers.grant'> {
  const { resellerId, permission } = input;
  const name = nameOf(context, resellerId);
  const amount = (text: string | null): string | null => (text === null ? null : checkedAmount(text));
  const monthly = input.permission === 'budget' ? amount(input.monthly) : null;
  const oneTime = input.permission === 'budget' ? amount(input.oneTime) : null;
  if (permission === 'budget' && monthly === null && oneTime === null)
    throw new CodedError('QUOTA_MISSING', { reseller: resellerId });
  return context.workspace.ledger.write((w) => {
    const [ended] = readCooperations(w, "reseller_id = ? AND state = 'terminated'", [resellerId]);
    if (ended !== undefined) throw new CodedError('RESELLER_TERMINATED', { reseller: resellerId });
    const held = readPermissions(w, [resellerId]).of(resellerId, permission);
    if (held.pending !== null) throw new CodedError('PERMISSION_PENDING', { reseller: resellerId });
    if (held.state === 'granted' && same(held.monthly, monthly) && same(held.oneTime, oneTime))
      throw new CodedError('PERMISSION_SAME', { reseller: resellerId });
    if (input.permission === 'budget') {
      const given = givenOut(context.workspace.mirror.read, resellerId);
      if (quotaTooLow({ monthly, oneTime }, given))
        throw new CodedError('CEILING_EXCEEDED', { monthly: given.monthly, oneTime: given.oneTime });
    } else acceptLetter(w, 'distributor', input.acceptLetter, caller.person);
    const wanted = { resellerId, what: permission, event: 'grant', monthly, oneTime, reason: null } as const;
    return { id: plan(context, w, wanted, name, caller.person) };
  });
}

/**
 * Takes a permission back: budgets stay as they are, and the distributor acts again.
 * @throws CodedError RESELLER_UNKNOWN, PERMISSION_PENDING, PERMISSION_NOT_HELD
 */
export function revokePermission(
  context: AreaContext,
  input: ParsedInputOf<'resellers.revoke'>,
  caller: Caller,
): OutputOf<'resellers.revoke'> {
  const { resellerId, permission, reason } = input;
  const name = nameOf(context, resellerId);
  return context.workspace.ledger.write((w) => {
    const held = readPermissions(w, [resellerId]).of(resellerId, permission);
    if (held.pending !== null) throw new CodedError('PERMISSION_PENDING', { reseller: resellerId });
    if (nextPermission(held.state, 'revoke') === null)
      throw new CodedError('PERMISSION_NOT_HELD', { reseller: resellerId });
    const { monthly, oneTime } = held;
    const wanted = { resellerId, what: permission, event: 'revoke', monthly, oneTime, reason } as const;
    return { id: plan(context, w, wanted, name, caller.person) };
  });
}
