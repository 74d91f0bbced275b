import type { WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerNames, shownName, type Manager } from '../customers/shared.ts';
import type { NewTask } from '../tasks-port.ts';
import { auditAssignment } from './audit.ts';
import { insertChange, type Cause } from './rows.ts';
import type { ChangeKind, Person } from './rules/history.ts';
import type { Stands } from './standing.ts';
import { ASSIGN, WITHDRAW } from './tasks.ts';

/** Saving decided changes: rows, tasks and audit in one transaction. */

export interface Decided {
  readonly customerId: string;
  readonly standing: Stands;
  readonly kind: ChangeKind;
  readonly to: Person;
  /** The Partner Center has to be told. */
  readonly tell: boolean;
}

export interface SaveOptions {
  readonly person: string;
  readonly cause: Cause;
  /** Members by id, for the values of tasks. */
  readonly members: ReadonlyMap<string, Manager>;
}

/** What a person enters in the console, by the fields of tasks.ts. */
function taskOf(context: AreaContext, decided: readonly Decided[], options: SaveOptions): NewTask[] {
  const names = customerNames(
    context.workspace.mirror.read,
    decided.map(({ customerId }) => customerId),
  );
  return decided.map(({ customerId, standing, kind, to }) => {
    const name = names.get(customerId);
    const withdraw = kind === 'withdraw';
    const former = options.members.get(standing.now.memberId ?? '')?.name ?? standing.now.account ?? '';
    const manager = options.members.get(to.memberId ?? '');
    return {
      kind: withdraw ? WITHDRAW : ASSIGN,
      customerId,
      subject: customerId,
      values: {
        v: 1,
        manager: withdraw ? former : (manager?.name ?? ''),
        managerAccount: withdraw ? '' : (manager?.upstreamId ?? ''),
        customerName: shownName(name),
        customerAccount: name?.account ?? '',
        customerId,
        before: standing.account ?? '',
      },
      person: options.person,
    };
  });
}

/**
 * Saves changes in the given transaction of the ledger. What an earlier change left to be entered in the Partner Center
 * is taken back: only the newest has to be.
 * @returns the numbers of the changes
 */
export function saveChanges(
  context: AreaContext,
  w: WriteHandle,
  decided: readonly Decided[],
  options: SaveOptions,
): bigint[] {
  const { tasks } = context;
  const told = decided.filter(({ tell }) => tell);
  const taskIds = tasks?.save(w, taskOf(context, told, options)) ?? [];
  const taskFor = new Map(told.map(({ customerId }, i) => [customerId, taskIds[i] ?? null]));
  return decided.map(({ customerId, standing, kind, to }) => {
    const taskId = taskFor.get(customerId) ?? null;
    const { person, cause } = options;
    const seq = insertChange(w, { customerId, kind, to, former: standing.now, cause, person, taskId });
    auditAssignment(w, { customerId, former: standing.now, to, cause, person, taskId });
    const open = standing.last?.taskId;
    if (open != null && open !== taskId) tasks?.cancel(w, open, person);
    return seq;
  });
}
