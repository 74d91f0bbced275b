/**
 * What is read of one customer when somebody opens it, because no list holds it for all customers. The desk alone knows
 * the sync that reads; a context without one shows what is there.
 */
export type ReadingName = 'period_resources' | 'on_demand_resources' | 'budget_records' | 'realname_reviews';

export interface ReadingsPort {
  /**
   * Reads it now; several who ask at once share one reading. @returns when it was read, integer ms UTC
   * @throws CodedError ENDPOINT_UNREACHABLE, UPSTREAM_REFUSED, PERMISSION_MISSING, …; CREDENTIALS_MISSING without a
   * Partner Center
   */
  read(
    name: ReadingName,
    customer: { readonly id: string; readonly resellerId: string | null },
  ): Promise<number>;
  /** When it was last read completely, integer ms UTC; null when never. */
  readAt(name: ReadingName, customerId: string): number | null;
}
