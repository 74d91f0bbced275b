import { maskAccount, maskEmail, maskName, maskPerson, maskPhone } from '../../base/masking.ts';
import { formatDecimal, joinUnits } from '../../base/money.ts';
import type { ResellerRow } from '../../contract/resellers.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import { apiStamp, DEFAULT_CURRENCY, OPERATIONS, type AreaContext } from '../context.ts';
import { budgetSums, figuresOfResellers } from '../customers/shared.ts';
import { memberName } from '../team/shared.ts';
import { readCooperations, readPermissions } from './ledger.ts';
import { managersNow } from './managers.ts';

/** A row of table `reseller`. */
export type StoredReseller = {
  id: string;
  name: string;
  account: string;
  phone: string | null;
  email: string | null;
  manager: string | null;
  associated_on: bigint | null;
  as_of: bigint;
  place: SqlValue;
};

/** How each masked column hides its value (guide section 3). */
export const MASKS = {
  name: maskName,
  account: maskAccount,
  phone: maskPhone,
  email: maskEmail,
  manager: maskPerson,
} as const;

/** The clear value when the column was revealed, else its masked form; null stays null. */
export function shownIn<T extends string | null>(
  revealed: ReadonlySet<string>,
  column: keyof typeof MASKS,
  value: T,
): T {
  return value === null || revealed.has(column) ? value : (MASKS[column](value) as T);
}

/** Resellers as screens get them: mirror, permissions, cooperation, account manager and figures put together. */
export function resellerRowsOf(
  context: AreaContext,
  handles: { readonly mirror: ReadHandle; readonly ledger: ReadHandle },
  rows: readonly StoredReseller[],
  revealed: ReadonlySet<string>,
): ResellerRow[] {
  const { mirror, ledger } = handles;
  const ids = rows.map(({ id }) => id);
  const figures = figuresOfResellers(mirror, ids);
  const sums = budgetSums(mirror, ids, DEFAULT_CURRENCY);
  const permissions = readPermissions(ledger, ids);
  const managers = managersNow(ledger, ids);
  const cooperations = new Map(
    readCooperations(ledger, 'reseller_id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]).map(
      (one) => [one.resellerId, one],
    ),
  );
  return rows.map((row) => {
    const own = figures.get(row.id);
    const cooperation = cooperations.get(row.id);
    const managerId = managers.get(row.id) ?? null;
    const manager = managerId === null ? row.manager : memberName(ledger, managerId);
    return {
      id: row.id,
      name: shownIn(revealed, 'name', row.name),
      account: shownIn(revealed, 'account', row.account),
      phone: shownIn(revealed, 'phone', row.phone),
      email: shownIn(revealed, 'email', row.email),
      manager: shownIn(revealed, 'manager', manager),
      managerId,
      associatedOn: row.associated_on === null ? null : Number(row.associated_on),
      // Whoever the Partner Center lists cooperates, unless that was ended here.
      status: cooperation?.state === 'terminated' ? 'terminated' : 'active',
      pendingStep: cooperation?.pending ?? null,
      budget: permissions.of(row.id, 'budget'),
      order: permissions.of(row.id, 'order'),
      use: { ...(sums.get(row.id) ?? { monthly: '0', oneTime: '0' }), currency: DEFAULT_CURRENCY },
      customers: own?.customers ?? 0,
      monthToDate:
        own === undefined || own.currency === null
          ? null
          : { amount: formatDecimal(joinUnits(own.e8, own.r16)), currency: own.currency },
      stamp: apiStamp(context, 'resellers', OPERATIONS.resellers, Number(row.as_of)),
    };
  });
}
