import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import {
  decide,
  EVENTS,
  FINAL_STATES,
  HALFWAY_LOOKS,
  MISSES_NEEDED,
  SPENDING_SENDS,
  STATES,
  type Facts,
} from './decide.ts';
import { backoffMs, BACKOFF_MOST_MS } from './transition.ts';

const FACTS: Facts = {
  misses: 0,
  sends: 1,
  spends: false,
  repeatable: true,
  halfway: 0,
  unborn: false,
  unclear: false,
  orphaned: false,
};
const facts = fc.record({
  misses: fc.nat({ max: 3 }),
  sends: fc.nat({ max: 4 }),
  spends: fc.boolean(),
  repeatable: fc.boolean(),
  halfway: fc.nat({ max: 12 }),
  unborn: fc.boolean(),
  unclear: fc.boolean(),
  orphaned: fc.boolean(),
});
const anything = fc.tuple(fc.constantFrom(...STATES), fc.constantFrom(...EVENTS), facts);

test('total: every state and event has an answer, and it is a known state', () => {
  fc.assert(
    fc.property(anything, ([state, event, f]) => {
      expect([undefined, ...STATES]).toContain(decide(state, event, f)?.to);
    }),
    { numRuns: 2000 },
  );
});

test('I1: what is final stays', () => {
  for (const state of FINAL_STATES)
    for (const event of EVENTS) expect(decide(state, event, FACTS)).toBeNull();
});

test('I3: a request leaves only from "waiting", by "begin"', () => {
  const roads = STATES.flatMap((state) =>
    EVENTS.filter((event) => decide(state, event, FACTS)?.to === 'sending').map((event) => [state, event]),
  );
  expect(roads).toEqual([['waiting', 'begin']]);
});

test('I4: out of "unknown" nothing is sent again unless absent was seen twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EVENTS), facts, (event, f) => {
      const again = decide('unknown', event, f)?.to === 'waiting';
      const sure = event === 'base' && f.misses + 1 >= MISSES_NEEDED;
      expect(again).toBe(sure && f.repeatable && !f.orphaned && !(f.spends && f.sends >= SPENDING_SENDS));
    }),
  );
});

test('what may have happened is never taken back or sent over: only a person says what became of it', () => {
  const unclear = { ...FACTS, unclear: true };
  const roads = EVENTS.map((event) => [event, decide('decision', event, unclear)?.to]).filter(([, to]) => to);
  expect(roads).toEqual([
    ['restored', 'unknown'],
    ['happened', 'confirmed'],
    ['notHappened', 'waiting'],
  ]);
});

test('401 and 429 are never final, a crash never sends again', () => {
  for (const state of STATES) {
    for (const event of ['credentials', 'later', 'unclear'] as const) {
      const to = decide(state, event, FACTS)?.to;
      expect(to === undefined || to === 'waiting' || to === 'unknown').toBe(true);
    }
    expect(decide(state, 'crashed', FACTS)?.to ?? 'unknown').toBe('unknown');
  }
  expect(decide('sending', 'crashed', FACTS)).toMatchObject({ to: 'unknown', wait: 'quiet' });
});

test('kinds that spend money stop after two sends', () => {
  const seen = { ...FACTS, misses: 1, spends: true };
  expect(decide('unknown', 'base', { ...seen, sends: 1 })?.to).toBe('waiting');
  expect(decide('unknown', 'base', { ...seen, sends: 2 })).toMatchObject({
    to: 'decision',
    unclear: false,
    code: 'OUTBOX_SENT_TWICE',
  });
  expect(decide('unknown', 'base', { ...seen, sends: 9, spends: false })?.to).toBe('waiting');
});

test('what is not repeatable is never sent again by itself: a person decides, with the proof that it is absent', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EVENTS), facts, (event, f) => {
      expect(decide('unknown', event, { ...f, repeatable: false })?.to).not.toBe('waiting');
    }),
  );
  expect(decide('unknown', 'base', { ...FACTS, misses: 1, repeatable: false })).toMatchObject({
    to: 'decision',
    unclear: false,
    code: 'OUTBOX_ABSENT',
  });
});

test('done in part: looked at ten times, then a person', () => {
  expect(decide('unknown', 'halfway', FACTS)).toMatchObject({ to: 'unknown', wait: 'again', halfway: 1 });
  const last = { ...FACTS, halfway: HALFWAY_LOOKS - 1 };
  expect(decide('unknown', 'halfway', last)).toMatchObject({ to: 'decision', unclear: true });
});

test('out of a backup, for a customer that will never be made: nothing can be looked up, a person says', () => {
  expect(decide('unknown', 'orphaned', FACTS)).toBeNull();
  expect(decide('unknown', 'orphaned', { ...FACTS, unborn: true })).toMatchObject({
    to: 'decision',
    unclear: true,
  });
});

test('an orphan cannot be tried again', () => {
  expect(decide('held', 'retry', FACTS)?.to).toBe('waiting');
  expect(decide('held', 'retry', { ...FACTS, orphaned: true })).toBeNull();
});

test('pauses: between one second and five minutes, whatever the number of failures', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.integer(), (failures, seed) => {
      const ms = backoffMs(failures, seededRandom(seed));
      expect(ms).toBeGreaterThanOrEqual(1000);
      expect(ms).toBeLessThanOrEqual(BACKOFF_MOST_MS);
    }),
  );
});
