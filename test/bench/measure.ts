import os from 'node:os';

/**
 * One measured question: our way against the floor (the same work in the bare engine) in the same run, so that a noisy
 * machine disturbs both alike. Times are milliseconds unless the name says otherwise.
 */
export interface Measure {
  readonly name: string;
  readonly ours: number;
  readonly floor: number | null;
  /** What people would use instead, where that was run. */
  readonly peer: number | null;
  /** ours ÷ floor. */
  readonly ratio: number | null;
  readonly goal: string;
  readonly met: boolean;
  /** Anything else worth printing: memory, bytes per line, rates. */
  readonly notes?: Record<string, number | string>;
}

export interface BenchOptions {
  readonly lines: number;
  readonly customers: number;
  readonly log: (text: string) => void;
}

/** A bench module: a name that `--only` takes, and what it measures. */
export interface Bench {
  readonly name: string;
  run(options: BenchOptions): Promise<Measure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median time in ms of `runs` runs after `warmup` runs that do not count. */
export async function timed(runs: number, work: (run: number) => unknown, warmup = 2): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs + warmup; i += 1) {
    const start = performance.now();
    await work(i);
    if (i >= warmup) times.push(performance.now() - start);
  }
  return median(times);
}

/** Runs `a` and `b` in turn, so that drift of the machine's speed hits both, and gives both medians. */
export async function paired(
  runs: number,
  a: () => unknown,
  b: () => unknown,
): Promise<{ ours: number; floor: number; ratio: number }> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let i = 0; i < runs + 1; i += 1) {
    const start = performance.now();
    await a();
    const between = performance.now();
    await b();
    if (i === 0) continue;
    ours.push(between - start);
    floor.push(performance.now() - between);
  }
  return {
    ours: median(ours),
    floor: median(floor),
    ratio: median(ours.map((value, i) => value / floor[i]!)),
  };
}

/** What a figure was measured on. */
export function machine(): { cpu: string; cores: number; memoryGiB: number; node: string } {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model ?? 'unknown',
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
  };
}
