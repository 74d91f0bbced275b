import { CodedError } from '../../base/errors.ts';
import { beijingDay } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import type { Manager } from '../customers/shared.ts';
import { listManagers } from '../team/shared.ts';
import { managersOf, publishManagers } from './publish.ts';
import { changesByNumber, type StoredChange } from './rows.ts';
import type { AssignmentRefusal, Decision, Standing, Wanted } from './rules/change.ts';
import { decideAssign, decideWithdraw, mustTell } from './rules/change.ts';
import { saveChanges, type Decided } from './save.ts';
import { formerOf, standingOf, type Stands } from './standing.ts';

/** Assigning customers to account managers and withdrawing them (guide 5.8): at once here, then by a task in the console. */

const membersById = (ledger: ReadHandle): ReadonlyMap<string, Manager> =>
  new Map(managersOf(ledger).map((one) => [one.id, one]));

/** Members that who asks may assign customers to: account managers, of the own team for a director. */
export function assignable(ledger: ReadHandle, caller: Caller): Manager[] {
  const managers = listManagers(ledger);
  const { sees } = caller;
  return sees === 'all' ? managers : managers.filter(({ id }) => sees.managers.includes(id));
}

/** @throws CodedError MANAGER_UNKNOWN */
export function wantedManager(ledger: ReadHandle, caller: Caller, id: string): Wanted {
  const manager = assignable(ledger, caller).find((one) => one.id === id);
  if (manager === undefined) throw new CodedError('MANAGER_UNKNOWN', { manager: id });
  return { memberId: manager.id, account: manager.upstreamId };
}

/** Whether who asks sees a customer that stands like this. */
function inSight(caller: Caller, { now }: Standing): boolean {
  return caller.sees === 'all' || (now.memberId !== null && caller.sees.managers.includes(now.memberId));
}

export interface Planned {
  readonly customerId: string;
  /** Undefined when there is no such customer, or none that who asks sees. */
  readonly standing: Stands | undefined;
  readonly decided: Decision | AssignmentRefusal;
}

/** What would become of each customer, in the given order, each once. */
export function planEach(
  context: AreaContext,
  ledger: ReadHandle,
  caller: Caller,
  customerIds: readonly string[],
  decide: (standing: Standing) => Decision | AssignmentRefusal,
): Planned[] {
  const unique = [...new Set(customerIds)];
  const standing = standingOf(ledger, context.workspace.mirror.read, unique);
  return unique.map((customerId) => {
    const found = standing.get(customerId);
    const seen = found !== undefined && inSight(caller, found) ? found : undefined;
    return {
      customerId,
      standing: seen,
      decided: seen === undefined ? 'CUSTOMER_UNKNOWN' : decide(seen),
    };
  });
}

function saveEach(
  context: AreaContext,
  caller: Caller,
  customerIds: readonly string[],
  decider: (ledger: ReadHandle) => (standing: Standing) => Decision | AssignmentRefusal,
): OutputOf<'assignments.assign'> {
  const saved = context.workspace.ledger.write((w) => {
    const planned = planEach(context, w, caller, customerIds, decider(w));
    const decided: Decided[] = planned.flatMap(({ customerId, standing, decided: one }) =>
      typeof one === 'string' || standing === undefined ? [] : [{ customerId, standing, ...one }],
    );
    const options = { person: caller.person, cause: 'person', members: membersById(w) } as const;
    return {
      ids: saveChanges(context, w, decided, options).map(String),
      refused: planned.flatMap(({ customerId, decided: one }) =>
        typeof one === 'string' ? [{ customerId, code: one }] : [],
      ),
    };
  });
  publishManagers(context.workspace);
  return saved;
}

/**
 * Customers to one manager, all in one transaction; who is left out is named with a reason: ASSIGNMENT_SAME,
 * CUSTOMER_UNKNOWN. @throws CodedError MANAGER_UNKNOWN for nobody's id, or a manager of another team
 */
export function assignCustomers(
  context: AreaContext,
  input: ParsedInputOf<'assignments.assign'>,
  caller: Caller,
): OutputOf<'assignments.assign'> {
  return saveEach(context, caller, input.customerIds, (ledger) => {
    const wanted = wantedManager(ledger, caller, input.managerId);
    return (standing) => decideAssign(standing, wanted);
  });
}

/** Nobody manages the customers any more. Left out with a reason: ASSIGNMENT_NONE, CUSTOMER_UNKNOWN. */
export function withdrawCustomers(
  context: AreaContext,
  input: ParsedInputOf<'assignments.withdraw'>,
  caller: Caller,
): OutputOf<'assignments.withdraw'> {
  return saveEach(context, caller, input.customerIds, () => decideWithdraw);
}

/**
 * Whether a change can be taken back: it is the customer's last, a decision, and the Partner Center was not told of it. One
 * that nobody had to be told of can be taken back on its day.
 */
export function isUndoable(
  context: AreaContext,
  ledger: ReadHandle,
  change: StoredChange,
  last: boolean,
): boolean {
  if (!last || change.cause === 'undo' || change.cause === 'seen') return false;
  if (change.taskId === null) return change.day === beijingDay(context.workspace.clock.now());
  return context.tasks?.stateOf(ledger, change.taskId) === 'open';
}

/** Changes taken back: the customers have the manager they had before, from the day after. */
export function undoChanges(
  context: AreaContext,
  input: ParsedInputOf<'assignments.undo'>,
  caller: Caller,
): OutputOf<'assignments.undo'> {
  const numbers = input.ids.filter((id) => /^\d{1,15}$/.test(id)).map(BigInt);
  const { ledger, mirror } = context.workspace;
  const undone = ledger.write((w) => {
    const changes = changesByNumber(w, numbers);
    const standing = standingOf(
      w,
      mirror.read,
      changes.map(({ customerId }) => customerId),
    );
    const members = membersById(w);
    const ids = new Set<string>();
    const decided: Decided[] = changes.flatMap((change) => {
      const stands = standing.get(change.customerId);
      if (stands === undefined || !(inSight(caller, stands) || change.person === caller.person)) return [];
      if (!isUndoable(context, w, change, stands.last?.seq === change.seq)) return [];
      ids.add(String(change.seq));
      const back = formerOf(w, change);
      const account = back.to.memberId === null ? null : (members.get(back.to.memberId)?.upstreamId ?? null);
      const tell = back.kind !== 'follow' && mustTell(stands, { memberId: back.to.memberId, account });
      return [{ customerId: change.customerId, standing: stands, ...back, tell }];
    });
    saveChanges(context, w, decided, { person: caller.person, cause: 'undo', members });
    return ids;
  });
  publishManagers(context.workspace);
  return {
    ids: [...undone],
    refused: input.ids.flatMap((id) => (undone.has(id) ? [] : [{ id, code: 'ASSIGNMENT_TOO_LATE' }])),
  };
}
