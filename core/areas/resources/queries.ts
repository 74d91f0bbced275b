import { DAY_MS } from '../../base/period.ts';
import type { Stamp } from '../../contract/define.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ResourceRow } from '../../contract/resources.ts';
import { nextKey, openPlace, readStretches } from '../../storage/keyset.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { OPERATIONS } from '../context.ts';
import { seenCustomer } from '../customers/shared.ts';
import type { ReadingName } from '../readings-port.ts';
import { normalise } from '../search-text.ts';
import { expiryPolicy, nextChange, resourceState, statusCodes } from './rules/states.ts';
import { RENEWAL_DAYS } from './shared.ts';

type Kind = ParsedInputOf<'resources.list'>['kind'];

type Stored = {
  id: string;
  name: string | null;
  service: string | null;
  service_name: string | null;
  type_name: string | null;
  spec: string | null;
  spec_name: string | null;
  region: string | null;
  status: string | null;
  effective_at: bigint | null;
  expires_at: bigint | null;
  policy: string | null;
  parent_id: string | null;
  parent_name: string | null;
  associated: bigint;
  place: SqlValue;
};

/** Where each kind is kept, and the order people read it in: what expires first, or what was ordered last. */
const KINDS = {
  period: {
    select: `SELECT c.*, c.expires_at AS place, p.name AS parent_name,
      (SELECT count(*) FROM period_resource AS a WHERE a.customer_id = c.customer_id AND a.parent_id = c.id) AS associated
      FROM period_resource AS c LEFT JOIN period_resource AS p ON p.id = c.parent_id`,
    column: 'c.expires_at',
    direction: 'asc',
  },
  'on-demand': {
    select: `SELECT c.*, NULL AS expires_at, NULL AS policy, NULL AS parent_id, NULL AS parent_name, 0 AS associated,
      c.effective_at AS place FROM on_demand_resource AS c`,
    column: 'c.effective_at',
    direction: 'desc',
  },
} as const;

const instantOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

function rowOf(kind: Kind, row: Stored): ResourceRow {
  const state = resourceState(kind, row.status);
  const expiresAt = instantOf(row.expires_at);
  return {
    id: row.id,
    name: row.name,
    service: row.service_name ?? row.service,
    type: row.type_name,
    specification: row.spec_name ?? row.spec,
    region: row.region,
    state,
    status: row.status,
    effectiveAt: instantOf(row.effective_at),
    expiresAt,
    policy: expiryPolicy(row.policy),
    next: kind === 'period' ? nextChange(state, expiresAt) : null,
    parent: row.parent_id === null ? null : { id: row.parent_id, name: row.parent_name },
    associated: Number(row.associated),
  };
}

/** One page of a customer's resources of one kind. Nothing for a customer the caller does not see. */
export function listResources(
  context: AreaContext,
  input: ParsedInputOf<'resources.list'>,
  caller: Caller,
): OutputOf<'resources.list'> {
  const { mirror, clock } = context.workspace;
  const { kind, customerId } = input;
  const facts = KINDS[kind];
  const list = `resources ${kind} ${customerId}`;
  const after = input.after === undefined ? null : openPlace(mirror.epoch(), list, input.after);
  const where: string[] = ['c.customer_id = ?'];
  const params: SqlValue[] = [customerId];
  const add = (text: string, ...values: SqlValue[]): void => {
    where.push(text);
    params.push(...values);
  };
  const needle = normalise(input.search ?? '');
  if (needle !== '') add('instr(c.name_text, ?) > 0', needle);
  if (input.state !== undefined)
    add('c.status IN (SELECT value FROM json_each(?))', JSON.stringify(statusCodes(kind, input.state)));
  if (input.from !== undefined) add('c.effective_at >= ?', input.from);
  if (input.to !== undefined) add('c.effective_at <= ?', input.to);
  if (input.expiringWithinDays !== undefined && kind === 'period')
    add(
      "c.status = '2' AND c.expires_at > ? AND c.expires_at <= ?",
      clock.now(),
      clock.now() + input.expiringWithinDays * DAY_MS,
    );
  return mirror.snapshot((r) => {
    if (!seenCustomer(r, customerId, caller)) return { rows: [], next: null };
    const found = readStretches<Stored>(r, {
      select: `-- resources.page
        ${facts.select}`,
      where,
      params,
      column: facts.column,
      id: 'c.id',
      direction: facts.direction,
      after,
      limit: input.limit + 1,
    });
    return {
      rows: found.slice(0, input.limit).map((row) => rowOf(kind, row)),
      next: nextKey(mirror.epoch(), list, found, input.limit),
    };
  });
}

/** How old a customer's resources are; null when they were never read. Rows without a note of it are as old as they say. */
function stampOf(
  context: AreaContext,
  name: Extract<ReadingName, 'period_resources' | 'on_demand_resources'>,
  customerId: string,
  newest: bigint | null,
): Stamp | null {
  const at = context.readings?.readAt(name, customerId) ?? instantOf(newest);
  return at === null ? null : { source: 'api', name: OPERATIONS[name], asOf: at };
}

function countOf(r: ReadHandle, table: string, customerId: string): { n: number; newest: bigint | null } {
  const row = r.get<{ n: bigint; newest: bigint | null }>(
    `SELECT count(*) AS n, max(as_of) AS newest FROM ${table} WHERE customer_id = ?`,
    [customerId],
  );
  return { n: Number(row?.n ?? 0n), newest: row?.newest ?? null };
}

/** How many resources a customer has, what is to be renewed, and how old that knowledge is (guide 5.2, 5.6). */
export function summariseResources(
  context: AreaContext,
  { customerId }: ParsedInputOf<'resources.summary'>,
  caller: Caller,
): OutputOf<'resources.summary'> {
  const { mirror, clock } = context.workspace;
  const now = clock.now();
  return mirror.snapshot((r) => {
    if (!seenCustomer(r, customerId, caller))
      return { period: null, onDemand: null, renewals: [], expired: 0, frozen: 0 };
    const period = countOf(r, 'period_resource', customerId);
    const onDemand = countOf(r, 'on_demand_resource', customerId);
    const within = (days: number): number =>
      Number(
        r.get<{ n: bigint }>(
          `SELECT count(*) AS n FROM period_resource
           WHERE customer_id = ? AND status = '2' AND expires_at > ? AND expires_at <= ?`,
          [customerId, now, now + days * DAY_MS],
        )?.n ?? 0n,
      );
    const inStatus = (status: string): number =>
      Number(
        r.get<{ n: bigint }>(
          'SELECT count(*) AS n FROM period_resource WHERE customer_id = ? AND status = ?',
          [customerId, status],
        )?.n ?? 0n,
      );
    const periodStamp = stampOf(context, 'period_resources', customerId, period.newest);
    const onDemandStamp = stampOf(context, 'on_demand_resources', customerId, onDemand.newest);
    return {
      period: periodStamp === null ? null : { count: period.n, stamp: periodStamp },
      onDemand: onDemandStamp === null ? null : { count: onDemand.n, stamp: onDemandStamp },
      renewals: RENEWAL_DAYS.map((days) => ({ days, count: within(days) })),
      expired: inStatus('5'),
      frozen: inStatus('4'),
    };
  });
}
