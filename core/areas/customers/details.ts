import type { JsonObject, JsonValue } from '../../base/json.ts';
import { addDecimals, fromE8, percentOf } from '../../base/money.ts';
import { addPeriods, periodOf, periodsBetween, periodState } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Groups } from '../../storage/lines/store.ts';
import { parseRaw } from '../../storage/raw.ts';
import { rawRecord } from '../../storage/records.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import type { AreaContext } from '../context.ts';
import { openAlertCount } from '../alerts/shared.ts';
import { authorizationStates } from '../behalf/shared.ts';
import { apiStamp, DEFAULT_CURRENCY, OPERATIONS } from '../context.ts';
import { customerCoupons } from '../coupons/shared.ts';
import { customerOrderCounts } from '../orders/shared.ts';
import { pendingByCustomer } from '../outbox/shared.ts';
import { permittedResellers, resellerNames } from '../resellers/shared.ts';
import { ensureCustomerFigures } from './figures.ts';
import { managerKnowledge } from './manager-facts.ts';
import { freezeKnowledge } from './freezes.ts';
import type { StoredCustomer } from './rows.ts';
import { customerRowOf, shown, STORED_COLUMNS } from './rows.ts';
import { isSeen } from './sight.ts';

type Details = NonNullable<OutputOf<'customers.get'>>;

/** Months shown, and services listed by expenditure (the rest is the month's total). */
const MONTHS = 24;
const SERVICES = 10;

/** Fields of the raw body that are masked, by the column that reveals them (guide section 3). */
const RAW_MASKS: Readonly<Record<string, 'name' | 'account' | 'phone' | 'email'>> = {
  customer: 'name',
  account_name: 'account',
  telephone: 'phone',
  email: 'email',
};

function maskedRaw(raw: JsonObject, revealed: ReadonlySet<string>): JsonObject {
  const body = structuredClone(raw);
  for (const [field, column] of Object.entries(RAW_MASKS)) {
    const value = body[field];
    if (typeof value === 'string') body[field] = shown(column, value, revealed);
  }
  const managers = body['account_managers'];
  if (Array.isArray(managers)) body['account_managers'] = managers.map((m) => maskedManager(m, revealed));
  return body;
}

function maskedManager(manager: JsonValue, revealed: ReadonlySet<string>): JsonValue {
  if (manager === null || typeof manager !== 'object' || Array.isArray(manager)) return manager;
  const name = manager['account_name'];
  return typeof name === 'string' ? { ...manager, account_name: shown('manager', name, revealed) } : manager;
}

interface Expenditure {
  readonly currency: string;
  readonly months: Details['months'];
  readonly lastMonth: Details['lastMonth'];
  readonly sameDaysBefore: Details['sameDaysBefore'];
  readonly services: Details['services'];
  readonly servicesPeriod: Details['servicesPeriod'];
  readonly stamp: Details['stamps']['lines'];
}

/** For who may not see expenditures. */
const UNSEEN: Expenditure = {
  currency: DEFAULT_CURRENCY,
  months: [],
  lastMonth: null,
  sameDaysBefore: null,
  services: [],
  servicesPeriod: null,
  stamp: null,
};

const mainCurrency = (groups: Groups): string =>
  groups.total.some((t) => t.currency === DEFAULT_CURRENCY)
    ? DEFAULT_CURRENCY
    : (groups.total[0]?.currency ?? DEFAULT_CURRENCY);

