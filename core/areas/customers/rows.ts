import { maskAccount, maskEmail, maskName, maskPerson, maskPhone } from '../../base/masking.ts';
import { formatDecimal, fromE8, joinUnits, percentOf } from '../../base/money.ts';
import type { AuthorizationState } from '../../contract/behalf.ts';
import type { CustomerRow } from '../../contract/customers.ts';
import type { PendingChange } from '../../contract/outbox.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { isBeforeRestore, restoresAt } from '../budgets/rules/restore.ts';
import { budgetType } from '../budgets/shared.ts';
import type { FreezeKnowledge } from './freezes.ts';
import type { ManagerKnowledge } from './manager-facts.ts';

/** A row of table `customer` as read for lists (its search texts are left in the file). */
export type StoredCustomer = {
  id: string;
  name: string;
  account: string;
  manager: string | null;
  phone: string | null;
  email: string | null;
  association: string | null;
  associated_on: bigint | null;
  tag: string | null;
  country: string | null;
  verified: string | null;
  type: string | null;
  level: string | null;
  frozen: bigint | null;
  reseller_id: string | null;
  as_of: bigint;
  mtd_e8: bigint | null;
  mtd_r16: bigint | null;
  mtd_currency: string | null;
  budget_type: string | null;
  budget_e8: bigint | null;
  budget_used_e8: bigint | null;
  budget_currency: string | null;
  budget_as_of: bigint | null;
  expires_at: bigint | null;
  manager_id: string | null;
  manager_name: string | null;
  assigned: bigint;
};

export const STORED_COLUMNS = [
  'id',
  'name',
  'account',
  'manager',
  'phone',
  'email',
  'association',
  'associated_on',
  'tag',
  'country',
  'verified',
  'type',
  'level',
  'frozen',
  'reseller_id',
  'as_of',
  'mtd_e8',
  'mtd_r16',
  'mtd_currency',
  'budget_type',
  'budget_e8',
  'budget_used_e8',
  'budget_currency',
  'budget_as_of',
  'expires_at',
  'manager_id',
  'manager_name',
  'assigned',
] as const satisfies readonly (keyof StoredCustomer)[];

/** Association models by the API's code on the international site (2 is the China site's reseller model). */
const ASSOCIATIONS: Readonly<Record<string, 'reseller' | 'referral'>> = { '1': 'referral', '3': 'reseller' };
const TYPES: Readonly<Record<string, 'individual' | 'enterprise'>> = { '0': 'individual', '1': 'enterprise' };

/** How each masked column hides its value (guide section 3). */
export const MASKS = {
  name: maskName,
  account: maskAccount,
  manager: maskPerson,
  phone: maskPhone,
  email: maskEmail,
} as const;

/** The clear value when the column was revealed, else its masked form. */
export function shown(column: keyof typeof MASKS, value: string, revealed: ReadonlySet<string>): string {
  return revealed.has(column) ? value : MASKS[column](value);
}

const shownOrNull = (
  column: keyof typeof MASKS,
  value: string | null,
  revealed: ReadonlySet<string>,
): string | null => (value === null ? null : shown(column, value, revealed));

function budgetOf(
  context: AreaContext,
  row: StoredCustomer,
  freezes: FreezeKnowledge,
): CustomerRow['budget'] {
  if (row.budget_e8 === null) return null;
  const amount = fromE8(row.budget_e8);
  const used = fromE8(row.budget_used_e8 ?? 0n);
  const type = budgetType(row.budget_type);
  const now = context.workspace.clock.now();
  const stamp = apiStamp(context, 'budgets', OPERATIONS.budgets, Number(row.budget_as_of ?? 0n));
  return {
    type,
    amount,
    used,
    usedPercent: percentOf(used, amount),
    currency: row.budget_currency ?? '',
    stamp,
    beforeRestore: isBeforeRestore(type, stamp.asOf, now),
    restoresAt: restoresAt(type, now),
    freezeMode: freezes.modeOf(row.id),
  };
}

export interface RowOptions {
  readonly revealed: ReadonlySet<string>;
  /** Names of resellers by id. */
  readonly resellers: ReadonlyMap<string, string>;
  /** Resellers with the budget and freeze permission. */
  readonly holders: ReadonlySet<string>;
  /** Authorizations by customer id; a customer without one was never asked. */
  readonly authorizations: ReadonlyMap<string, AuthorizationState>;
  /** What waits, by customer id. */
  readonly pending: ReadonlyMap<string, PendingChange>;
  /** What is known of the rows' freezes. */
  readonly freezes: FreezeKnowledge;
  /** What is known of the rows' managers. */
  readonly managers: ManagerKnowledge;
}

/** A stored customer as screens get it: masked, amounts as decimal text, codes with what is known of them. */
export function customerRowOf(
  context: AreaContext,
  row: StoredCustomer,
  { revealed, resellers, holders, authorizations, pending, freezes, managers }: RowOptions,
): CustomerRow {
  const assignment = managers.assignmentOf(row);
  return {
    id: row.id,
    name: shown('name', row.name, revealed),
    account: shown('account', row.account, revealed),
    manager: shownOrNull('manager', row.manager_name, revealed),
    managerId: row.manager_id,
    assignment:
      assignment === null
        ? null
        : { ...assignment, upstream: shownOrNull('manager', assignment.upstream, revealed) },
    phone: shownOrNull('phone', row.phone, revealed),
    email: shownOrNull('email', row.email, revealed),
    association:
      row.association === null
        ? null
        : { code: row.association, model: ASSOCIATIONS[row.association] ?? 'unknown' },
    associatedOn: row.associated_on === null ? null : Number(row.associated_on),
    tag: row.tag,
    country: row.country,
    verified: row.verified,
    type: TYPES[row.type ?? ''] ?? 'unknown',
    level: row.level,
    frozen: row.frozen === null ? null : row.frozen === 1n,
    freeze: freezes.freezeOf(row),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
    reseller:
      row.reseller_id === null
        ? null
        : {
            id: row.reseller_id,
            name: shown('name', resellers.get(row.reseller_id) ?? '', revealed),
            holdsBudget: holders.has(row.reseller_id),
          },
    authorization: authorizations.get(row.id) ?? 'none',
    budget: budgetOf(context, row, freezes),
    monthToDate:
      row.mtd_e8 === null
        ? null
        : {
            amount: formatDecimal(joinUnits(row.mtd_e8, row.mtd_r16 ?? 0n)),
            currency: row.mtd_currency ?? '',
          },
    pending: pending.get(row.id) ?? null,
  };
}
