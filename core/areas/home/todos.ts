import { compareDecimals, fromE8 } from '../../base/money.ts';
import { DAY_MS } from '../../base/period.ts';
import type { Money } from '../../contract/define.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { staleBefore } from '../budgets/rules/restore.ts';
import { requestsToAnswer } from '../association/shared.ts';
import type { AreaContext } from '../context.ts';
import { OPERATIONS } from '../context.ts';
import { expiringCoupons } from '../coupons/shared.ts';
import { RESOURCE_DAYS } from '../customers/rules/origin.ts';
import {
  countBudgetsFrom,
  customerCounts,
  dueForRenewal,
  newlyFrozen,
  seenIn,
  stillFrozen,
} from '../customers/shared.ts';
import { endingSoon } from '../development/shared.ts';
import { waitingForPerson } from '../outbox/shared.ts';
import { unpaidOrders } from '../orders/shared.ts';
import { managersWithoutDirector } from '../team/shared.ts';
import { quotaFigures, quotaMarks, readQuota } from '../quota/shared.ts';
import { countTasks } from '../tasks/shared.ts';
import { BUDGET_ALERTS } from './budgets.ts';
import { EXPIRING_DAYS } from './coupons.ts';
import { partnerTodos } from './partner-todos.ts';

type Todo = OutputOf<'home.todos'>['rows'][number];

/** Within so many days an expiring coupon is to be acted upon, not only watched. */
const SOON_DAYS = 7;

/** Where each kind's records live; the number of different ones is told with the list. */
const AREA: Readonly<Record<Todo['kind'], string>> = {
  'quota-over': 'funds',
  'quota-alarm': 'funds',
  'budgets-exhausted': 'customers',
  'budgets-high': 'customers',
  'budgets-watched': 'customers',
  'resources-deleted-soon': 'customers',
  'resources-expiring': 'customers',
  'customers-new-frozen': 'customers',
  'customers-frozen': 'customers',
  'customers-without-budget': 'customers',
  'coupons-expiring': 'coupons',
  'orders-unpaid': 'orders',
  'amount-due': 'bills',
  'sync-held': 'sync',
  'sync-failed': 'sync',
  'imports-rejected': 'imports',
  'changes-need-decision': 'outbox',
  'changes-held': 'outbox',
  'registrations-ending': 'development',
  'invitations-ending': 'development',
  'tasks-overdue': 'tasks',
  'tasks-denied': 'tasks',
  'disassociation-requests': 'customers',
  'managers-without-director': 'team',
  'discounts-expiring': 'discounts',
  'switches-open': 'behalf',
  'cooperations-to-review': 'resellers',
};
const RANK: Readonly<Record<Todo['severity'], number>> = { over: 0, act: 1, watch: 2 };

const todo = (
  kind: Todo['kind'],
  severity: Todo['severity'],
  count: number,
  more: Partial<Todo> = {},
): Todo[] => (count === 0 ? [] : [{ kind, severity, count, money: null, dueAt: null, ...more }]);

/** One sum is told only when there is one currency: two are never added. */
const oneMoney = (sums: readonly { currency: string; e8: bigint }[]): Money | null => {
  const [only, ...others] = sums;
  return only === undefined || others.length > 0
    ? null
    : { amount: fromE8(only.e8), currency: only.currency };
};

function quotaTodos(context: AreaContext, r: ReadHandle, caller: Caller): Todo[] {
  const quota = readQuota(r);
  if (quota === null) return [];
  const { currency } = quota;
  const figures = quotaFigures(quota, quotaMarks(context.workspace));
  const list: Todo[] = [];
  if (figures.state === 'over' && figures.overBy !== null)
    list.push(...todo('quota-over', 'over', 1, { money: { amount: figures.overBy, currency } }));
  if ((figures.state === 'watch' || figures.state === 'act') && figures.available !== null)
    list.push(...todo('quota-alarm', figures.state, 1, { money: { amount: figures.available, currency } }));
  if (caller.may('bills.view') && quota.amountDue !== null && compareDecimals(quota.amountDue, '0') > 0)
    list.push(...todo('amount-due', 'act', 1, { money: { amount: quota.amountDue, currency } }));
  return list;
}

/** Frozen resources run out; the first of them says when (guide 5.4). */
function frozenResources(context: AreaContext, r: ReadHandle, sees: Sight): Todo[] {
  const ours = context.outbox?.frozenWithResources(context.workspace.ledger.read) ?? [];
  const ids = stillFrozen(
    r,
    sees,
    ours.map(({ customerId }) => customerId),
  );
  const counted = ours.filter(({ customerId }) => ids.has(customerId));
  const first = counted[0]?.at ?? 0;
  return todo('resources-deleted-soon', 'act', counted.length, { dueAt: first + RESOURCE_DAYS * DAY_MS });
}

