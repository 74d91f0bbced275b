import type { ExportDefinition } from '../exports/definition.ts';
import { auditExport } from './audit/export.ts';
import { billsExport } from './bills/export.ts';
import { couponsExport } from './coupons/export.ts';
import { customersExport } from './customers/export.ts';
import { expenditureGroupsExport, expenditureLinesExport } from './expenditures/export.ts';
import { ordersExport } from './orders/export.ts';
import { outboxExport } from './outbox/export.ts';
import { resellersExport } from './resellers/export.ts';

/** The lists of all areas that can leave as files: adding one is adding its line. Loaded with the first export. */
export const exportDefinitions: readonly ExportDefinition[] = [
  customersExport,
  ordersExport,
  couponsExport,
  resellersExport,
  expenditureGroupsExport,
  expenditureLinesExport,
  billsExport,
  outboxExport,
  auditExport,
];
