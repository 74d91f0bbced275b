import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pick, type Head } from './lanes.ts';

const head = fc.record({
  lane: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  due: fc.oneof(fc.nat({ max: 20 }), fc.constant(Number.POSITIVE_INFINITY)),
  ready: fc.boolean(),
});
const open = fc.array(head, { maxLength: 30 }).chain((list) =>
  fc.shuffledSubarray(
    list.map((one, seq) => ({ ...one, id: `${seq}`, seq })),
    { minLength: list.length },
  ),
);
const busy = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')).map((lanes) => new Set<string>(lanes));

test('order: only the oldest of a lane, never in a busy lane, never before it is due or ready, never too many', () => {
  fc.assert(
    fc.property(open, busy, fc.nat({ max: 20 }), fc.nat({ max: 4 }), (heads, taken, now, free) => {
      const picked = pick(heads, taken, now, free);
      expect(picked.length).toBeLessThanOrEqual(free);
      expect(new Set(picked.map(({ lane }) => lane)).size).toBe(picked.length);
      for (const one of picked) {
        expect(taken.has(one.lane) || one.due > now || !one.ready).toBe(false);
        expect(heads.some((other) => other.lane === one.lane && other.seq < one.seq)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

test('a lane that could go and was not taken gave way only to lanes that were due no later', () => {
  fc.assert(
    fc.property(
      open,
      busy,
      fc.nat({ max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      (heads, taken, now, free) => {
        const picked = pick(heads, taken, now, free);
        const all = pick(heads, taken, now, Number.MAX_SAFE_INTEGER);
        const left = all.filter((one) => !picked.includes(one));
        expect(picked).toHaveLength(Math.min(free, all.length));
        for (const one of left) for (const other of picked) expect(other.due).toBeLessThanOrEqual(one.due);
      },
    ),
    { numRuns: 500 },
  );
});

test('nobody starves: whatever keeps arriving, whoever is due is taken after as many turns as there were before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 40 }), (arrivals) => {
      let seq = 0;
      const waiting: Head[] = [{ id: 'x', lane: 'x', seq: seq++, due: 5, ready: true }];
      for (let i = 0; i < 5; i += 1)
        waiting.push({ id: `old${i}`, lane: `old${i}`, seq: seq++, due: i, ready: true });
      let turns = 0;
      let now = 5;
      for (const count of arrivals) {
        now += 1;
        for (let i = 0; i < count; i += 1)
          waiting.push({ id: `n${seq}`, lane: `n${seq}`, seq: seq++, due: now, ready: true });
        const [next] = pick(waiting, new Set(), now, 1);
        turns += 1;
        if (next?.id === 'x') break;
        if (next) waiting.splice(waiting.indexOf(next), 1);
      }
      expect(turns).toBeLessThanOrEqual(6);
    }),
  );
});

test('a stuck lane delays no other: a thousand lanes, one of them waiting for a person', () => {
  const heads: Head[] = Array.from({ length: 1000 }, (_, i) => ({
    id: `${i}`,
    lane: `${i}`,
    seq: i,
    due: i === 0 ? Number.POSITIVE_INFINITY : 0,
    ready: true,
  }));
  expect(pick(heads, new Set(), 0, 3).map(({ id }) => id)).toEqual(['1', '2', '3']);
});
