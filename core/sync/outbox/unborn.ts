import type { JsonObject } from '../../base/json.ts';
import type { SqlValue, WriteHandle } from '../../storage/store.ts';

/**
 * Customers that an action of the outbox is still to make. Whatever is decided for one names the creation in place of the
 * customer, depends on it, and gets the real id in the transaction that confirms the creation.
 */
const PREFIX = 'new:';

/** Stands for the customer that this creation will make. */
export function unbornCustomer(creation: string): string {
  return `${PREFIX}${creation}`;
}

export function isUnborn(customerId: string): boolean {
  return customerId.startsWith(PREFIX);
}

/** For SQL on `action`: another action is still to make its customer. */
export const UNBORN_SQL = `(kind <> 'customers.create' AND customer_id GLOB '${PREFIX}*')`;

/** The lane of everything about one customer. */
export function customerLane(customerId: string): string {
  return `customer:${customerId}`;
}

/** The id of the customer a creation made, as far as it is known. */
export function bornAs(result: JsonObject | null): string | null {
  const id = result?.['customerId'];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** The customer is there: the creation and everything that waits for it go by its real id from now on. */
export function fillIn(w: WriteHandle, creation: string, customerId: string): void {
  const from = unbornCustomer(creation);
  const params: SqlValue[] = [customerId, customerLane(customerId), from, creation];
  w.run('UPDATE action SET customer_id = ?, lane = ? WHERE customer_id = ? AND id <> ?', params);
  w.run('UPDATE action SET customer_id = ? WHERE id = ?', [customerId, creation]);
}
