import type { Todos } from '../../../core/contract/home.ts';
import type { Address } from '../../app/address.ts';

type Kind = Todos['rows'][number]['kind'];
type Place =
  | '/'
  | '/customers'
  | '/coupons'
  | '/orders'
  | '/bills'
  | '/imports'
  | '/outbox'
  | '/tasks'
  | '/association'
  | '/development'
  | '/alerts'
  | '/settings/members'
  | '/discounts'
  | '/resellers';

/** Where each to-do leads (null: the sync panel) and which sentence says it; its words may also name the money. */
export const TODO_PLACES = {
  'quota-over': {
    to: '/bills',
    search: {},
    words: 'home.todos.quotaOver',
    wordsWithMoney: 'home.todos.quotaOverMoney',
  },
  'quota-alarm': {
    to: '/bills',
    search: {},
    words: 'home.todos.quotaAlarm',
    wordsWithMoney: 'home.todos.quotaAlarmMoney',
  },
  'budgets-exhausted': {
    to: '/customers',
    search: { useMin: '100', sort: 'budgetUse' },
    words: 'home.todos.budgetsExhausted',
    wordsWithMoney: null,
  },
  'budgets-high': {
    to: '/customers',
    search: { useMin: '90', useMax: '99.999999', sort: 'budgetUse' },
    words: 'home.todos.budgetsHigh',
    wordsWithMoney: null,
  },
  'budgets-watched': {
    to: '/customers',
    search: { useMin: '75', useMax: '89.999999', sort: 'budgetUse' },
    words: 'home.todos.budgetsWatched',
    wordsWithMoney: null,
  },
  'resources-deleted-soon': {
    to: '/alerts',
    search: { scenario: 'frozen-resources' },
    words: 'home.todos.resourcesDeletedSoon',
    wordsWithMoney: null,
  },
  'customers-new-frozen': {
    to: '/customers',
    search: { frozen: 'yes', budget: 'none', model: '3' },
    words: 'home.todos.customersNewFrozen',
    wordsWithMoney: null,
  },
  'resources-expiring': {
    to: '/customers',
    search: { sort: 'expiresAt', dir: 'asc' },
    words: 'home.todos.resourcesExpiring',
    wordsWithMoney: null,
  },
  'customers-frozen': {
    to: '/customers',
    search: { frozen: 'yes' },
    words: 'home.todos.customersFrozen',
    wordsWithMoney: null,
  },
  'customers-without-budget': {
    to: '/customers',
    search: { budget: 'none', model: '3' },
    words: 'home.todos.customersWithoutBudget',
    wordsWithMoney: null,
  },
  'coupons-expiring': {
    to: '/coupons',
    search: { expiring: '30' },
    words: 'home.todos.couponsExpiring',
    wordsWithMoney: 'home.todos.couponsExpiringMoney',
  },
  'orders-unpaid': {
    to: '/orders',
    search: { status: '6' },
    words: 'home.todos.ordersUnpaid',
    wordsWithMoney: 'home.todos.ordersUnpaidMoney',
  },
  'amount-due': {
    to: '/bills',
    search: {},
    words: 'home.todos.amountDue',
    wordsWithMoney: 'home.todos.amountDueMoney',
  },
  'sync-held': { to: null, search: {}, words: 'home.todos.syncHeld', wordsWithMoney: null },
  'sync-failed': { to: null, search: {}, words: 'home.todos.syncFailed', wordsWithMoney: null },
  'imports-rejected': {
    to: '/imports',
    search: {},
    words: 'home.todos.importsRejected',
    wordsWithMoney: null,
  },
  'changes-need-decision': {
    to: '/outbox',
    search: {},
    words: 'home.todos.changesNeedDecision',
    wordsWithMoney: null,
  },
  'registrations-ending': {
    to: '/development',
    search: {},
    words: 'home.todos.registrationsEnding',
    wordsWithMoney: null,
  },
  'invitations-ending': {
    to: '/development',
    search: { view: 'invitations' },
    words: 'home.todos.invitationsEnding',
    wordsWithMoney: null,
  },
  'tasks-overdue': {
    to: '/tasks',
    search: { state: 'overdue' },
    words: 'home.todos.tasksOverdue',
    wordsWithMoney: null,
  },
  'disassociation-requests': {
    to: '/association',
    search: { show: 'toAnswer' },
    words: 'home.todos.disassociationRequests',
    wordsWithMoney: null,
  },
  'tasks-denied': {
    to: '/tasks',
    search: { state: 'denied' },
    words: 'home.todos.tasksDenied',
    wordsWithMoney: null,
  },
  'discounts-expiring': {
    to: '/discounts',
    search: { expiring: '7' },
    words: 'home.todos.discountsExpiring',
    wordsWithMoney: null,
  },
  'switches-open': {
    to: '/tasks',
    search: {},
    words: 'home.todos.switchesOpen',
    wordsWithMoney: null,
  },
  'cooperations-to-review': {
    to: '/resellers',
    search: { view: 'requests' },
    words: 'home.todos.cooperationsToReview',
    wordsWithMoney: null,
  },
  'managers-without-director': {
    to: '/settings/members',
    search: {},
    words: 'home.todos.managersWithoutDirector',
    wordsWithMoney: null,
  },
  'changes-held': { to: '/outbox', search: {}, words: 'home.todos.changesHeld', wordsWithMoney: null },
} as const satisfies Record<
  Kind,
  { to: Place | null; search: Address; words: string; wordsWithMoney: string | null }
>;
