/** The words of the screens: one typed tree per language; Chinese has every key of English by type. */
import { actions } from './en/actions.ts';
import { alerts } from './en/alerts.ts';
import { assignments } from './en/assignments.ts';
import { association } from './en/association.ts';
import { audit } from './en/audit.ts';
import { behalf } from './en/behalf.ts';
import { common } from './en/common.ts';
import { discounts } from './en/discounts.ts';
import { customers } from './en/customers.ts';
import { development } from './en/development.ts';
import { errors } from './en/errors.ts';
import { expenditures } from './en/expenditures.ts';
import { exports } from './en/exports.ts';
import { firstRun } from './en/first-run.ts';
import { forecast } from './en/forecast.ts';
import { frame } from './en/frame.ts';
import { home } from './en/home.ts';
import { imports } from './en/imports.ts';
import { outbox } from './en/outbox.ts';
import { partner } from './en/partner.ts';
import { records } from './en/records.ts';
import { resources } from './en/resources.ts';
import { resellers } from './en/resellers.ts';
import { settings } from './en/settings.ts';
import { tasks } from './en/tasks.ts';
import { team } from './en/team.ts';
import { views } from './en/views.ts';
import type { SameTree } from './tree.ts';
import { actions as zhActions } from './zh-CN/actions.ts';
import { alerts as zhAlerts } from './zh-CN/alerts.ts';
import { assignments as zhAssignments } from './zh-CN/assignments.ts';
import { association as zhAssociation } from './zh-CN/association.ts';
import { audit as zhAudit } from './zh-CN/audit.ts';
import { behalf as zhBehalf } from './zh-CN/behalf.ts';
import { common as zhCommon } from './zh-CN/common.ts';
import { discounts as zhDiscounts } from './zh-CN/discounts.ts';
import { customers as zhCustomers } from './zh-CN/customers.ts';
import { development as zhDevelopment } from './zh-CN/development.ts';
import { errors as zhErrors } from './zh-CN/errors.ts';
import { expenditures as zhExpenditures } from './zh-CN/expenditures.ts';
import { exports as zhExports } from './zh-CN/exports.ts';
import { firstRun as zhFirstRun } from './zh-CN/first-run.ts';
import { forecast as zhForecast } from './zh-CN/forecast.ts';
import { frame as zhFrame } from './zh-CN/frame.ts';
import { home as zhHome } from './zh-CN/home.ts';
import { imports as zhImports } from './zh-CN/imports.ts';
import { outbox as zhOutbox } from './zh-CN/outbox.ts';
import { partner as zhPartner } from './zh-CN/partner.ts';
import { records as zhRecords } from './zh-CN/records.ts';
import { resources as zhResources } from './zh-CN/resources.ts';
import { resellers as zhResellers } from './zh-CN/resellers.ts';
import { settings as zhSettings } from './zh-CN/settings.ts';
import { tasks as zhTasks } from './zh-CN/tasks.ts';
import { team as zhTeam } from './zh-CN/team.ts';
import { views as zhViews } from './zh-CN/views.ts';

export const en = {
  actions,
  alerts,
  assignments,
  association,
  audit,
  behalf,
  common,
  discounts,
  customers,
  development,
  errors,
  expenditures,
  exports,
  firstRun,
  forecast,
  frame,
  home,
  imports,
  outbox,
  partner,
  records,
  resources,
  resellers,
  settings,
  tasks,
  team,
  views,
};
export type Words = typeof en;

export const zh: SameTree<Words> = {
  actions: zhActions,
  alerts: zhAlerts,
  assignments: zhAssignments,
  association: zhAssociation,
  audit: zhAudit,
  behalf: zhBehalf,
  common: zhCommon,
  discounts: zhDiscounts,
  customers: zhCustomers,
  development: zhDevelopment,
  errors: zhErrors,
  expenditures: zhExpenditures,
  exports: zhExports,
  firstRun: zhFirstRun,
  forecast: zhForecast,
  frame: zhFrame,
  home: zhHome,
  imports: zhImports,
  outbox: zhOutbox,
  partner: zhPartner,
  records: zhRecords,
  resources: zhResources,
  resellers: zhResellers,
  settings: zhSettings,
  tasks: zhTasks,
  team: zhTeam,
  views: zhViews,
};
