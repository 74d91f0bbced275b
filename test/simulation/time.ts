/** Virtual time: events in a heap, taken one by one; between two of them everything that can go on has gone on. */
interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class VirtualTime {
  /** True time, ms since the beginning. */
  now = 0;
  readonly #heap: Event[] = [];
  #order = 0;

  /** Runs `run` after so many ms. */
  after(ms: number, run: () => void): void {
    this.#push({ at: this.now + Math.max(0, ms), order: (this.#order += 1), run });
  }

  /** Lets time pass up to `until`. */
  async runTo(until: number): Promise<void> {
    for (let next = this.#heap[0]; next && next.at <= until; next = this.#heap[0]) {
      this.#pop();
      this.now = next.at;
      next.run();
      await quiesce();
    }
    this.now = until;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let i = heap.push(event) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (!above || before(above, event)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (heap.length === 0 || !last) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      if (right && before(right, left)) child += 1;
      const least = heap[child];
      if (!least || before(last, least)) break;
      heap[i] = least;
      i = child;
    }
    heap[i] = last;
  }
}

const before = (a: Event, b: Event): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at);

/** Everything in the simulation waits for virtual time or for a promise: one turn of the loop and all promises are done. */
export function quiesce(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
