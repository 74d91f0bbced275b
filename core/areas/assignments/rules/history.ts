import { DAY_MS } from '../../../base/period.ts';

/**
 * Who managed a customer when (guide 5.8), pure. The manager may manage the customer at once; expenditure counts from the
 * day after the assignment, so the day of a change still belongs to the former. What was once somebody's stays theirs.
 */

/** Whom the Partner Center or the desk names: a member here, or an account of the Partner Center that is no member's. */
export interface Person {
  readonly memberId: string | null;
  readonly account: string | null;
}

export const NOBODY: Person = { memberId: null, account: null };

/**
 * assign: decided here; withdraw: decided here that nobody manages the customer; follow: as the Partner Center's record
 * says (seen to change there, or a decision taken back).
 */
export type ChangeKind = 'assign' | 'withdraw' | 'follow';

/** One change of a customer's manager, as the ledger keeps it. */
export interface Change {
  readonly customerId: string;
  readonly kind: ChangeKind;
  /** Who manages the customer from then on. */
  readonly to: Person;
  /** Who managed it until then. */
  readonly former: Person;
  /** 'YYYY-MM-DD', GMT+08:00. */
  readonly day: string;
}

/** Days a person had a customer; both included, null = without bound. Never empty. */
export interface Managed {
  readonly customerId: string;
  readonly person: Person;
  readonly from: string | null;
  readonly until: string | null;
}

/** The day after, 'YYYY-MM-DD'. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

export const isNobody = ({ memberId, account }: Person): boolean => memberId === null && account === null;

/** The same person: a member by id, anybody else by account. */
export const samePerson = (a: Person, b: Person): boolean =>
  a.memberId === null && b.memberId === null ? a.account === b.account : a.memberId === b.memberId;

/**
 * The days of each manager of one customer, from its changes in their order. Before the first change it was whom that
 * change found. Several changes on one day: the last one holds from the day after, those between have no day.
 */
export function managedDays(changes: readonly Change[]): Managed[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { customerId } = first;
  const spans: Managed[] = [];
  const add = (person: Person, from: string | null, until: string | null): void => {
    if (isNobody(person) || (from !== null && until !== null && from > until)) return;
    const last = spans.at(-1);
    const joins = last !== undefined && samePerson(last.person, person) && last.until !== null;
    if (joins && from !== null && dayAfter(last.until) >= from) spans[spans.length - 1] = { ...last, until };
    else spans.push({ customerId, person, from, until });
  };
  add(first.former, null, first.day);
  for (const [i, change] of changes.entries())
    add(change.to, dayAfter(change.day), changes[i + 1]?.day ?? null);
  return spans;
}
