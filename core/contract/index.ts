import type { z } from 'zod';
import { assignmentsContract } from './assignments.ts';
import { behalfContract } from './behalf.ts';
import { createCustomerContract } from './create-customer.ts';
import { answersContract } from './answers.ts';
import { associationContract } from './association.ts';
import { customersContract } from './customers.ts';
import type { ActionDefinition, QueryDefinition } from './define.ts';
import { discountsContract } from './discounts.ts';
import { developmentContract } from './development.ts';
import { deskContract } from './desk.ts';
import { expendituresContract } from './expenditures.ts';
import { exportsContract } from './exports.ts';
import { forecastContract } from './forecast.ts';
import { homeContract } from './home.ts';
import { importsContract } from './imports.ts';
import { outboxContract } from './outbox.ts';
import { partnerContract } from './partner.ts';
import { recordsContract } from './records.ts';
import { resellersContract } from './resellers.ts';
import { resourcesContract } from './resources.ts';
import { alertsContract } from './alerts.ts';
import { budgetRecordsContract } from './budget-records.ts';
import { realnameContract } from './realname.ts';
import { syncContract } from './sync.ts';
import { tasksContract } from './tasks.ts';
import { teamContract } from './team.ts';
import { viewsContract } from './views.ts';

/** Everything a screen, the command line or a test may ask of the core, by name. */
export const contract = {
  ...deskContract,
  ...syncContract,
  ...homeContract,
  ...customersContract,
  ...recordsContract,
  ...resellersContract,
  ...partnerContract,
  ...behalfContract,
  ...discountsContract,
  ...resourcesContract,
  ...alertsContract,
  ...budgetRecordsContract,
  ...realnameContract,
  ...expendituresContract,
  ...forecastContract,
  ...importsContract,
  ...developmentContract,
  ...outboxContract,
  ...createCustomerContract,
  ...assignmentsContract,
  ...tasksContract,
  ...associationContract,
  ...answersContract,
  ...teamContract,
  ...exportsContract,
  ...viewsContract,
};

type Contract = typeof contract;
export type Name = keyof Contract;
export type QueryName = { [N in Name]: Contract[N] extends QueryDefinition ? N : never }[Name];
export type ActionName = { [N in Name]: Contract[N] extends ActionDefinition ? N : never }[Name];
/** What a caller passes (defaults may be left out). */
export type InputOf<N extends Name> = z.input<Contract[N]['input']>;
/** What a handler gets: checked, defaults filled in. */
export type ParsedInputOf<N extends Name> = z.output<Contract[N]['input']>;
export type OutputOf<N extends Name> = z.output<Contract[N]['output']>;

/** A message of the change stream: these collections were changed by a commit. */
export interface ChangeNotice {
  readonly collections: readonly string[];
  readonly at: number;
}