/** What the lines say of one customer: 24 months, the newest month's services, the same days a month before. */
async function expenditureOf(workspace: Workspace, customerId: string): Promise<Expenditure> {
  const { lines, clock } = workspace;
  const now = clock.now();
  const running = periodOf(now);
  const from = addPeriods(running, 1 - MONTHS);
  const [groups, sources] = await Promise.all([
    lines.groups({ by: 'month', from, to: running, customerId }),
    lines.sources({ from, to: running }),
  ]);
  const currency = mainCurrency(groups);
  const amounts = new Map(
    groups.rows
      .filter((row) => row.currency === currency)
      .map((row) => [row.key, row.amounts.payable ?? '0']),
  );
  const known = new Set(sources.map((s) => s.period));
  const before = addPeriods(running, -1);
  const newest = [...amounts.keys()].sort().at(-1) ?? null;
  const through = sources
    .flatMap((s) => (s.period === running && s.through !== null ? [s.through] : []))
    .sort()
    .at(-1);
  const days = through?.startsWith(running) ? Number(through.slice(8, 10)) : 0;
  const [services, same] = await Promise.all([
    newest === null
      ? null
      : lines.groups({
          by: 'service',
          from: newest,
          to: newest,
          customerId,
          currency,
          order: 'payable',
          limit: SERVICES,
        }),
    days === 0 || !known.has(before)
      ? null
      : lines.sameDays({ period: before, days, customerIds: [customerId] }),
  ]);
  const total = services?.total[0]?.amounts.payable ?? '0';
  const source = sources.reduce<(typeof sources)[number] | null>(
    (a, b) => (a === null || b.importedAt > a.importedAt ? b : a),
    null,
  );
  return {
    currency,
    months: periodsBetween(from, running).map((period) => ({
      period,
      state: periodState(period, now),
      payable: amounts.get(period) ?? '0',
      known: known.has(period),
    })),
    lastMonth: known.has(before) ? { amount: amounts.get(before) ?? '0', currency } : null,
    sameDaysBefore:
      same === null
        ? null
        : {
            amount: addDecimals(...same.filter((s) => s.currency === currency).map((s) => s.payable)),
            currency,
          },
    services: (services?.rows ?? []).map((row) => ({
      key: row.key,
      label: row.label ?? row.key,
      payable: row.amounts.payable ?? '0',
      sharePercent: percentOf(row.amounts.payable ?? '0', total),
    })),
    servicesPeriod: newest,
    stamp: source === null ? null : { source: 'file', name: source.file, asOf: source.importedAt },
  };
}

/** The customer page (guide 5.2) as far as this machine's data fills it; null when there is no such customer. */
export async function getCustomer(
  context: AreaContext,
  input: ParsedInputOf<'customers.get'>,
  caller: Caller,
): Promise<OutputOf<'customers.get'>> {
  const { workspace } = context;
  ensureCustomerFigures(workspace);
  const columns = STORED_COLUMNS.join(', ');
  const row = workspace.mirror.read.get<StoredCustomer>(`SELECT ${columns} FROM customer WHERE id = ?`, [
    input.id,
  ]);
  if (row === undefined || !isSeen(workspace.mirror.read, caller.sees, row.id)) return null;
  const lines = caller.may('expenditures.view') ? await expenditureOf(workspace, input.id) : UNSEEN;
  const revealed = caller.revealed('customers', input.revealId);
  const now = workspace.clock.now();
  return workspace.mirror.snapshot((r) => {
    const coupons = caller.may('coupons.view') ? customerCoupons(r, input.id, now) : null;
    const raw = rawRecord(r, 'customers', input.id);
    const resellers = resellerNames(r, row.reseller_id === null ? [] : [row.reseller_id]);
    return {
      customer: customerRowOf(context, row, {
        revealed,
        resellers,
        holders: permittedResellers(workspace.ledger.read, 'budget'),
        authorizations: authorizationStates(workspace.ledger.read, [row.id]),
        pending: pendingByCustomer(context, [row.id]),
        freezes: freezeKnowledge(context, workspace.ledger.read, [row]),
        managers: managerKnowledge(context, r, [row]),
      }),
      months: lines.months,
      monthsCurrency: lines.currency,
      lastMonth: lines.lastMonth,
      sameDaysBefore: lines.sameDaysBefore,
      services: lines.services,
      servicesPeriod: lines.servicesPeriod,
      coupons:
        coupons === null
          ? null
          : {
              count: coupons.count,
              balance: coupons.sums.map(({ currency, e8 }) => ({ amount: fromE8(e8), currency })),
              expiring7: coupons.expiring7,
            },
      orders: caller.may('orders.view') ? customerOrderCounts(r, input.id) : null,
      alerts: openAlertCount(workspace.ledger.read, input.id),
      stamps: {
        customer: apiStamp(context, 'customers', OPERATIONS.customers, Number(row.as_of)),
        lines: lines.stamp,
      },
      raw: raw === undefined ? {} : maskedRaw(parseRaw(raw), revealed),
    };
  });
}
