/** Calls per second and operation, counted over the second just past (the documented limits). */
export class RateLimits {
  readonly #calls = new Map<string, number[]>();

  /** Whether a call at `now` (ms of the machine) is within the limit; a call within it is counted. */
  admit(key: string, perSecond: number, now: number): boolean {
    const recent = (this.#calls.get(key) ?? []).filter((time) => time > now - 1000);
    const admitted = recent.length < perSecond;
    if (admitted) recent.push(now);
    this.#calls.set(key, recent);
    return admitted;
  }
}
