import type { JsonObject } from '../../base/json.ts';
import { outboxState, type OutboxState } from '../../contract/outbox.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import {
  actionRow,
  COLUMNS,
  dependenciesOf,
  toAction,
  toAttempt,
  type ActionRow,
  type AttemptRow,
} from './rows.ts';
import type { StoredAction, StoredAttempt } from './types.ts';

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Actions about some customers, and those somebody saved about customers that are still to be made. */
interface Within {
  readonly customers: readonly string[];
  readonly person: string;
}
const WITHIN = `(customer_id IN (SELECT value FROM json_each(?)) OR (customer_id GLOB 'new:*' AND person = ?))`;
const withinParams = ({ customers, person }: Within): SqlValue[] => [JSON.stringify(customers), person];

/**
 * Actions, newest first. `after`: the id of the last action of the page before.
 * @param q.states, q.kinds, q.customerId, q.ids narrow; left out = all
 */
export function readActions(
  r: ReadHandle,
  q: {
    states?: readonly OutboxState[];
    kinds?: readonly string[];
    within?: Within;
    customerId?: string;
    ids?: readonly string[];
    after?: string;
    limit: number;
  },
): StoredAction[] {
  const where: string[] = [];
  const params: SqlValue[] = [];
  const narrow = (sql: string, values: readonly SqlValue[]): void => {
    where.push(sql);
    params.push(...values);
  };
  if (q.states) narrow(`state IN (${marks(q.states)})`, q.states);
  if (q.kinds) narrow(`kind IN (${marks(q.kinds)})`, q.kinds);
  if (q.within) narrow(WITHIN, withinParams(q.within));
  if (q.customerId !== undefined) narrow('customer_id = ?', [q.customerId]);
  if (q.ids) narrow('id IN (SELECT value FROM json_each(?))', [JSON.stringify(q.ids)]);
  if (q.after !== undefined) narrow('seq < (SELECT seq FROM action WHERE id = ?)', [q.after]);
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  const rows = r.all<ActionRow>(
    `-- outbox.list\nSELECT ${COLUMNS} FROM action ${condition} ORDER BY seq DESC LIMIT ?`,
    [...params, q.limit],
  );
  return rows.map((row) => toAction(row, dependenciesOf(r, row.id)));
}

/** One action, or undefined. */
export function readAction(r: ReadHandle, id: string): StoredAction | undefined {
  const row = actionRow(r, id);
  return row && toAction(row, dependenciesOf(r, id));
}

/**
 * What is not final yet, lane by lane in the order it will be carried out: the pending view folds it over the mirror.
 * @param customerIds narrows; left out = all
 */
export function openActionsOf(r: ReadHandle, customerIds?: readonly string[]): StoredAction[] {
  const narrow = customerIds ? 'AND customer_id IN (SELECT value FROM json_each(?))' : '';
  const params = customerIds ? [JSON.stringify(customerIds)] : [];
  const rows = r.all<ActionRow>(
    `-- outbox.open\nSELECT ${COLUMNS} FROM action WHERE final = 0 ${narrow} ORDER BY lane, seq`,
    params,
  );
  const needs = new Map<string, string[]>();
  if (rows.length > 0) {
    const pairs = r.all<{ action: string; needs: string }>(
      `-- outbox.open-needs\nSELECT d.action, d.needs FROM action_dependency d JOIN action a ON a.id = d.action
       WHERE a.final = 0 ORDER BY d.needs`,
    );
    for (const pair of pairs) needs.set(pair.action, [...(needs.get(pair.action) ?? []), pair.needs]);
  }
  return rows.map((row) => toAction(row, needs.get(row.id) ?? []));
}

/** How many actions are in each state; every state is there. */
export function countByState(r: ReadHandle, within?: Within): Record<OutboxState, number> {
  return counted(r, `-- outbox.counts`, within ? `WHERE ${WITHIN}` : '', within ? withinParams(within) : []);
}

/** How many of these actions are in each state; every state is there. */
export function countStatesOf(r: ReadHandle, ids: readonly string[]): Record<OutboxState, number> {
  const where = 'WHERE id IN (SELECT value FROM json_each(?))';
  return counted(r, '-- outbox.counts-of', where, [JSON.stringify(ids)]);
}

function counted(
  r: ReadHandle,
  name: string,
  where: string,
  params: readonly SqlValue[],
): Record<OutboxState, number> {
  const counts = Object.fromEntries(outboxState.options.map((state) => [state, 0])) as Record<
    OutboxState,
    number
  >;
  const rows = r.all<{ state: OutboxState; n: bigint }>(
    `${name}\nSELECT state, count(*) AS n FROM action ${where} GROUP BY state`,
    params,
  );
  for (const { state, n } of rows) counts[state] = Number(n);
  return counts;
}

/** The attempts of an action, oldest first. */
export function attemptsOf(r: ReadHandle, id: string): StoredAttempt[] {
  return r
    .all<AttemptRow>(
      `-- outbox.attempts\nSELECT number, pre_image, started_at, ended_at, outcome, code
       FROM attempt WHERE action = ? ORDER BY number`,
      [id],
    )
    .map(toAttempt);
}

/** What was read just before the last attempt; undefined when nothing was sent yet. */
export function preImageOf(r: ReadHandle, id: string): JsonObject | undefined {
  const row = r.get<{ pre_image: string }>(
    'SELECT pre_image FROM attempt WHERE action = ? ORDER BY number DESC LIMIT 1',
    [id],
  );
  return row && (JSON.parse(row.pre_image) as JsonObject);
}

/** How the desk froze a customer the last time: unfreezing needs the same type and no list reveals it; null when not known. */
export function freezeTypeOf(r: ReadHandle, customerId: string): 'account' | 'account-and-resources' | null {
  const row = r.get<{ type: string }>('SELECT type FROM freeze_type WHERE customer_id = ?', [customerId]);
  if (row?.type === 'account' || row?.type === 'account-and-resources') return row.type;
  return null;
}
