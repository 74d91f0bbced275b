import type { ReadHandle } from '../../storage/store.ts';

/** Named reads of resources for other areas. */

/**
 * When the first of a customer's yearly/monthly resources expires, integer ms UTC; null without any. Closed ones ('3')
 * are gone; expired and frozen ones still are to be renewed, so their past expiry counts (guide 5.6).
 */
export function nearestExpiry(r: ReadHandle, customerId: string): bigint | null {
  return (
    r.get<{ at: bigint | null }>(
      "SELECT min(expires_at) AS at FROM period_resource WHERE customer_id = ? AND status IS NOT '3'",
      [customerId],
    )?.at ?? null
  );
}

/** Days within which the Partner Center's customer page counts renewals (guide 5.2). */
export const RENEWAL_DAYS = [7, 15, 30] as const;
