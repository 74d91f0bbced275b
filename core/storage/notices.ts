/** Says which collections changed, after the commit. Carries names, never data; a lost notice does no harm. */
export interface Notices {
  /** Tells all subscribers, once per macrotask, with every name published meanwhile. */
  publish(collections: readonly string[]): void;
  /** @returns a function that ends the subscription */
  subscribe(fn: (collections: readonly string[]) => void): () => void;
}

export interface NoticesOptions {
  /** Runs a function soon, after what runs now. */
  readonly schedule?: (fn: () => void) => void;
  /** A subscriber that throws does not keep the others from hearing; what it threw goes here (default: thrown when all have heard). */
  readonly onError?: (error: unknown) => void;
}

/** Notices that gather the names of one macrotask, so that a sync of a thousand pages does not wake screens a thousand times in a row. */
export function createNotices(options: NoticesOptions = {}): Notices & { end(): void } {
  const schedule = options.schedule ?? ((fn) => void setImmediate(fn));
  const subscribers = new Set<(collections: readonly string[]) => void>();
  const waiting = new Set<string>();

  const deliver = (): void => {
    const names = [...waiting];
    waiting.clear();
    const failures: unknown[] = [];
    for (const subscriber of subscribers) {
      try {
        subscriber(names);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 0) return;
    if (!options.onError) throw failures[0];
    failures.forEach(options.onError);
  };

  return {
    publish(collections) {
      if (collections.length === 0) return;
      const idle = waiting.size === 0;
      for (const name of collections) waiting.add(name);
      if (idle) schedule(deliver);
    },
    subscribe(fn) {
      // Each subscription is its own entry, also when the same function subscribes twice.
      const subscriber = (names: readonly string[]): void => fn(names);
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    /** Nothing is told any more: the files that an answer would be read from are closed. */
    end() {
      subscribers.clear();
    },
  };
}
