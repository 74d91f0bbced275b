/**
 * Which customer of the mirror is the one that was pre-registered or invited. Only what names one account beyond doubt
 * confirms by itself: the account, or an e-mail address or a telephone number that one customer and one open record have.
 */

export type MatchReason = 'account' | 'email' | 'phone' | 'name' | 'similar';

/** What a customer and a record have in common, the surest first. */
export interface Candidate {
  readonly customerId: string;
  readonly why: MatchReason;
  /** Integer ms UTC; null when the Partner Center does not say. */
  readonly associatedOn: number | null;
  /** Other open records of the same kind with the same e-mail address or number. */
  readonly shared: boolean;
}

export type Verdict =
  | { readonly is: 'match'; readonly candidate: Candidate }
  | { readonly is: 'proposal'; readonly candidate: Candidate; readonly confidence: 'high' | 'medium' }
  | { readonly is: 'none' };

const SURE: ReadonlySet<MatchReason> = new Set(['account', 'email', 'phone']);
const RANK: Readonly<Record<MatchReason, number>> = { account: 0, email: 1, phone: 2, name: 3, similar: 4 };

/**
 * @param since candidates associated before were customers already: the duplicate check spoke of them then
 * @param dismissed customers a person set aside for this record
 */
export function judge(
  candidates: readonly Candidate[],
  since: number,
  dismissed: ReadonlySet<string>,
): Verdict {
  const open = candidates
    .filter(
      (one) => !dismissed.has(one.customerId) && (one.associatedOn === null || one.associatedOn >= since),
    )
    .toSorted((a, b) => RANK[a.why] - RANK[b.why] || a.customerId.localeCompare(b.customerId));
  const [first] = open;
  if (first === undefined) return { is: 'none' };
  // A reading without a time of association cannot tell a new customer from an old one.
  const sure = SURE.has(first.why) && !first.shared && first.associatedOn !== null;
  const rivals = open.filter((one) => one.why === first.why).length;
  if (sure && rivals === 1) return { is: 'match', candidate: first };
  const high = (SURE.has(first.why) || first.why === 'name') && rivals === 1;
  return { is: 'proposal', candidate: first, confidence: high ? 'high' : 'medium' };
}
