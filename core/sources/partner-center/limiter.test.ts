import { expect, test } from 'vitest';
import { fixedClock } from '../../base/clock.ts';
import { createLimiter, unlimited, type Limiter } from './limiter.ts';

/** A world whose waits are woken in order of time, with the clock moved along. */
function world(start = 0): {
  clock: ReturnType<typeof fixedClock>;
  limiter: (perSecond?: number) => Limiter;
  run: (ms: number) => Promise<void>;
} {
  const clock = fixedClock(start);
  const sleeping: { at: number; wake: () => void }[] = [];
  const timers = {
    sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        const entry = { at: clock.now() + ms, wake: resolve };
        sleeping.push(entry);
        signal?.addEventListener('abort', () => {
          sleeping.splice(sleeping.indexOf(entry), 1);
          reject(signal.reason);
        });
      }),
  };
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  return {
    clock,
    limiter: (perSecond = 10) => createLimiter({ clock, timers, perSecond: () => perSecond }),
    async run(ms) {
      const end = clock.now() + ms;
      await settle();
      for (;;) {
        const next = sleeping.toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        sleeping.splice(sleeping.indexOf(next), 1);
        clock.set(next.at);
        next.wake();
        await settle();
      }
      clock.set(end);
    },
  };
}

/** Asks `n` times and notes when each was let through. */
function ask(
  limiter: Limiter,
  n: number,
  clock: { now(): number },
  out: number[],
  priority?: 'person',
): void {
  for (let i = 0; i < n; i++)
    void limiter.acquire('A', priority ? { priority } : {}).then(() => out.push(clock.now()));
}

test('the background uses half the published limit, whatever second one looks at', async () => {
  const { clock, limiter, run } = world();
  const through: number[] = [];
  ask(limiter(), 100, clock, through);
  await run(10_000);
  expect(through.length).toBeGreaterThanOrEqual(50);
  for (const from of through)
    expect(through.filter((t) => t >= from && t < from + 1000).length).toBeLessThanOrEqual(8);
});

test('what a person waits for overtakes the queue and stays under the published limit', async () => {
  const { clock, limiter, run } = world();
  const background: number[] = [];
  const person: number[] = [];
  const bucket = limiter();
  ask(bucket, 50, clock, background);
  await run(2_000);
  const asked = clock.now();
  ask(bucket, 2, clock, person, 'person');
  await run(1_000);
  expect(person.every((t) => t === asked)).toBe(true);
  for (const from of background)
    expect([...background, ...person].filter((t) => t >= from && t < from + 1000).length).toBeLessThanOrEqual(
      10,
    );
});

test('a 429 halves the rate; it recovers slowly and not beyond the base', async () => {
  const { clock, limiter, run } = world();
  const through: number[] = [];
  const bucket = limiter();
  bucket.slowDown('A');
  ask(bucket, 2_000, clock, through);
  await run(10_000);
  const slow = through.length;
  expect(slow).toBeGreaterThanOrEqual(22);
  expect(slow).toBeLessThanOrEqual(32);
  await run(120_000);
  const before = through.length;
  await run(10_000);
  expect(through.length - before).toBeGreaterThanOrEqual(49);
  expect(through.length - before).toBeLessThanOrEqual(51);
});

test('an aborted wait leaves the queue at once', async () => {
  const { clock, limiter, run } = world();
  const bucket = limiter();
  const through: number[] = [];
  ask(bucket, 10, clock, through);
  const stop = new AbortController();
  const waiting = bucket.acquire('A', { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(() => bucket.acquire('A', { signal: stop.signal })).toThrow('enough');
  expect(() => unlimited.acquire('A', { signal: stop.signal })).toThrow('enough');
  await run(5_000);
  expect(through).toHaveLength(10);
});

test('the state survives a restart, and a broken one does no harm', async () => {
  const first = world();
  const one = first.limiter();
  const spent: number[] = [];
  ask(one, 2, first.clock, spent);
  await first.run(0);
  one.slowDown('A');
  const state = JSON.parse(JSON.stringify(one.exportState())) as ReturnType<Limiter['exportState']>;
  const second = world(1_000);
  const two = second.limiter();
  two.importState(state);
  const through: number[] = [];
  ask(two, 100, second.clock, through);
  await second.run(10_000);
  expect(through.length).toBeLessThan(35);

  const third = world(1_000);
  const three = third.limiter();
  three.importState({
    A: { rate: 1e9, tokens: 1e9, at: 0 },
    B: 'x',
    C: { rate: 'fast' },
    D: { rate: -1, tokens: -1e9, at: 5e12 },
  });
  const wild: number[] = [];
  ask(three, 100, third.clock, wild);
  await third.run(1_000);
  expect(wild.length).toBeLessThanOrEqual(8);
});
