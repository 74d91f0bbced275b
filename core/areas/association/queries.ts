import { maskName } from '../../base/masking.ts';
import type { AssociationRow } from '../../contract/association.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { getSetting } from '../../storage/settings.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, shownName } from '../customers/shared.ts';
import { readFacts } from './facts.ts';
import { POLICY } from './policy.ts';
import { openRecords, readRecord, stepsOf, walkRecords, type AssociationRecord } from './rows.ts';
import { normalise } from '../search-text.ts';
import { disassociationChecks, isBlocked } from './rules/checks.ts';
import { recordInSight } from './sight.ts';

const VIEW = 'association';

function conditionsOf(input: ParsedInputOf<'association.list'>): { where: string[]; params: SqlValue[] } {
  const where: string[] = [];
  const params: SqlValue[] = [];
  const add = (condition: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    params.push(value);
  };
  add('customer_id = ?', input.customerId);
  add('type = ?', input.type);
  add('initiator = ?', input.initiator);
  add('asked_at >= ?', input.from);
  add('asked_at < ?', input.to);
  add('state IN (SELECT value FROM json_each(?))', input.states && JSON.stringify(input.states));
  add('seq < (SELECT seq FROM association_record WHERE id = ?)', input.after);
  return { where, params };
}

/** Records are few: names are looked through as they are. */
const meets = (record: AssociationRecord, typed: string): boolean =>
  typed === '' || record.customerId?.toLowerCase() === typed || normalise(record.name).includes(typed);

/** Records, newest first, of customers in sight. Names are masked unless revealed for view 'association'. */
export function listAssociations(
  context: AreaContext,
  input: ParsedInputOf<'association.list'>,
  caller: Caller,
): OutputOf<'association.list'> {
  const { ledger, mirror } = context.workspace;
  return ledger.snapshot((r) => {
    const { where, params } = conditionsOf(input);
    const sees = recordInSight(mirror.read, caller);
    const typed = normalise(input.search ?? '');
    const found: AssociationRecord[] = [];
    for (const record of walkRecords(r, where, params)) {
      if (sees(record) && meets(record, typed)) found.push(record);
      if (found.length > input.limit) break;
    }
    const page = found.slice(0, input.limit);
    return {
      rows: rowsOf(context, page, caller, input.revealId),
      next: found.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

/** One record with everything that happened to it; null when there is none in sight. */
export function getAssociation(
  context: AreaContext,
  input: ParsedInputOf<'association.get'>,
  caller: Caller,
): OutputOf<'association.get'> {
  const { ledger, mirror } = context.workspace;
  return ledger.snapshot((r) => {
    const record = readRecord(r, input.id);
    if (record === undefined || !recordInSight(mirror.read, caller)(record)) return null;
    const [row] = rowsOf(context, [record], caller, input.revealId);
    if (row === undefined) return null;
    const taskState = record.taskId === null ? null : (context.tasks?.stateOf(r, record.taskId) ?? null);
    return { row, taskState, steps: stepsOf(r, record.id) };
  });
}

/** How many requests wait, and for whom. */
export function summariseAssociations(
  context: AreaContext,
  _input: ParsedInputOf<'association.summary'>,
  caller: Caller,
): OutputOf<'association.summary'> {
  const { ledger, mirror } = context.workspace;
  const open = openRecords(ledger.read).filter(recordInSight(mirror.read, caller));
  const count = (state: AssociationRecord['state']): number =>
    open.filter((record) => record.state === state).length;
  return { open: open.length, waiting: count('pending-customer'), toAnswer: count('pending-partner') };
}

/** The transaction model of customers that a list names; those out of sight are left out. */
export function modelsOf(
  context: AreaContext,
  input: ParsedInputOf<'association.models'>,
  caller: Caller,
): OutputOf<'association.models'> {
  const facts = customerFacts(context.workspace.mirror.read, input.ids, caller.sees);
  return Object.fromEntries(
    [...facts].flatMap(([id, { association }]) => (association === null ? [] : [[id, association]])),
  );
}

/** The checks before a disassociation; null when there is no such customer in sight. */
export function checkDisassociation(
  context: AreaContext,
  input: ParsedInputOf<'association.checks'>,
  caller: Caller,
): OutputOf<'association.checks'> {
  const { ledger } = context.workspace;
  const found = readFacts(context, ledger.read, input.customerId, caller.sees);
  if (found === null) return null;
  const checks = disassociationChecks(found.facts);
  return { checks, blocked: isBlocked(checks), consent: !getSetting(ledger, POLICY).withoutConsent };
}

function rowsOf(
  context: AreaContext,
  records: readonly AssociationRecord[],
  caller: Caller,
  revealId: string | undefined,
): AssociationRow[] {
  const clear = caller.revealed(VIEW, revealId).has('name');
  const ids = records.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const facts = customerFacts(context.workspace.mirror.read, ids);
  return records.map((record) => {
    const customer = record.customerId === null ? undefined : facts.get(record.customerId);
    const name = customer === undefined ? record.name : shownName(customer);
    const { id, customerId, type, initiator, state, reason, askedAt, since, person, taskId } = record;
    return {
      id,
      customerId,
      customerName: clear ? name : maskName(name),
      association: customer?.association ?? record.model,
      type,
      initiator,
      state,
      reason,
      askedAt,
      since,
      person,
      taskId,
    };
  });
}
