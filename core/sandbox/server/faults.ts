// Faults on demand. Each is a rule: for which operation, what goes wrong, from which matching call on and how often.

export type FaultKind =
  | 'delay' // wait `ms`, then answer as usual
  | 'drop-before' // cut the connection without doing anything
  | 'drop-after' // do it, then cut the connection
  | 'fail-before' // answer `status` (5xx) without doing anything
  | 'fail-after' // do it, then answer `status`
  | 'throttle' // 429 of the gateway, or of the service with code CBC.0250
  | 'cut-body' // send half of the body
  | 'garbage' // send something that is not JSON
  | 'duplicate-rows' // a page starts `rows` rows too early
  | 'missing-rows' // a page starts `rows` rows too late
  | 'wrong-total' // the total is off by `delta`
  | 'reorder' // the list is in another order from here on
  | 'refuse' // answer with `code` instead of doing it
  | 'late'; // rows newer than `ms` are not listed yet

export interface FaultRule {
  readonly kind: FaultKind;
  /** operationId; left out = any operation. */
  readonly operation?: string;
  /** Matching calls to let pass first. */
  readonly skip?: number;
  /** How many calls it befalls; default 1, 0 = until removed. */
  readonly times?: number;
  readonly ms?: number;
  readonly status?: number;
  readonly code?: string;
  readonly rows?: number;
  readonly delta?: number;
}

interface Armed {
  readonly rule: FaultRule;
  skip: number;
  left: number;
}

/** The faults in force. */
export class Faults {
  #armed: Armed[] = [];
  /** Faults that happened so far, by kind. */
  readonly happened: Partial<Record<FaultKind, number>> = {};

  add(rule: FaultRule): void {
    const times = rule.times ?? 1;
    this.#armed.push({ rule, skip: rule.skip ?? 0, left: times === 0 ? Number.POSITIVE_INFINITY : times });
  }

  clear(): void {
    this.#armed = [];
  }

  list(): FaultRule[] {
    return this.#armed.map((armed) => armed.rule);
  }

  /** The faults that befall this call. Counts it. */
  take(operationId: string): FaultRule[] {
    const taken: FaultRule[] = [];
    for (const armed of this.#armed) {
      if (armed.rule.operation !== undefined && armed.rule.operation !== operationId) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      taken.push(armed.rule);
      this.happened[armed.rule.kind] = (this.happened[armed.rule.kind] ?? 0) + 1;
    }
    this.#armed = this.#armed.filter((armed) => armed.left > 0);
    return taken;
  }
}
