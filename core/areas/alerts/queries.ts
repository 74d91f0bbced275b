import { maskName, maskPerson } from '../../base/masking.ts';
import type { AlertRow } from '../../contract/alerts.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { RESOURCE_DAYS } from '../customers/rules/origin.ts';
import { customersInSight, shownName, type CustomerInSight } from '../customers/shared.ts';
import { DAY_MS } from '../../base/period.ts';
import { isResponsible } from './rules/responsible.ts';
import { SCENARIOS, type Scenario } from './rules/scenarios.ts';

export type StoredAlert = {
  seq: bigint;
  id: string;
  customer_id: string;
  scenario: string;
  first_seen: bigint;
  ended_at: bigint | null;
  handled_at: bigint | null;
  handled_by: string | null;
  note: string | null;
};

const WHERE: Readonly<Record<ParsedInputOf<'alerts.list'>['state'], string>> = {
  open: 'ended_at IS NULL AND handled_at IS NULL',
  handled: 'ended_at IS NULL AND handled_at IS NOT NULL',
  ended: 'ended_at IS NOT NULL',
};

const instantOf = (value: bigint | null): number | null => (value === null ? null : Number(value));
const scenarioOf = (text: string): Scenario | null => SCENARIOS.find((one) => one === text) ?? null;

/** Read at a time: those of customers out of sight are passed over. */
const CHUNK = 500;

function readChunk(r: ReadHandle, input: ParsedInputOf<'alerts.list'>, before: bigint | null): StoredAlert[] {
  const where = [WHERE[input.state]];
  const params: SqlValue[] = [];
  const add = (text: string, value: SqlValue): void => {
    where.push(text);
    params.push(value);
  };
  if (input.scenario !== undefined) add('scenario = ?', input.scenario);
  if (input.customerId !== undefined) add('customer_id = ?', input.customerId);
  if (before !== null) add('seq < ?', before);
  return r.all<StoredAlert>(
    `SELECT * FROM customer_alert WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT ${CHUNK}`,
    params,
  );
}

interface Shown {
  readonly context: AreaContext;
  readonly caller: Caller;
  readonly customers: ReadonlyMap<string, CustomerInSight>;
  readonly freezes: ReadonlyMap<string, { readonly at: number }> | undefined;
  readonly revealed: ReadonlySet<string>;
}

function alertRowOf(row: StoredAlert, shown: Shown): AlertRow | null {
  const scenario = scenarioOf(row.scenario);
  if (scenario === null) return null;
  const customer = shown.customers.get(row.customer_id);
  const name = shownName(customer);
  const frozenAt = shown.freezes?.get(row.customer_id)?.at;
  return {
    id: row.id,
    scenario,
    customerId: row.customer_id,
    customerName: shown.revealed.has('name') ? name : maskName(name),
    manager:
      customer === undefined || customer.manager === null
        ? null
        : shown.revealed.has('manager')
          ? customer.manager
          : maskPerson(customer.manager),
    state: row.ended_at !== null ? 'ended' : row.handled_at !== null ? 'handled' : 'open',
    firstSeen: Number(row.first_seen),
    endedAt: instantOf(row.ended_at),
    handledAt: instantOf(row.handled_at),
    handledBy: row.handled_by,
    note: row.note,
    deadline:
      scenario === 'frozen-resources' && frozenAt !== undefined ? frozenAt + RESOURCE_DAYS * DAY_MS : null,
    mayHandle: isResponsible(shown.caller, customer?.managerId ?? null),
  };
}

/** One page of alerts, the newest first, of the customers the caller sees. */
export function listAlerts(
  context: AreaContext,
  input: ParsedInputOf<'alerts.list'>,
  caller: Caller,
): OutputOf<'alerts.list'> {
  const { ledger, mirror } = context.workspace;
  const revealed = caller.revealed('alerts', input.revealId);
  const rows: { seq: bigint; row: AlertRow }[] = [];
  let before = input.after === undefined || !/^\d{1,18}$/.test(input.after) ? null : BigInt(input.after);
  while (rows.length <= input.limit) {
    const chunk = readChunk(ledger.read, input, before);
    const ids = chunk.map((row) => row.customer_id);
    const customers = customersInSight(mirror.read, caller.sees, ids);
    const freezes = context.outbox?.freezes(ledger.read, ids);
    for (const stored of chunk) {
      if (caller.sees !== 'all' && !customers.has(stored.customer_id)) continue;
      const row = alertRowOf(stored, { context, caller, customers, freezes, revealed });
      if (row !== null) rows.push({ seq: stored.seq, row });
    }
    before = chunk.at(-1)?.seq ?? null;
    if (chunk.length < CHUNK) break;
  }
  const page = rows.slice(0, input.limit);
  return {
    rows: page.map(({ row }) => row),
    next: rows.length > input.limit ? String(page.at(-1)?.seq ?? '') : null,
  };
}

/** How many alerts of each scenario are open, of the customers the caller sees. */
export function countAlerts(
  context: AreaContext,
  caller: Pick<Caller, 'sees'>,
): { readonly scenario: Scenario; readonly count: number }[] {
  const { ledger, mirror } = context.workspace;
  const rows = ledger.read.all<{ scenario: string; customer_id: string }>(
    'SELECT scenario, customer_id FROM customer_alert WHERE ended_at IS NULL AND handled_at IS NULL',
  );
  const seen =
    caller.sees === 'all'
      ? null
      : customersInSight(
          mirror.read,
          caller.sees,
          rows.map((row) => row.customer_id),
        );
  return SCENARIOS.map((scenario) => ({
    scenario,
    count: rows.filter((row) => row.scenario === scenario && (seen === null || seen.has(row.customer_id)))
      .length,
  }));
}

/** The numbers of open alerts by scenario; those of none are left out. */
export function summariseAlerts(
  context: AreaContext,
  _input: ParsedInputOf<'alerts.summary'>,
  caller: Caller,
): OutputOf<'alerts.summary'> {
  return { open: countAlerts(context, caller).filter(({ count }) => count > 0) };
}
