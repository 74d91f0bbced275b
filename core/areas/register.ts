import type { ActionHandlers, QueryHandlers } from '../contract/handlers.ts';
import type { ActionName, QueryName } from '../contract/index.ts';
import type { Collection } from '../storage/collection.ts';
import { assignCustomers, undoChanges, withdrawCustomers } from './assignments/actions.ts';
import { listManagerRows, managerFigures } from './assignments/managers.ts';
import { assignmentChoices, listAssignments, previewAssignments } from './assignments/queries.ts';
import { assignmentTasks } from './assignments/tasks.ts';
import { listAudit } from './audit/queries.ts';
import { listBills } from './bills/queries.ts';
import { partnerBills } from './bills/collection.ts';
import { previewBudgets, setBudget, setBudgets } from './budgets/actions.ts';
import { budgets } from './budgets/collection.ts';
import { budgetRecords } from './budgets/records.ts';
import { checkIdentity, createCustomer, sendCode, supplyOutbox } from './accounts/actions.ts';
import { creationDefaults, pendingCreations } from './accounts/queries.ts';
import type { AreaContext } from './context.ts';
import { coupons } from './coupons/collection.ts';
import { listCoupons, summariseCoupons } from './coupons/queries.ts';
import { associate, dismissProposal } from './development/outcome.ts';
import {
  invite,
  inviteAgain,
  recordFailure,
  setLink,
  withdrawInvitation,
} from './development/invitations.ts';
import { setPartner } from './development/partner.ts';
import {
  findDuplicates,
  getInvitation,
  getRegistration,
  listHistory,
  listInvitations,
  listRegistrations,
  listUnregistered,
  summariseDevelopment,
} from './development/queries.ts';
import {
  correctResult,
  markEntered,
  preRegister,
  recordResult,
  requestReview,
  withdraw,
} from './development/registrations.ts';
import { developmentTasks } from './development/tasks.ts';
import { freezeCustomers, unfreezeCustomers } from './customers/actions.ts';
import { customerChoices } from './customers/choices.ts';
import { customers } from './customers/collection.ts';
import { getCustomer } from './customers/details.ts';
import { customerIds } from './customers/ids.ts';
import { listCustomers } from './customers/list.ts';
import { totalCustomers } from './customers/totals.ts';
import { forecastMonth } from './forecast/queries.ts';
import { whatIf } from './forecast/what-if.ts';
import { homeAmountsDue } from './home/amounts-due.ts';
import { homeBudgets } from './home/budgets.ts';
import { homeCoupons } from './home/coupons.ts';
import { explainFigure } from './home/explain.ts';
import { homeQuota } from './home/quota.ts';
import { homeTodos } from './home/todos.ts';
import { homeTopCustomers } from './home/top-customers.ts';
import { homeTrend } from './home/trend.ts';
import { orders } from './orders/collection.ts';
import { listOrders, summariseOrders } from './orders/queries.ts';
import { setMarks } from './quota/actions.ts';
import { cancelOutbox, decideOutbox, retryOutbox } from './outbox/actions.ts';
import { getOutbox, listOutbox, progressOfOutbox, summariseOutbox } from './outbox/queries.ts';
import { importManagers, removeMember, saveMember, setDirector } from './team/actions.ts';
import { getMember, listActors, listMembers, listRoles, readSecurity } from './team/queries.ts';
import { removeRole, saveRole } from './team/role-actions.ts';
import { setSecurity } from './team/security.ts';
import { quota } from './quota/collection.ts';
import { handleAlerts } from './alerts/actions.ts';
import { listAlerts, summariseAlerts } from './alerts/queries.ts';
import { listBudgetRecords, readBudgetRecords } from './budgets/adjustments.ts';
import { getRealnameReview, readRealnameReview } from './realname/queries.ts';
import { readResources } from './resources/actions.ts';
import { onDemandResources, periodResources } from './resources/collection.ts';
import { listResources, summariseResources } from './resources/queries.ts';
import { realnameReviews } from './realname/collection.ts';
import { partnerActions, partnerQueries, partnerTasks } from './register-partner.ts';
import { resellers } from './resellers/collection.ts';
import { removeView, renameView, saveView, setDefaultView } from './views/actions.ts';
import { listViews } from './views/queries.ts';
import { listAnswers } from './answers/queries.ts';
import {
  answerRequest,
  decideRequest,
  recordAssociation,
  recordRequest,
  requestDisassociation,
} from './association/actions.ts';
import { getPolicy, setPolicy } from './association/policy.ts';
import {
  checkDisassociation,
  getAssociation,
  listAssociations,
  modelsOf,
  summariseAssociations,
} from './association/queries.ts';
import { associationTasks } from './association/tasks.ts';
import { cancelTask, doneTask, reopenTask, setTaskDue } from './tasks/actions.ts';
import { getTask, listTasks, summariseTasks } from './tasks/queries.ts';
import type { TaskDefinition } from './tasks-port.ts';

