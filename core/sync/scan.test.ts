import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brakes, NEVER, OPEN_SCAN_MS, PHASES, step, type ScanEvent, type ScanState } from './scan.ts';

const page = (
  offset: number,
  rows: number,
  more: Partial<Extract<ScanEvent, { kind: 'page' }>> = {},
): ScanEvent => ({
  kind: 'page',
  offset,
  advance: rows,
  end: rows < 100,
  total: 150,
  distinct: offset + rows,
  unreadable: 0,
  ...more,
});

const run = (state: ScanState, ...events: ScanEvent[]): ScanState =>
  events.reduce((s, e) => step(s, e).state, state);
const opened = run(NEVER, { kind: 'start', at: 1000 });

test('a clean scan: asked page by page, then counted, then closed', () => {
  expect(step(NEVER, { kind: 'start', at: 1000 }).instructions).toEqual([{ do: 'ask', offset: 0 }]);
  const first = step(opened, page(0, 100));
  expect(first.instructions).toEqual([{ do: 'ask', offset: 100 }]);
  const last = step(first.state, page(100, 50));
  expect(last.instructions).toEqual([{ do: 'count', clean: true }]);
  const closed = step(last.state, { kind: 'counted', due: 0, size: 150 });
  expect(closed.instructions).toEqual([{ do: 'close', clean: true }]);
  expect(closed.state).toMatchObject({ phase: 'idle', number: 1, clean: true });
});

test('S5 a reply is used only at the position it was asked for', () => {
  const state = run(opened, page(0, 100));
  for (const offset of [0, 50, 99, 200])
    expect(step(state, page(offset, 100))).toEqual({ state, instructions: [] });
});

test('totals that differ between first and last page: swept once more at once, then left to the next rhythm', () => {
  const again = step(run(opened, page(0, 100)), page(100, 50, { total: 151 }));
  expect(again.instructions).toEqual([{ do: 'ask', offset: 0 }]);
  expect(again.state).toMatchObject({ phase: 'open', number: 2, repeats: 1, next: 0 });
  const given = step(run(again.state, page(0, 100)), page(100, 50, { total: 152 }));
  expect(given.instructions).toEqual([{ do: 'count', clean: false }]);
});

test('fewer distinct ids than the total, or an unreadable id: not clean', () => {
  const twice = run(
    opened,
    page(0, 100),
    page(100, 50, { distinct: 149 }),
    page(0, 100),
    page(100, 50, { distinct: 149 }),
  );
  expect(twice).toMatchObject({ phase: 'settling', clean: false });
  const unreadable = run(
    opened,
    page(0, 100, { unreadable: 1, distinct: 99 }),
    page(100, 50, { distinct: 149 }),
  );
  expect(unreadable).toMatchObject({ phase: 'settling', clean: false });
});

test('a list without total is clean when it was read to its end', () => {
  expect(run(opened, page(0, 100, { total: null, end: true }))).toMatchObject({
    phase: 'settling',
    clean: true,
  });
});

test('a bad page ends the scan; it does not count as clean', () => {
  const ended = step(run(opened, page(0, 100)), { kind: 'badPage' });
  expect(ended.state).toMatchObject({ phase: 'idle', clean: false });
});

test('a server that ignores the offset is not read for ever', () => {
  const full = page(0, 100, { total: 9999, distinct: 100 });
  let state = opened;
  let pages = 0;
  for (; state.phase === 'open' && pages < 50; pages++)
    state = step(state, { ...full, offset: state.next } as ScanEvent).state;
  expect(pages).toBe(4);
  expect(state).toMatchObject({ phase: 'idle', clean: false });
});

test('resumes where it stopped; an old or future scan is begun anew', () => {
  const half = run(opened, page(0, 100));
  expect(step(half, { kind: 'start', at: 2000 })).toEqual({
    state: half,
    instructions: [{ do: 'ask', offset: 100 }],
  });
  for (const at of [1001 + OPEN_SCAN_MS, 0])
    expect(step(half, { kind: 'start', at }).state).toMatchObject({ number: 2, next: 0, phase: 'open' });
});

test.each([
  [0, 10, false],
  [1, 2, false],
  [2, 100, false],
  [3, 100, true],
  [20, 10_000, false],
  [21, 10_000, true],
  [20, 999, true],
  [2, 10, true],
])('brake: %i of %i → %s', (due, size, held) => {
  expect(brakes(due, size)).toBe(held);
});

const settling = run(opened, page(0, 50, { total: 50 }));

test('the brake holds, a person decides', () => {
  const held = step(settling, { kind: 'counted', due: 30, size: 1000 });
  expect(held.instructions).toEqual([{ do: 'askPerson', due: 30 }]);
  expect(held.state.phase).toBe('held');
  expect(step(held.state, { kind: 'decided', decision: 'remove' }).instructions).toEqual([{ do: 'verify' }]);
  expect(step(held.state, { kind: 'decided', decision: 'keep' })).toMatchObject({
    state: { phase: 'idle', due: 0 },
    instructions: [{ do: 'keepAll' }],
  });
  expect(step(held.state, { kind: 'start', at: 5000 }).state).toMatchObject({ phase: 'open', number: 2 });
});

test('few misses are verified, then closed', () => {
  const verifying = step(settling, { kind: 'counted', due: 3, size: 1000 });
  expect(verifying.instructions).toEqual([{ do: 'verify' }]);
  expect(step(verifying.state, { kind: 'verified' }).state.phase).toBe('idle');
});

const event: fc.Arbitrary<ScanEvent> = fc.oneof(
  fc.record({ kind: fc.constant('start' as const), at: fc.integer({ min: 0, max: 10 * OPEN_SCAN_MS }) }),
  fc.record({
    kind: fc.constant('page' as const),
    offset: fc.nat(300),
    advance: fc.nat(100),
    end: fc.boolean(),
    total: fc.option(fc.nat(300)),
    distinct: fc.nat(300),
    unreadable: fc.nat(2),
  }),
  fc.constant<ScanEvent>({ kind: 'badPage' }),
  fc.record({ kind: fc.constant('counted' as const), due: fc.nat(50), size: fc.nat(2000) }),
  fc.constant<ScanEvent>({ kind: 'verified' }),
  fc.constantFrom<ScanEvent>({ kind: 'decided', decision: 'keep' }, { kind: 'decided', decision: 'remove' }),
);

test('total: every event has an answer in every phase; verifying follows only a count within the brake or a person (S3, S4)', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let state: ScanState = NEVER;
      for (const e of events) {
        const decision = step(state, e);
        expect(PHASES).toContain(decision.state.phase);
        expect(decision.state.number).toBeGreaterThanOrEqual(state.number);
        const allowed =
          (e.kind === 'counted' && state.phase === 'settling' && !brakes(e.due, e.size)) ||
          (e.kind === 'decided' && e.decision === 'remove' && state.phase === 'held');
        expect(decision.instructions.some((i) => i.do === 'verify') && !allowed).toBe(false);
        state = decision.state;
      }
    }),
  );
});