function customerTodos(context: AreaContext, r: ReadHandle, { sees, may }: Caller): Todo[] {
  if (!may('customers.view')) return [];
  const now = context.workspace.clock.now();
  const stale = staleBefore(context.synced?.('budgets')?.checkedAt ?? null, now);
  const [watched = 0, high = 0, exhausted = 0] = countBudgetsFrom(r, BUDGET_ALERTS, sees, stale);
  const { frozen, withoutBudget } = customerCounts(r, sees);
  const fresh = newlyFrozen(r, sees);
  const renewals = dueForRenewal(r, sees, now, SOON_DAYS);
  return [
    ...frozenResources(context, r, sees),
    ...todo('budgets-exhausted', 'act', exhausted),
    ...todo('budgets-high', 'watch', high - exhausted),
    ...todo('budgets-watched', 'watch', watched - high),
    ...todo('customers-new-frozen', 'act', fresh),
    ...todo('customers-frozen', 'watch', frozen - fresh),
    ...todo('customers-without-budget', 'watch', withoutBudget - fresh),
    ...todo('resources-expiring', 'watch', renewals.count, { dueAt: renewals.firstAt }),
  ];
}

function couponTodos(r: ReadHandle, now: number, { sees, may }: Caller): Todo[] {
  if (!may('coupons.view')) return [];
  const seen = seenIn(sees, 'customer_id');
  const { count, sums, firstAt } = expiringCoupons(r, now, EXPIRING_DAYS, 1, seen);
  const soon = expiringCoupons(r, now, SOON_DAYS, 1, seen).count > 0;
  return todo('coupons-expiring', soon ? 'act' : 'watch', count, { money: oneMoney(sums), dueAt: firstAt });
}

function orderTodos(r: ReadHandle, { sees, may }: Caller): Todo[] {
  if (!may('orders.view')) return [];
  const unpaid = unpaidOrders(r, sees);
  return todo('orders-unpaid', 'act', unpaid.count, { money: oneMoney(unpaid.sums) });
}

function syncTodos(context: AreaContext): Todo[] {
  const states = Object.keys(OPERATIONS).map((name) => context.synced?.(name)?.state ?? 'fine');
  const count = (state: 'failed' | 'held'): number => states.filter((s) => s === state).length;
  return [...todo('sync-held', 'act', count('held')), ...todo('sync-failed', 'act', count('failed'))];
}

function changeTodos(context: AreaContext, caller: Caller): Todo[] {
  const { decisions, held } = waitingForPerson(context, caller);
  return [...todo('changes-need-decision', 'act', decisions), ...todo('changes-held', 'act', held)];
}

function taskTodos(context: AreaContext, caller: Caller): Todo[] {
  const { ledger, mirror, clock } = context.workspace;
  const { overdue, denied } = countTasks(ledger.read, mirror.read, clock.now(), caller);
  return [
    ...todo('tasks-overdue', 'act', overdue),
    ...todo('tasks-denied', 'act', denied),
    ...todo('disassociation-requests', 'act', requestsToAnswer(ledger.read, mirror.read, caller)),
  ];
}

function developmentTodos(context: AreaContext, caller: Caller): Todo[] {
  if (!caller.may('customers.develop')) return [];
  const { registrations, invitations } = endingSoon(context, caller);
  return [
    ...todo('registrations-ending', 'act', registrations.count, { dueAt: registrations.firstAt }),
    ...todo('invitations-ending', 'watch', invitations.count, { dueAt: invitations.firstAt }),
  ];
}

function teamTodos(context: AreaContext, { may }: Caller): Todo[] {
  if (!may('members.manage')) return [];
  return todo('managers-without-director', 'act', managersWithoutDirector(context.workspace.ledger.read));
}

/**
 * Everything that waits for a person and that they may look at: the gravest first, then what falls due first. Kinds and
 * data; no sentences.
 */
export async function homeTodos(
  context: AreaContext,
  _input: ParsedInputOf<'home.todos'>,
  caller: Caller,
): Promise<OutputOf<'home.todos'>> {
  const { mirror, clock } = context.workspace;
  const rejected = caller.may('imports.manage') ? ((await context.rejectedImports?.()) ?? 0) : 0;
  const rows = mirror.snapshot((r) => [
    ...quotaTodos(context, r, caller),
    ...customerTodos(context, r, caller),
    ...couponTodos(r, clock.now(), caller),
    ...orderTodos(r, caller),
    ...syncTodos(context),
    ...todo('imports-rejected', 'act', rejected),
    ...changeTodos(context, caller),
    ...teamTodos(context, caller),
    ...taskTodos(context, caller),
    ...developmentTodos(context, caller),
    ...partnerTodos(context, caller),
  ]);
  rows.sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER),
  );
  return { rows, areas: new Set(rows.map((row) => AREA[row.kind])).size };
}