/**
 * All areas: adding one is adding its lines here. The order of the collections is the order they are best read in, and
 * the order a rebuild derives them in: budgets write their figures onto customers.
 */
export const collections: readonly Collection[] = [
  quota,
  resellers,
  customers,
  budgets,
  coupons,
  orders,
  partnerBills,
  periodResources,
  onDemandResources,
  budgetRecords,
  realnameReviews,
];

/** Everything that only a person can do in the Partner Center's console, by area. */
export const taskDefinitions: readonly TaskDefinition[] = [
  ...associationTasks,
  ...assignmentTasks,
  ...developmentTasks,
  ...partnerTasks,
];

export type AreaQueryName = Extract<
  QueryName,
  | `home.${string}`
  | `explain.${string}`
  | `forecast.${string}`
  | `customers.${string}`
  | `orders.${string}`
  | `coupons.${string}`
  | `resellers.${string}`
  | `partner.${string}`
  | `behalf.${string}`
  | `discounts.${string}`
  | `resources.${string}`
  | `alerts.${string}`
  | `realname.${string}`
  | `bills.${string}`
  | `budgets.${string}`
  | `outbox.${string}`
  | `audit.${string}`
  | `association.${string}`
  | `answers.${string}`
  | `development.${string}`
  | `views.${string}`
  | `assignments.${string}`
  | `tasks.${string}`
  | `team.${string}`
>;

export const areaQueries: QueryHandlers<AreaContext, AreaQueryName> = {
  'home.quota': homeQuota,
  'home.trend': homeTrend,
  'home.topCustomers': homeTopCustomers,
  'home.budgetsInDanger': homeBudgets,
  'home.expiringCoupons': homeCoupons,
  'home.amountsDue': homeAmountsDue,
  'home.todos': homeTodos,
  'explain.figure': explainFigure,
  'forecast.month': forecastMonth,
  'forecast.whatIf': whatIf,
  'customers.list': listCustomers,
  'customers.get': getCustomer,
  'customers.totals': totalCustomers,
  'customers.ids': customerIds,
  'customers.creationDefaults': creationDefaults,
  'customers.pendingCreations': pendingCreations,
  'customers.choices': customerChoices,
  'orders.list': listOrders,
  'orders.summary': summariseOrders,
  'coupons.list': listCoupons,
  'coupons.summary': summariseCoupons,
  ...partnerQueries,
  'resources.list': listResources,
  'alerts.list': listAlerts,
  'alerts.summary': summariseAlerts,
  'budgets.records': listBudgetRecords,
  'realname.get': getRealnameReview,
  'resources.summary': summariseResources,
  'bills.list': listBills,
  'budgets.previewBatch': previewBudgets,
  'outbox.summary': summariseOutbox,
  'outbox.list': listOutbox,
  'outbox.progress': progressOfOutbox,
  'outbox.get': getOutbox,
  'audit.list': listAudit,
  'development.summary': summariseDevelopment,
  'development.registrations': listRegistrations,
  'development.registration': getRegistration,
  'development.unregistered': listUnregistered,
  'development.invitations': listInvitations,
  'development.invitation': getInvitation,
  'development.history': listHistory,
  'development.duplicates': findDuplicates,
  'views.list': listViews,
  'assignments.list': listAssignments,
  'assignments.managers': listManagerRows,
  'assignments.figures': managerFigures,
  'assignments.choices': assignmentChoices,
  'assignments.preview': previewAssignments,
  'tasks.list': listTasks,
  'tasks.get': getTask,
  'tasks.summary': summariseTasks,
  'association.list': listAssociations,
  'association.get': getAssociation,
  'association.summary': summariseAssociations,
  'association.models': modelsOf,
  'association.checks': checkDisassociation,
  'association.policy': getPolicy,
  'answers.list': listAnswers,
  'team.members': listMembers,
  'team.member': getMember,
  'team.roles': listRoles,
  'team.actors': listActors,
  'team.security': readSecurity,
};

