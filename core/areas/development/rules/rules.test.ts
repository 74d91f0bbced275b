import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../base/period.ts';
import {
  FAILURE_CAUSES,
  FAILURES,
  INVITATION_STATES,
  OPEN_REGISTRATIONS,
  REFUSAL_CODES,
  REFUSALS,
  REGISTRATION_DAYS,
  REGISTRATION_LIMIT,
  REGISTRATION_STATES,
  type RegistrationState,
} from '../../../contract/development-facts.ts';
import { linkProblem, registrationProblems } from '../../../contract/development-fields.ts';
import { againAs, INVITATION_EVENTS, invitationStateAt, nextInvitationState } from './invitation.ts';
import { judge, type Candidate } from './matching.ts';
import { comparePhones, phoneTail, readPhone } from './phones.ts';
import {
  expiryOf,
  limitAllows,
  nextState,
  opens,
  REGISTRATION_EVENTS,
  stateAt,
  type RegistrationEvent,
  type RegistrationFacts,
} from './registration.ts';

const state = fc.constantFrom(...REGISTRATION_STATES);
const event = fc.constantFrom(...REGISTRATION_EVENTS);
const instant = fc.integer({ min: 0, max: 100 * DAY_MS });

describe('the life of a pre-registration', () => {
  test('every event in every state leads to a state or changes nothing; what ended by itself stays', () => {
    fc.assert(
      fc.property(
        state,
        event,
        instant,
        fc.option(instant),
        fc.option(fc.constantFrom(...REFUSAL_CODES)),
        fc.option(instant),
        (from, what, now, expiresAt, reason, associatedOn) => {
          const next = nextState({ state: from, expiresAt, reason }, what, now, associatedOn);
          expect([null, ...REGISTRATION_STATES]).toContain(next);
          expect((from === 'associated' || from === 'withdrawn') && next !== null).toBe(false);
        },
      ),
    );
  });

  test('it is protected for 15 days to the millisecond', () => {
    fc.assert(
      fc.property(instant, (approvedAt) => {
        const record = { state: 'pre_registered', expiresAt: expiryOf(approvedAt), reason: null } as const;
        const end = approvedAt + REGISTRATION_DAYS * DAY_MS;
        expect(stateAt(record, end - 1)).toBe('pre_registered');
        expect(stateAt(record, end)).toBe('expired');
      }),
    );
  });

  test('only some refusals can be reviewed', () => {
    for (const reason of REFUSAL_CODES) {
      const next = nextState({ state: 'rejected', expiresAt: null, reason }, 'review', 0);
      expect(next).toBe(REFUSALS[reason].review ? 'pending_review' : null);
    }
  });

  test('after the end only a customer that came before it is associated', () => {
    const record = { state: 'expired', expiresAt: 100, reason: null } as const;
    expect(nextState(record, 'matched', 200, 99)).toBe('associated');
    expect(nextState(record, 'matched', 200, 100)).toBeNull();
    expect(nextState(record, 'matched', 200, null)).toBeNull();
  });
});

/** The books as the area keeps them: ends are written before anything is counted, openings ask the limit. */
class Books {
  readonly records: RegistrationFacts[] = [];
  now = 0;
  count(): number {
    return this.records.filter((one) => OPEN_REGISTRATIONS.has(stateAt(one, this.now))).length;
  }
  settle(): void {
    this.records.forEach((one, i) => {
      if (nextState(one, 'expired', this.now) === 'expired') this.records[i] = { ...one, state: 'expired' };
    });
  }
  add(): void {
    this.settle();
    if (limitAllows(this.count(), 1)) this.records.push({ state: 'waiting', expiresAt: null, reason: null });
  }
  step(i: number, what: RegistrationEvent, reason: string): void {
    this.settle();
    const record = this.records[i % Math.max(1, this.records.length)];
    if (record === undefined) return;
    const next = nextState(record, what, this.now, this.now);
    if (next === null || (opens(record.state, next) && !limitAllows(this.count(), 1))) return;
    this.records[this.records.indexOf(record)] = {
      state: next,
      expiresAt: what === 'approved' ? expiryOf(this.now) : record.expiresAt,
      reason: what === 'rejected' ? reason : record.reason,
    };
  }
}

const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('add' as const), n: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      i: fc.nat(400),
      what: event,
      reason: fc.constantFrom(...REFUSAL_CODES),
    }),
  },
  // Clocks go back, too: when a machine's clock is put right.
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('clock' as const), by: fc.integer({ min: -9, max: 20 }) }),
  },
);

test('never more than a hundred are open, whatever happens in whatever order', () => {
  let full = 0;
  fc.assert(
    fc.property(fc.array(deed, { minLength: 20, maxLength: 120 }), (deeds) => {
      const books = new Books();
      for (const one of deeds) {
        if (one.do === 'add') for (let n = 0; n < one.n; n += 1) books.add();
        else if (one.do === 'step') books.step(one.i, one.what, one.reason);
        else books.now += one.by * DAY_MS;
        // What is shown after a clock went back may only be what was written: ends are written with the next deed.
        books.settle();
        expect(books.count()).toBeLessThanOrEqual(REGISTRATION_LIMIT);
        if (books.count() === REGISTRATION_LIMIT) full += 1;
      }
    }),
  );
  // A limit that is never reached proves nothing.
  expect(full).toBeGreaterThan(0);
});

