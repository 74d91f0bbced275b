import type { ActionHandlers, QueryHandlers } from '../contract/handlers.ts';
import type { ActionName, QueryName } from '../contract/index.ts';
import type { Component } from '../storage/migrate.ts';
import {
  answerAuthorization,
  beginSwitch,
  endRoleSwitch,
  requestAuthorization,
  withdrawRequest,
} from './behalf/actions.ts';
import { getAuthorization, neededLetter, openSwitches } from './behalf/queries.ts';
import { behalfMigrations } from './behalf/schema.ts';
import { behalfTasks } from './behalf/tasks.ts';
import type { AreaContext } from './context.ts';
import { cancelDiscounts, createDiscounts } from './discounts/actions.ts';
import { discountsOf, listDiscounts, previewDiscounts } from './discounts/queries.ts';
import { discountMigrations } from './discounts/schema.ts';
import { discountTasks } from './discounts/tasks.ts';
import { setPartner } from './partner/actions.ts';
import { getPartner } from './partner/queries.ts';
import { partnerMigrations } from './partner/schema.ts';
import {
  inviteReseller,
  noteApplication,
  reviewCooperations,
  terminateCooperation,
} from './resellers/cooperations.ts';
import { assignResellers } from './resellers/managers.ts';
import { grantPermission, revokePermission } from './resellers/permissions.ts';
import {
  getReseller,
  listCooperations,
  listResellers,
  neededLetter as neededDistributorLetter,
  resellerManagers,
} from './resellers/queries.ts';
import { resellerMigrations } from './resellers/schema.ts';
import { resellerTasks } from './resellers/tasks.ts';
import type { TaskDefinition } from './tasks-port.ts';

/** The kind of partner, what is done in customers' place, discounts and resellers: their part of the register. */

type Own<N extends string> = Extract<
  N,
  `partner.${string}` | `behalf.${string}` | `discounts.${string}` | `resellers.${string}`
>;

export const partnerQueries: QueryHandlers<AreaContext, Own<QueryName>> = {
  'partner.get': getPartner,
  'behalf.get': getAuthorization,
  'behalf.open': openSwitches,
  'behalf.letter': neededLetter,
  'discounts.of': discountsOf,
  'discounts.list': listDiscounts,
  'discounts.preview': previewDiscounts,
  'resellers.list': listResellers,
  'resellers.get': getReseller,
  'resellers.cooperations': listCooperations,
  'resellers.managers': resellerManagers,
  'resellers.letter': neededDistributorLetter,
};

export const partnerActions: ActionHandlers<AreaContext, Own<ActionName>> = {
  'partner.set': setPartner,
  'behalf.request': requestAuthorization,
  'behalf.withdraw': withdrawRequest,
  'behalf.answer': answerAuthorization,
  'behalf.begin': beginSwitch,
  'behalf.end': endRoleSwitch,
  'discounts.create': createDiscounts,
  'discounts.cancel': cancelDiscounts,
  'resellers.grant': grantPermission,
  'resellers.revoke': revokePermission,
  'resellers.invite': inviteReseller,
  'resellers.apply': noteApplication,
  'resellers.review': reviewCooperations,
  'resellers.terminate': terminateCooperation,
  'resellers.assignManager': assignResellers,
};

export const partnerTasks: readonly TaskDefinition[] = [...behalfTasks, ...discountTasks, ...resellerTasks];

/** Schemas in the ledger. */
export const partnerComponents: readonly (Component & { readonly store: 'ledger' })[] = [
  { store: 'ledger', component: 'partner', migrations: partnerMigrations },
  { store: 'ledger', component: 'behalf', migrations: behalfMigrations },
  { store: 'ledger', component: 'discounts', migrations: discountMigrations },
  { store: 'ledger', component: 'reseller-decisions', migrations: resellerMigrations },
];

export { checkPartnerType } from './partner/shared.ts';