export type AreaActionName = Extract<
  ActionName,
  | `quota.${string}`
  | `resellers.${string}`
  | `partner.${string}`
  | `behalf.${string}`
  | `discounts.${string}`
  | `development.${string}`
  | `views.${string}`
  | `budgets.${string}`
  | `customers.${string}`
  | `resources.${string}`
  | `alerts.${string}`
  | `realname.${string}`
  | `outbox.${string}`
  | `assignments.${string}`
  | `tasks.${string}`
  | `association.${string}`
  | 'team.saveMember'
  | 'team.removeMember'
  | 'team.saveRole'
  | 'team.removeRole'
  | 'team.setDirector'
  | 'team.importManagers'
  | 'team.setSecurity'
>;

export const areaActions: ActionHandlers<AreaContext, AreaActionName> = {
  ...partnerActions,
  'quota.setMarks': setMarks,
  'assignments.assign': assignCustomers,
  'assignments.withdraw': withdrawCustomers,
  'assignments.undo': undoChanges,
  'views.save': saveView,
  'views.rename': renameView,
  'views.remove': removeView,
  'views.setDefault': setDefaultView,
  'budgets.set': setBudget,
  'budgets.setBatch': setBudgets,
  'customers.freeze': freezeCustomers,
  'customers.unfreeze': unfreezeCustomers,
  'customers.checkIdentity': checkIdentity,
  'customers.sendCode': sendCode,
  'customers.create': createCustomer,
  'outbox.supply': supplyOutbox,
  'resources.read': readResources,
  'alerts.handle': handleAlerts,
  'budgets.readRecords': readBudgetRecords,
  'realname.read': readRealnameReview,
  'development.setPartner': setPartner,
  'development.preRegister': preRegister,
  'development.withdraw': withdraw,
  'development.markEntered': markEntered,
  'development.recordResult': recordResult,
  'development.correctResult': correctResult,
  'development.requestReview': requestReview,
  'development.invite': invite,
  'development.setLink': setLink,
  'development.recordFailure': recordFailure,
  'development.inviteAgain': inviteAgain,
  'development.withdrawInvitation': withdrawInvitation,
  'development.associate': associate,
  'development.dismissProposal': dismissProposal,
  'outbox.cancel': cancelOutbox,
  'outbox.retry': retryOutbox,
  'outbox.decide': decideOutbox,
  'tasks.done': doneTask,
  'tasks.reopen': reopenTask,
  'tasks.cancel': cancelTask,
  'tasks.setDue': setTaskDue,
  'association.setPolicy': setPolicy,
  'association.request': requestDisassociation,
  'association.record': recordRequest,
  'association.recordAnswer': recordAssociation,
  'association.decide': decideRequest,
  'association.answer': answerRequest,
  'team.saveMember': saveMember,
  'team.removeMember': removeMember,
  'team.saveRole': saveRole,
  'team.removeRole': removeRole,
  'team.setDirector': setDirector,
  'team.importManagers': importManagers,
  'team.setSecurity': setSecurity,
};

export type { AreaContext, SyncedState } from './context.ts';
export type { OutboxPort } from './outbox-port.ts';
export { alertMigrations } from './alerts/schema.ts';
export { watchCustomers } from './alerts/watch.ts';
export { customerRotation } from './customers/rotation.ts';
export { refreshCustomerFigures } from './customers/shared.ts';
export { matchDevelopment } from './development/match.ts';
