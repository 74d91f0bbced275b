/** Who manages a customer now (guide 5.8), pure. */

/** A member who manages customers, as the team knows them. */
export interface Manager {
  /** The member's id. */
  readonly id: string;
  readonly name: string;
  /** The account of the same person in the Partner Center; null when it is not known. */
  readonly upstreamId: string | null;
}

/** What an assignment made here says: who manages the customer, null when it was withdrawn. */
export interface Assigned {
  readonly memberId: string | null;
}

export interface CurrentManager {
  /** The member's id; null when nobody manages the customer, or somebody who is no member here. */
  readonly managerId: string | null;
  /** The name to show: the member's, else the Partner Center's account of one who is no member; null for nobody. */
  readonly name: string | null;
}

/**
 * An assignment made here comes first, also one that was withdrawn; else the member whose Partner Center account the
 * customer's record names, else that account as it is.
 */
export function managerNow(
  account: string | null,
  assigned: Assigned | undefined,
  byId: (id: string) => Manager | undefined,
  byAccount: (account: string) => Manager | undefined,
): CurrentManager {
  if (assigned !== undefined) {
    const { memberId } = assigned;
    return { managerId: memberId, name: memberId === null ? null : (byId(memberId)?.name ?? memberId) };
  }
  const member = account === null ? undefined : byAccount(account);
  return { managerId: member?.id ?? null, name: member?.name ?? account };
}

/**
 * The Partner Center's account manager, when it is another one than the assignment made here says; null when they agree
 * or nothing was assigned here. '' stands for "nobody there".
 */
export function differsUpstream(
  account: string | null,
  assigned: Assigned | undefined,
  byId: (id: string) => Manager | undefined,
): string | null {
  if (assigned === undefined) return null;
  const ours = assigned.memberId === null ? null : (byId(assigned.memberId)?.upstreamId ?? undefined);
  return ours === account ? null : (account ?? '');
}
