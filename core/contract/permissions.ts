import { z } from 'zod';
import type { Name } from './index.ts';

/**
 * What a member may do (guide 2.2), as facts. The desk asks this table before every query and action; screens ask it to
 * leave out what the acting member cannot use, never to decide.
 */
export const permission = z.enum([
  /** See customers: which ones is decided by `Sight`. */
  'customers.view',
  'customers.export',
  'customers.budget',
  'customers.freeze',
  'customers.assign',
  'customers.disassociate',
  /** Ask for authorization, order and do operations in the customer's place. */
  'customers.behalf',
  'customers.discount',
  /** Pre-register, invite, create. */
  'customers.develop',
  'expenditures.view',
  'bills.view',
  'coupons.view',
  'orders.view',
  'orders.manage',
  'resellers.view',
  'resellers.manage',
  /** Take files in and out of the books. */
  'imports.manage',
  'audit.view',
  'members.manage',
  /** Connections, secrets, workspaces' settings. */
  'desk.manage',
]);
export type Permission = z.infer<typeof permission>;

/** Which customers somebody sees: all, or those of these account managers (ids of members). */
export const sight = z.union([z.literal('all'), z.object({ managers: z.array(z.string()).readonly() })]);
export type Sight = z.infer<typeof sight>;

/**
 * What each name of the contract needs. `everyone`: default rights of every role (guide 2.2: home, account balance, own
 * settings) or something that is limited by `Sight` alone. A name that is left out is a compile error.
 */
export const PERMISSION_OF: { readonly [N in Name]: Permission | 'everyone' } = {
  'desk.state': 'everyone',
  'desk.workspaces': 'everyone',
  'desk.setPreferences': 'everyone',
  'desk.exploreDemo': 'everyone',
  'desk.testConnection': 'desk.manage',
  'desk.connect': 'desk.manage',
  'desk.openWorkspace': 'everyone',
  'desk.closeWorkspace': 'everyone',
  'privacy.reveal': 'everyone',
  'privacy.hide': 'everyone',
  'sync.status': 'everyone',
  'sync.start': 'everyone',
  'sync.cancel': 'everyone',
  'sync.decideDeletion': 'desk.manage',
  'home.quota': 'everyone',
  'home.trend': 'expenditures.view',
  'home.topCustomers': 'expenditures.view',
  'home.budgetsInDanger': 'customers.view',
  'home.expiringCoupons': 'coupons.view',
  'home.amountsDue': 'bills.view',
  'home.todos': 'everyone',
  'explain.figure': 'everyone',
  'quota.setMarks': 'desk.manage',
  'customers.list': 'customers.view',
  'customers.totals': 'customers.view',
  'customers.get': 'customers.view',
  'customers.choices': 'customers.view',
  'customers.freeze': 'customers.freeze',
  'customers.unfreeze': 'customers.freeze',
  'budgets.set': 'customers.budget',
  'budgets.previewBatch': 'customers.budget',
  'budgets.setBatch': 'customers.budget',
  'resources.list': 'customers.view',
  'resources.summary': 'customers.view',
  'resources.read': 'customers.view',
  'orders.list': 'orders.view',
  'orders.summary': 'orders.view',
  'coupons.list': 'coupons.view',
  'coupons.summary': 'coupons.view',
  'resellers.list': 'resellers.view',
  'bills.list': 'bills.view',
  'expenditures.groups': 'expenditures.view',
  'expenditures.lines': 'expenditures.view',
  'expenditures.sources': 'expenditures.view',
  'expenditures.span': 'expenditures.view',
  'imports.history': 'imports.manage',
  'imports.source': 'imports.manage',
  'imports.setSource': 'imports.manage',
  'imports.check': 'imports.manage',
  'imports.apply': 'imports.manage',
  'imports.undo': 'imports.manage',
  'customers.checkIdentity': 'customers.develop',
  'customers.sendCode': 'customers.develop',
  'customers.creationDefaults': 'customers.develop',
  'customers.create': 'customers.develop',
  'customers.pendingCreations': 'customers.view',
  'customers.ids': 'customers.view',
  'outbox.supply': 'everyone',
  'outbox.summary': 'everyone',
  'outbox.list': 'everyone',
  'outbox.get': 'everyone',
  'outbox.cancel': 'everyone',
  'outbox.retry': 'everyone',
  'outbox.decide': 'everyone',
  'audit.list': 'audit.view',
  // Limited by `Sight`, and to what one asked for.
  'tasks.list': 'everyone',
  'tasks.get': 'everyone',
  'tasks.summary': 'everyone',
  'tasks.done': 'everyone',
  'tasks.reopen': 'everyone',
  'tasks.cancel': 'everyone',
  'tasks.setDue': 'everyone',
  'team.members': 'members.manage',
  'team.member': 'members.manage',
  'team.roles': 'members.manage',
  'team.saveMember': 'members.manage',
  'team.removeMember': 'members.manage',
  'team.saveRole': 'members.manage',
  'team.removeRole': 'members.manage',
  'team.setDirector': 'members.manage',
  'team.importManagers': 'members.manage',
  'team.resetPin': 'members.manage',
  // Whoever sits at the desk says who they are; a PIN guards those who set one.
  'team.actors': 'everyone',
  'team.actAs': 'everyone',
  'team.security': 'everyone',
  'team.setOwnPin': 'everyone',
  'team.confirm': 'everyone',
  'team.setSecurity': 'desk.manage',
};
