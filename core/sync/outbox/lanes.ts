/** Which lane goes next. Pure; times are the monotonic clock's ms. */

export interface Head {
  readonly id: string;
  readonly lane: string;
  /** The order things were decided in. */
  readonly seq: number;
  /** From when on something may be done; Infinity: only a person can. */
  readonly due: number;
  /** Everything it depends on is confirmed. */
  readonly ready: boolean;
}

/**
 * The actions to take up now: of each lane the oldest open one and no other, never a lane that is busy; first those
 * that are due longest, so that nobody waits for ever.
 * @param busy lanes in which something is under way
 * @param free how many may be taken up
 */
export function pick(open: Iterable<Head>, busy: ReadonlySet<string>, now: number, free: number): Head[] {
  if (free <= 0) return [];
  const first = new Map<string, Head>();
  for (const head of open) {
    const known = first.get(head.lane);
    if (!known || head.seq < known.seq) first.set(head.lane, head);
  }
  return [...first.values()]
    .filter((head) => head.ready && head.due <= now && !busy.has(head.lane))
    .sort((a, b) => a.due - b.due || a.seq - b.seq)
    .slice(0, free);
}
