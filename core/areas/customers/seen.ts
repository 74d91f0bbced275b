import type { Caller } from '../../contract/handlers.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** A customer as somebody who may see it needs it to ask for more. */
export interface SeenCustomer {
  readonly id: string;
  /** The reseller whose customer it is; null for the partner's own. */
  readonly resellerId: string | null;
  /** The member who manages it; null = none. */
  readonly managerId: string | null;
}

/** The customer, when there is one and the caller sees it (guide 2.2); null otherwise, without telling which. */
export function seenCustomer(r: ReadHandle, id: string, { sees }: Pick<Caller, 'sees'>): SeenCustomer | null {
  const row = r.get<{ reseller_id: string | null; manager_id: string | null }>(
    'SELECT reseller_id, manager_id FROM customer WHERE id = ?',
    [id],
  );
  if (row === undefined) return null;
  const seen = sees === 'all' || (row.manager_id !== null && sees.managers.includes(row.manager_id));
  return seen ? { id, resellerId: row.reseller_id, managerId: row.manager_id } : null;
}