describe('the life of an invitation', () => {
  test('every event in every state leads to a state or changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...INVITATION_STATES),
        fc.constantFrom(...INVITATION_EVENTS),
        instant,
        fc.option(instant),
        (from, what, now, expiresAt) => {
          const record = { state: from, expiresAt, cause: null, model: 'reseller' } as const;
          const next = nextInvitationState(record, what, now, now);
          expect([null, ...INVITATION_STATES]).toContain(next);
          expect((from === 'associated' || from === 'withdrawn') && next !== null).toBe(false);
        },
      ),
    );
  });

  test('it is sent again after its end and where the cause allows it, never while it is open', () => {
    const at = (over: object) =>
      againAs({ state: 'invited', expiresAt: 10, cause: null, model: 'reseller', ...over }, 5);
    expect(at({})).toBeNull();
    expect(againAs({ state: 'invited', expiresAt: 10, cause: null, model: 'referral' }, 10)).toBe('referral');
    expect(invitationStateAt({ state: 'invited', expiresAt: 10 }, 10)).toBe('expired');
    for (const cause of FAILURE_CAUSES) {
      const { again } = FAILURES[cause];
      const expected = again === null ? null : again === 'same' ? 'reseller' : 'referral';
      expect(at({ state: 'failed', cause })).toBe(expected);
    }
  });
});

describe('who came of it', () => {
  const candidate = (over: Partial<Candidate> = {}): Candidate => ({
    customerId: 'c1',
    why: 'email',
    associatedOn: 10,
    shared: false,
    ...over,
  });
  const none = new Set<string>();

  test('only the account, a unique address or a unique number confirm by themselves', () => {
    const sure = { account: true, email: true, phone: true, name: false, similar: false } as const;
    for (const [why, expected] of Object.entries(sure) as [Candidate['why'], boolean][])
      expect(judge([candidate({ why })], 5, none).is).toBe(expected ? 'match' : 'proposal');
  });

  test.each([
    ['two customers have it', [candidate(), candidate({ customerId: 'c2' })]],
    ['two records have it', [candidate({ shared: true })]],
    ['nobody knows since when', [candidate({ associatedOn: null })]],
  ])('never when %s', (_, candidates) => {
    expect(judge(candidates, 5, none).is).toBe('proposal');
  });

  test('a customer from before is no newcomer, and one set aside is not asked about again', () => {
    expect(judge([candidate({ associatedOn: 4 })], 5, none).is).toBe('none');
    expect(judge([candidate()], 5, new Set(['c1'])).is).toBe('none');
  });
});

describe('telephone numbers', () => {
  test.each([
    ['+86 138 0013 8000', null, '0086-13800138000', null, 'exact'],
    ['13800138000', '86', '+8613800138000', null, 'exact'],
    ['13800138000', null, '+8613800138000', null, 'similar'],
    ['+44 (0)20 7946 0000', null, '020 7946 0000', '44', 'exact'],
    ['+20 100 123 4567', null, '0100 123 4567', '0020', 'exact'],
    ['13800138000', '86', '13800138000', '49', null],
    ['+1 212 555 0100', null, '+1 212 555 0101', null, null],
  ])('%s (%s) and %s (%s): %s', (a, dialA, b, dialB, expected) => {
    const [left, right] = [readPhone(a, dialA), readPhone(b, dialB)];
    expect(left === null || right === null ? 'unread' : comparePhones(left, right)).toBe(expected);
  });

  test('masked and short ones say nothing; the end is what an index finds', () => {
    expect(readPhone('138****8000', '86')).toBeNull();
    expect(readPhone('110', '86')).toBeNull();
    expect(phoneTail({ full: null, national: '13800138000' })).toBe('00138000');
    expect(phoneTail({ full: null, national: '1234567' })).toBe('|1234567');
  });
});

test.each([
  ['https://auth.huaweicloud.com/a?code=1', null],
  ['https://HUAWEICLOUD.com', null],
  ['http://auth.huaweicloud.com/a', 'not-https'],
  ['https://huaweicloud.com.evil.example/a', 'foreign-host'],
  ['https://evilhuaweicloud.com/a', 'foreign-host'],
  ['https://huaweicloud.com@evil.example/', 'malformed'],
  ['https://huaweicloud.com:8443/', 'malformed'],
  ['https://huaweicloud.com\\@evil.example/', 'malformed'],
  ['javascript:alert(1)', 'malformed'],
  ['', 'malformed'],
])('the link %s: %s', (link, problem) => {
  expect(linkProblem(link)).toBe(problem);
});

test('what must be entered, and in which form', () => {
  expect(registrationProblems({ name: 'A', country: 'DE', email: 'a@b.example' })).toEqual({});
  expect(registrationProblems({ name: ' ', country: '' })).toEqual({
    name: 'missing',
    country: 'missing',
    email: 'reachable',
  });
  expect(
    registrationProblems({ name: 'A', country: 'DE', email: 'a@b', mobile: 'x', website: 'no host' }),
  ).toEqual({ email: 'invalid', mobile: 'invalid', website: 'invalid' });
});

test('a state nobody tells apart from another would be a mistake of the table', () => {
  const rows = (states: readonly RegistrationState[]) =>
    states.map((from) =>
      REGISTRATION_EVENTS.map((what) =>
        nextState({ state: from, expiresAt: 1, reason: null }, what, 0, 0),
      ).join(),
    );
  // Ends alone are alike: nothing happens after them.
  expect(new Set(rows(['waiting', 'pending_review', 'pre_registered', 'rejected', 'expired'])).size).toBe(5);
});
