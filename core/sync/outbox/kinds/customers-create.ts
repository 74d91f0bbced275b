import { CodedError } from '../../../base/errors.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { PartnerCenter } from '../../../sources/source.ts';
import { creationPayload, type CreationPayload } from '../payloads.ts';
import type { StoredAction } from '../types.ts';
import { bornAs } from '../unborn.ts';
import { resellerOf, type AccountSeen, type Finding, type KindPlan, type Situation } from './kind.ts';

/**
 * A new account with its association (guide 5.10). Never repeated by us: after an unclear outcome the customer is looked
 * for by the account's name, which nobody else can have, and by our own id, which comes back in every list. The account
 * is there at once, its association some minutes later; until then only CheckUserIdentity shows that the name is taken.
 */
const PAGE = 100;
/** Codes that mean "the account is made, its association is not": the answer carries its id. */
const DONE_IN_PART = new Set(['CBC.99000050']);

const wanted = (action: StoredAction): CreationPayload => creationPayload.parse(action.payload);
const textOf = (body: JsonObject, name: string): string | null => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** A customer of ours that has the name. */
interface Named {
  readonly id: string;
  /** Null where the list does not say. */
  readonly externalId: string | null;
}

async function read(source: PartnerCenter, action: StoredAction, signal: AbortSignal): Promise<Situation> {
  const named = await customersNamed(source, action, signal);
  const { externalId } = wanted(action);
  const [first] = named;
  if (first === undefined) return seen((await isFree(source, action, signal)) ? 'free' : 'used');
  const known = bornAs(action.result);
  // A list that leaves our id out: the name was free just before, and nobody else can have it.
  const ours = named.filter((one) => one.id === known || (one.externalId ?? externalId) === externalId);
  if (ours.length > 1) return seen('several');
  return ours[0] === undefined ? seen('other', first.id) : seen('ours', ours[0].id);
}

const seen = (account: AccountSeen, customerId?: string): Situation => ({
  budget: null,
  budgetType: null,
  currency: null,
  frozen: null,
  matching: null,
  account,
  ...(customerId === undefined ? {} : { customerId }),
});

/** Customers with exactly this account name; the list's own filter finds parts of names. */
async function customersNamed(
  source: PartnerCenter,
  action: StoredAction,
  signal: AbortSignal,
): Promise<Named[]> {
  const name = wanted(action).accountName;
  const found: Named[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await source.call(
      'ListSubCustomers',
      { body: { account_name: name, offset, limit: PAGE, ...resellerOf(action) } },
      { signal, priority: 'person' },
    );
    for (const { body } of page.items) {
      if (textOf(body, 'account_name')?.toLowerCase() !== name.toLowerCase()) continue;
      const id = textOf(body, 'customer_id');
      if (id !== null) found.push({ id, externalId: textOf(body, 'xaccount_id') });
    }
    if (page.items.length === 0 || offset + PAGE >= (page.total ?? 0)) return found;
  }
}

async function isFree(source: PartnerCenter, action: StoredAction, signal: AbortSignal): Promise<boolean> {
  const operation = 'CheckUserIdentity';
  const { body } = await source.call(
    operation,
    { body: { search_type: 'name', search_value: wanted(action).accountName } },
    { signal, priority: 'person' },
  );
  const result = body['check_result'];
  if (result === 'available' || result === 'used_by_user') return result === 'available';
  throw new CodedError('UPSTREAM_UNREADABLE', { operation, field: 'check_result' });
}

/** Pure: what two readings say about the request between them. Without a first one the second alone must tell. */
export function judgeCreation(pre: Situation, now: Situation): Finding {
  switch (now.account) {
    case 'ours':
      return 'reached';
    case 'free':
      return 'base';
    case 'used':
      return pre.account === 'used' ? 'third' : 'halfway';
    case 'several':
      return 'blurred';
    case 'other':
    case undefined:
      return 'third';
    default:
      return now.account satisfies never;
  }
}

export const customersCreate: KindPlan = {
  kind: 'customers.create',
  spends: false,
  repeatable: false,
  doneInPart: DONE_IN_PART,
  understands: (action) => creationPayload.safeParse(action.payload).success,
  readPreImage: read,
  // Whether the name can be used is not a matter of what the person saw: see `foresee`.
  sameAsBase: () => true,
  needsCode: (action) => typeof wanted(action).email === 'string',
  foresee(pre, action) {
    if (pre.account === 'free') return null;
    // Only a customer that carries our id and was asked for can be ours; a given id may be an older customer's.
    return pre.account === 'ours' && action.attempts > 0 ? 'done' : 'ACCOUNT_TAKEN';
  },
  learn(body) {
    const customerId = textOf(body, 'domain_id');
    return customerId === null ? null : { customerId };
  },
  request(action, code = null) {
    const { accountName, country, platform, externalId, email, noMarketing } = wanted(action);
    return {
      operation: 'CreateSubCustomer',
      input: {
        body: {
          domain_name: accountName,
          domain_area: country,
          xaccount_id: externalId,
          xaccount_type: platform,
          ...(typeof email === 'string' ? { email } : {}),
          ...(code === null ? {} : { verification_code: code }),
          is_close_market_ms: noMarketing ? 'true' : 'false',
          // Done means made and associated: only then a budget can be set.
          include_association_result: true,
          ...resellerOf(action),
        },
      },
    };
  },
  async verify(source, action, preImage, signal) {
    const now = await read(source, action, signal);
    const finding = judgeCreation(preImage, now);
    // An account whose id we were told is there, whatever the name's check says.
    return { finding: finding === 'base' && bornAs(action.result) !== null ? 'halfway' : finding, now };
  },
};
