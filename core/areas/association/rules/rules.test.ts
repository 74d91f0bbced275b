import { describe, expect, test } from 'vitest';
import { associationState, associationStep, type AssociationState } from '../../../contract/association.ts';
import { disassociationChecks, isBlocked, type DisassociationFacts } from './checks.ts';
import { addMonths, waitOf, type Earlier } from './frequency.ts';
import { ASSOCIATION_EVENTS, nextAssociation, OPEN_STATES } from './states.ts';

const WANTED: Record<AssociationState, string> = {
  preparing:
    'sent>pending-customer effective>approved withdrawn>cancelled agreed>approved refused>rejected takenBack>cancelled left>approved',
  'pending-customer':
    'withdrawn>cancelled agreed>approved refused>rejected expired>expired unsent>preparing left>approved',
  'pending-partner': 'withdrawn>cancelled expired>expired approve>approving reject>rejecting left>approved',
  approving: 'withdrawn>cancelled expired>expired answered>approved takenBack>pending-partner left>approved',
  rejecting: 'withdrawn>cancelled expired>expired answered>rejected takenBack>pending-partner left>approved',
  approved: 'reopened>approving undone>preparing',
  rejected: 'reopened>rejecting',
  cancelled: '',
  expired: '',
};

describe('states', () => {
  test.each(associationState.options)('%s answers every event', (state) => {
    const found = ASSOCIATION_EVENTS.flatMap((event) => {
      const to = nextAssociation(state, event);
      return to === null ? [] : [`${event}>${to}`];
    });
    expect(found.sort()).toEqual(WANTED[state].split(' ').filter(Boolean).sort());
  });

  test('every event has its word in the history, and nothing open is an end', () => {
    expect(associationStep.shape.what.options).toEqual(['asked', ...ASSOCIATION_EVENTS]);
    for (const state of OPEN_STATES)
      expect(ASSOCIATION_EVENTS.some((event) => nextAssociation(state, event) === 'cancelled')).toBe(true);
  });

  test('wherever a request stands, a customer that left ends it', () => {
    for (const state of OPEN_STATES) expect(nextAssociation(state, 'left')).toBe('approved');
  });
});

describe('frequency, by days in GMT+08:00', () => {
  test.each([
    ['2026-08-23', '2026-11-23'],
    ['2026-11-30', '2027-02-28'],
    ['2027-11-30', '2028-02-29'],
    ['2026-10-31', '2027-01-31'],
    ['2026-12-01', '2027-03-01'],
  ])('three months after %s is %s', (day, later) => {
    expect(addMonths(day, 3)).toBe(later);
  });

  /** Midnight in Beijing is 16:00 UTC of the day before. */
  const MIDNIGHT = Date.UTC(2026, 10, 22, 16);
  const partner = (at: number): Earlier => ({ side: 'partner', at });
  const customer = (at: number): Earlier => ({ side: 'customer', at });
  const one = (earlier: Earlier[], now: number) => waitOf(earlier, { requests: 1 }, now);
  const three = (earlier: Earlier[], now: number) => waitOf(earlier, { requests: 3 }, now);

  test('nothing before: nothing to wait for', () => {
    expect(one([], MIDNIGHT)).toEqual({ frequency: null, customerRequest: null });
  });

  test('the day counts, not the hour: a request of the evening is free at midnight three months later', () => {
    const evening = Date.UTC(2026, 7, 23, 15, 59);
    expect(one([partner(evening)], MIDNIGHT - 1).frequency).toBe('2026-11-23');
    expect(one([partner(evening)], MIDNIGHT).frequency).toBeNull();
    // One minute later it is the next day in Beijing, though not in London.
    expect(one([partner(evening + 60_000)], MIDNIGHT).frequency).toBe('2026-11-24');
  });

  test('a customer’s request makes the partner wait, by the newest one', () => {
    const old = Date.UTC(2026, 5, 1);
    const fresh = Date.UTC(2026, 10, 1);
    expect(one([customer(fresh), customer(old)], MIDNIGHT)).toEqual({
      frequency: null,
      customerRequest: '2027-02-01',
    });
    expect(one([customer(old)], MIDNIGHT).customerRequest).toBeNull();
  });

  test('where three are allowed, the third-newest decides, and the customer’s do not', () => {
    const at = [Date.UTC(2026, 8, 1), Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)];
    expect(three(at.slice(0, 2).map(partner), MIDNIGHT).frequency).toBeNull();
    expect(three(at.map(partner), MIDNIGHT).frequency).toBe('2026-12-01');
    expect(three([...at.map(partner), partner(Date.UTC(2026, 0, 1))], MIDNIGHT).frequency).toBe('2026-12-01');
    expect(three([customer(at[2] ?? 0)], MIDNIGHT)).toEqual({ frequency: null, customerRequest: null });
  });
});

describe('checks', () => {
  const free: DisassociationFacts = {
    frozen: false,
    frozenByHand: false,
    open: false,
    wait: { frequency: null, customerRequest: null },
  };
  const outcomes = (facts: Partial<DisassociationFacts>) =>
    Object.fromEntries(disassociationChecks({ ...free, ...facts }).map((one) => [one.name, one.outcome]));

  test('what nobody can know here is left to the console, and does not block', () => {
    const checks = disassociationChecks(free);
    expect(checks.filter(({ outcome }) => outcome === 'console').map(({ name }) => name)).toEqual([
      'enterpriseMaster',
      'reservedInstance',
      'supportPlan',
      'namedAccount',
    ]);
    expect(isBlocked(checks)).toBe(false);
  });

  test.each<[string, Partial<DisassociationFacts>, object]>([
    ['frozen by hand', { frozen: true, frozenByHand: true }, { frozen: 'blocked' }],
    ['frozen, nobody knows how', { frozen: true }, { frozen: 'console' }],
    ['nobody knows whether it is frozen', { frozen: null }, { frozen: 'console' }],
    ['another request is open', { open: true }, { open: 'blocked' }],
  ])('%s', (_what, facts, wanted) => {
    expect(outcomes(facts)).toMatchObject(wanted);
  });

  test('a wait blocks and says until when', () => {
    const checks = disassociationChecks({
      ...free,
      wait: { frequency: '2027-01-05', customerRequest: null },
    });
    expect(checks.find(({ name }) => name === 'frequency')).toEqual({
      name: 'frequency',
      outcome: 'blocked',
      until: '2027-01-05',
    });
    expect(isBlocked(checks)).toBe(true);
  });
});
