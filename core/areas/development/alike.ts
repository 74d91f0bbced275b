import type { Caller } from '../../contract/handlers.ts';
import type { Likeness } from '../../contract/development.ts';
import { maskName } from '../../base/masking.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { customersAlike, shownName, type AlikeCustomer } from '../customers/shared.ts';
import { accountKey, compareNames, emailKey, nameKeys, needlesOf } from './names.ts';
import { invitationsIn, registrationsIn, type WhoKeys } from './records.ts';
import { comparePhones, phoneTail, readPhone } from './rules/phones.ts';
import { invitationStateAt } from './rules/invitation.ts';
import { stateAt } from './rules/registration.ts';

/** Who may be the same customer: found on this machine by indexes, compared exactly, never blocking without a reason. */

export type Why = Likeness['why'];

export interface Alike {
  readonly where: Likeness['where'];
  readonly id: string;
  readonly name: string;
  readonly why: Why;
  readonly strength: Likeness['strength'];
  readonly state: string | null;
  /** The member it belongs to; null: nobody. */
  readonly memberId: string | null;
}

/** What the search is for: inviting somebody who is pre-registered is the plan, not a duplicate. */
export type Purpose = 'register' | 'invite' | 'create';

const EXACT: ReadonlySet<Why> = new Set(['account', 'email', 'phone', 'name']);
const RANK: Readonly<Record<Why, number>> = {
  account: 0,
  email: 1,
  phone: 2,
  name: 3,
  similar: 4,
  pinyin: 5,
  part: 6,
};

/** What two have in common, the surest thing first; null when nothing. */
export function compare(a: WhoKeys, b: WhoKeys): Why | null {
  if (a.account !== null && a.account === b.account) return 'account';
  if (a.email !== null && a.email === b.email) return 'email';
  const phone = a.phone === null || b.phone === null ? null : comparePhones(a.phone, b.phone);
  if (phone === 'exact') return 'phone';
  return compareNames(a.names, b.names) ?? (phone === 'similar' ? 'similar' : null);
}

/** The keys of a customer of the mirror. A name that is masked upstream says nothing. */
export function customerKeys(customer: AlikeCustomer): WhoKeys {
  const name = shownName(customer);
  return {
    names: nameKeys(name.includes('**') ? '' : name),
    email: emailKey(customer.email),
    account: accountKey(customer.account),
    phone: readPhone(customer.phone, customer.dial),
  };
}

/** Customers that have something in common with somebody, with what it is; the surest first. */
export function alikeCustomers(mirror: ReadHandle, keys: WhoKeys): { customer: AlikeCustomer; why: Why }[] {
  const account = keys.account === null ? [] : [`||${nameKeys(keys.account).key}||`];
  const found = customersAlike(mirror, {
    needles: [...needlesOf(keys.names), ...account],
    email: keys.email,
    phoneTail: keys.phone === null ? null : phoneTail(keys.phone),
  });
  return found
    .flatMap((customer) => {
      const why = compare(keys, customerKeys(customer));
      return why === null ? [] : [{ customer, why }];
    })
    .toSorted((a, b) => RANK[a.why] - RANK[b.why] || a.customer.id.localeCompare(b.customer.id));
}

const strengthOf = (why: Why): Likeness['strength'] => (EXACT.has(why) ? 'exact' : 'similar');

/** Open records alike. Those that ended protect nobody and stand in nobody's way. */
function alikeRecords(
  ledger: ReadHandle,
  keys: WhoKeys,
  now: number,
  purpose: Purpose,
  registrationId: string | undefined,
): Alike[] {
  const registrations = registrationsIn(ledger, ['waiting', 'pending_review', 'pre_registered'])
    .filter((one) => one.id !== registrationId && stateAt(one, now) !== 'expired')
    .map((one) => ({
      where: 'registration' as const,
      one,
      state: stateAt(one, now),
      refuses: purpose === 'register',
    }));
  const invitations = invitationsIn(ledger, ['link_wanted', 'invited'])
    .filter((one) => invitationStateAt(one, now) !== 'expired')
    .map((one) => ({
      where: 'invitation' as const,
      one,
      state: invitationStateAt(one, now),
      refuses: purpose === 'invite',
    }));
  return [...registrations, ...invitations].flatMap(({ where, one, state, refuses }) => {
    const why = compare(keys, one.keys);
    if (why === null) return [];
    const strength = refuses ? strengthOf(why) : 'similar';
    return [{ where, id: one.id, name: one.name, why, strength, state, memberId: one.memberId }];
  });
}

/** Everybody alike: customers, pre-registrations, invitations; what refuses first, then what is most alike. */
export function findAlike(
  mirror: ReadHandle,
  ledger: ReadHandle,
  keys: WhoKeys,
  options: { readonly now: number; readonly purpose: Purpose; readonly registrationId?: string | undefined },
): Alike[] {
  const customers = alikeCustomers(mirror, keys).map(({ customer, why }) => ({
    where: 'customer' as const,
    id: customer.id,
    name: shownName(customer),
    why,
    strength: strengthOf(why),
    state: customer.association,
    memberId: customer.managerId,
  }));
  const records = alikeRecords(ledger, keys, options.now, options.purpose, options.registrationId);
  const order = { exact: 0, similar: 1 } as const;
  return [...customers, ...records].toSorted(
    (a, b) => order[a.strength] - order[b.strength] || RANK[a.why] - RANK[b.why],
  );
}

/** Whether the caller may see a record of this member (guide 2.2); what they made themselves always. */
export function seesMember(caller: Caller, memberId: string | null): boolean {
  if (caller.sees === 'all' || memberId === caller.memberId) return true;
  return memberId !== null && caller.sees.managers.includes(memberId);
}

/** As the caller may see it: of others' records only that there is one. */
export function likenessFor(caller: Caller, revealed: ReadonlySet<string>, alike: Alike): Likeness {
  const { where, why, strength, state } = alike;
  const visible = seesMember(caller, alike.memberId);
  const name = revealed.has('name') ? alike.name : maskName(alike.name);
  return { where, why, strength, state, id: visible ? alike.id : null, name: visible ? name : null };
}
