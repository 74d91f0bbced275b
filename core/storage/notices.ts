/** Says which collections changed, after the commit. Carries names, never data; a lost notice does no harm. */
export interface Notices {
  /** Tells all subscribers, once per macrotask, with every name published meanwhile. */
  publish(collections: readonly string[]): void;
  /** @returns a function that ends the subscription */
  subscribe(fn: (collections: readonly string[]) => void): () => void;
}
