import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAssign, decideWithdraw, mustTell, type Standing } from './change.ts';
import { dayAfter, isNobody, managedDays, NOBODY, samePerson, type Change, type Person } from './history.ts';

const member = (memberId: string): Person => ({ memberId, account: null });
const account = (name: string): Person => ({ memberId: null, account: name });
const change = (to: Person, former: Person, day: string): Change => ({
  customerId: 'c',
  kind: isNobody(to) ? 'withdraw' : 'assign',
  to,
  former,
  day,
});
const ANA = member('ana');
const LIN = member('lin');

test('the day of a change still belongs to the former; it counts from the day after, for ever', () => {
  const changes = [change(ANA, account('old'), '2026-03-31'), change(LIN, ANA, '2026-12-31')];
  expect(managedDays(changes)).toEqual([
    { customerId: 'c', person: account('old'), from: null, until: '2026-03-31' },
    { customerId: 'c', person: ANA, from: '2026-04-01', until: '2026-12-31' },
    { customerId: 'c', person: LIN, from: '2027-01-01', until: null },
  ]);
  expect(managedDays([...changes, change(NOBODY, LIN, '2027-02-28')]).at(-1)).toEqual({
    customerId: 'c',
    person: LIN,
    from: '2027-01-01',
    until: '2027-02-28',
  });
});

test('of several changes on one day only the last one counts; one taken back the same day leaves no trace', () => {
  const day = '2026-11-23';
  expect(managedDays([change(ANA, NOBODY, day), change(LIN, ANA, day)])).toEqual([
    { customerId: 'c', person: LIN, from: '2026-11-24', until: null },
  ]);
  expect(managedDays([change(ANA, LIN, day), change(LIN, ANA, day)])).toEqual([
    { customerId: 'c', person: LIN, from: null, until: null },
  ]);
  expect(managedDays([])).toEqual([]);
});

const DAYS = Array.from({ length: 40 }, (_, i) =>
  new Date(Date.UTC(2026, 1, 1) + i * 86_400_000).toISOString().slice(0, 10),
);
const people = fc.constantFrom(ANA, LIN, account('old'), NOBODY);

test('every day of a customer belongs to at most one manager: to whom the last change before that day named', () => {
  fc.assert(
    fc.property(
      people,
      fc.array(fc.record({ day: fc.constantFrom(...DAYS), to: people }), { maxLength: 8 }),
      (first, list) => {
        const sorted = list.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
        const changes = sorted.map(({ day, to }, i) => change(to, sorted[i - 1]?.to ?? first, day));
        const spans = managedDays(changes);
        for (const day of [DAYS[0]!, ...DAYS, dayAfter(DAYS.at(-1)!)]) {
          const owners = spans.filter(
            ({ from, until }) => (from === null || from <= day) && (until === null || day <= until),
          );
          expect(owners.length).toBeLessThanOrEqual(1);
          const last =
            changes.findLast((one) => one.day < day)?.to ?? (changes.length === 0 ? NOBODY : first);
          expect(samePerson(owners[0]?.person ?? NOBODY, last)).toBe(true);
        }
        for (const { from, until } of spans)
          expect(from === null || until === null || from <= until).toBe(true);
      },
    ),
  );
});

test('assigning and withdrawing: refused where nothing would change, the Partner Center told where it says otherwise', () => {
  const follows: Standing = {
    now: { memberId: 'ana', account: 'ana-am' },
    decidedHere: false,
    account: 'ana-am',
  };
  expect(decideAssign(follows, { memberId: 'ana', account: 'ana-am' })).toBe('ASSIGNMENT_SAME');
  expect(decideAssign(follows, { memberId: 'lin', account: 'lin-am' })).toEqual({
    kind: 'assign',
    to: LIN,
    tell: true,
  });
  expect(decideWithdraw(follows)).toMatchObject({ kind: 'withdraw', tell: true });
  // Decided here against the record: going back to what the record says needs nobody to be told.
  const ours: Standing = { now: LIN, decidedHere: true, account: 'ana-am' };
  expect(decideAssign(ours, { memberId: 'ana', account: 'ana-am' })).toMatchObject({ tell: false });
  const withdrawn: Standing = { now: NOBODY, decidedHere: true, account: null };
  expect(decideWithdraw(withdrawn)).toBe('ASSIGNMENT_NONE');
  expect(decideWithdraw({ ...ours, account: null })).toMatchObject({ kind: 'withdraw', tell: false });
  // An account that nobody here is: it can be withdrawn.
  expect(decideWithdraw({ now: account('x'), decidedHere: false, account: 'x' })).toMatchObject({
    tell: true,
  });
  // Whose account is not known cannot be compared with the record's.
  expect(mustTell({ ...withdrawn, account: null }, { memberId: 'ana', account: null })).toBe(true);
});
