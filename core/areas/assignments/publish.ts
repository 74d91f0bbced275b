import {
  clearAssigned,
  customerManagers,
  dropSeenChanges,
  managersDiffer,
  managersState,
  refreshCustomerManagers,
  seenChanges,
  setAssigned,
  setManagers,
  setManagersState,
  type Assigned,
  type Manager,
  type SeenChange,
} from '../customers/shared.ts';
import { memberName, readMembers } from '../team/shared.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import {
  allChanges,
  assignedMembers,
  customersSince,
  followers,
  insertChange,
  lastChanges,
  newestChange,
  type NewChange,
  type StoredChange,
} from './rows.ts';

/**
 * Ledger and mirror are two files. Who manages a customer follows from both: the assignments and members of the ledger are
 * copied into the mirror and onto the customers' rows; changes that the Partner Center's records show are carried into
 * the ledger, where they stay. Both ways only what differs is written, so that it can be called after anything.
 */

/** Who did what nobody here did. */
export const PARTNER_CENTER = 'sync';

/** Everybody a customer can belong to: the members, and those who left with customers. */
export function managersOf(ledger: ReadHandle): Manager[] {
  const members = readMembers(ledger).map(({ id, name, upstreamId }) => ({ id, name, upstreamId }));
  const known = new Set(members.map(({ id }) => id));
  const gone = assignedMembers(ledger).filter((id) => !known.has(id));
  return [...members, ...gone.map((id) => ({ id, name: memberName(ledger, id), upstreamId: null }))];
}

const seenAs = (account: string | null) => ({ memberId: null, account });

function followed(change: SeenChange, last: StoredChange | undefined): NewChange | null {
  // What was decided here holds, whatever the Partner Center says.
  if (last !== undefined && last.kind !== 'follow') return null;
  const before = last === undefined ? change.before : last.to.account;
  if (before === change.after) return null;
  return {
    customerId: change.customerId,
    kind: 'follow',
    to: seenAs(change.after),
    former: seenAs(before),
    cause: 'seen',
    person: PARTNER_CENTER,
    taskId: null,
    at: change.at,
  };
}

/** Changes that a reading showed, and records that name another manager than the last change seen of them. */
function carryIntoLedger(workspace: Workspace): void {
  const { ledger, mirror } = workspace;
  const seen = seenChanges(mirror.read);
  const following = followers(ledger.read);
  const now = customerManagers(
    mirror.read,
    following.map(({ customerId }) => customerId),
  );
  const missed: SeenChange[] = following.flatMap(({ customerId, to }) => {
    const customer = now.get(customerId);
    const same = customer === undefined || customer.account === to.account;
    return same
      ? []
      : [{ seq: 0n, customerId, before: to.account, after: customer.account, at: workspace.clock.now() }];
  });
  const changes = [...seen, ...missed];
  if (changes.length === 0) return;
  ledger.write((w) => {
    for (const change of changes) {
      const row = followed(change, lastChanges(w, [change.customerId]).get(change.customerId));
      if (row !== null) insertChange(w, row);
    }
  });
  const through = seen.at(-1)?.seq;
  if (through !== undefined) mirror.write((w) => dropSeenChanges(w, through));
}

const assignedBy = (change: StoredChange): Assigned | undefined =>
  change.kind === 'follow' ? undefined : { memberId: change.to.memberId };

/** What the assignments say of all customers that have one. */
function everyAssigned(ledger: ReadHandle): Map<string, Assigned | undefined> {
  const assigned = new Map<string, Assigned | undefined>();
  for (const change of allChanges(ledger)) assigned.set(change.customerId, assignedBy(change));
  return assigned;
}

/** Makes the mirror say who manages each customer, and the ledger who the Partner Center's records named. */
export function publishManagers(workspace: Workspace): void {
  carryIntoLedger(workspace);
  const { ledger, mirror } = workspace;
  const managers = managersOf(ledger.read);
  const newest = newestChange(ledger.read);
  const life = ledger.epoch();
  const state = managersState(mirror.read);
  const otherMembers = managersDiffer(mirror.read, managers);
  const otherLedger = state.ledger !== life || state.seq > newest;
  if (!otherMembers && !otherLedger && state.seq === newest) return;
  mirror.write((w) => {
    if (otherMembers) setManagers(w, managers);
    const customers = otherLedger ? [] : customersSince(ledger.read, state.seq);
    if (otherLedger) {
      clearAssigned(w);
      setAssigned(w, everyAssigned(ledger.read));
    } else {
      const last = lastChanges(ledger.read, customers);
      setAssigned(w, new Map([...last].map(([id, change]) => [id, assignedBy(change)])));
    }
    setManagersState(w, { ledger: life, seq: newest });
    refreshCustomerManagers(w, otherMembers || otherLedger ? undefined : customers);
  });
}

/** Collections after whose change somebody may have another manager. */
const FOLLOWED: readonly string[] = ['assignment', 'team', 'customers'];

/**
 * Publishes now and after each change of assignments, members or customers' records. @returns a function that ends it
 * @param report told what went wrong; the next change tries again
 */
export function followManagers(workspace: Workspace, report: (error: unknown) => void): () => void {
  publishManagers(workspace);
  return workspace.notices.subscribe((names) => {
    if (!names.some((name) => FOLLOWED.includes(name))) return;
    try {
      publishManagers(workspace);
    } catch (error) {
      report(error);
    }
  });
}
