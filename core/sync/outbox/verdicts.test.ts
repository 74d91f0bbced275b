import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodedError } from '../../base/errors.ts';
import { ERRORS, type ErrorCode } from '../../base/error-codes.ts';
import type { SentOutcome } from '../../sources/source.ts';
import { judgeRead, judgeSent, judgeThrown } from './verdicts.ts';

const code = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.constantFrom(
    'CBC.0000',
    'CBC.0100',
    'CBC.0151',
    'CBC.0999',
    'CBC.99000050',
    'APIGW.0301',
    'APIGW.0308',
    'CBC.0250',
  ),
);
const outcome: fc.Arbitrary<SentOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('transport' as const), sent: fc.boolean(), reason: fc.string() }),
  fc.record({
    kind: fc.constant('answer' as const),
    status: fc.integer({ min: 100, max: 599 }),
    code,
    readable: fc.boolean(),
    failedItems: fc.array(fc.record({ id: code, code }), { maxLength: 2 }),
    body: fc.constant({}),
    requestId: fc.option(fc.string()),
    minutesOff: fc.option(fc.integer()),
  }),
);
const EVENTS = ['confirmed', 'rejected', 'lacking', 'credentials', 'later', 'unclear'];

test('total: every status, body and failure is exactly one event, with a code a screen has a sentence for', () => {
  fc.assert(
    fc.property(outcome, (what) => {
      const judged = judgeSent(what, new Set(['CBC.99000050']), 'UpdateSubCustomerBudget');
      expect(EVENTS).toContain(judged.event);
      expect(judged.code === null).toBe(judged.event === 'confirmed');
      expect([null, ...Object.keys(ERRORS)]).toContain(judged.code);
      expect(() => JSON.stringify(judged.data)).not.toThrow();
    }),
    { numRuns: 3000 },
  );
});

test('confirmed only by a readable 2xx without a failing code and without a failed item', () => {
  fc.assert(
    fc.property(outcome, (what) => {
      if (judgeSent(what, new Set(), 'x').event !== 'confirmed') return;
      expect(what).toMatchObject({ kind: 'answer', readable: true, failedItems: [] });
      const { status, code: said } = what.kind === 'answer' ? what : { status: 0, code: 'none' };
      expect(Math.floor(status / 100)).toBe(2);
      expect([null, 'CBC.0000']).toContain(said);
    }),
    { numRuns: 3000 },
  );
});

test('what may have been sent and was not answered is never "not done"', () => {
  for (const reason of ['DEADLINE', 'ECONNRESET', 'CONNECTION_CUT']) {
    expect(judgeSent({ kind: 'transport', sent: true, reason }, new Set(), 'x').event).toBe('unclear');
    expect(judgeSent({ kind: 'transport', sent: false, reason }, new Set(), 'x').event).toBe('later');
  }
});

test('a reading that failed never makes anything unclear, whatever its code', () => {
  for (const known of Object.keys(ERRORS) as ErrorCode[]) {
    const judged = judgeRead(new CodedError(known, { code: 'CBC.1', status: 400 }));
    expect(['rejected', 'lacking', 'credentials', 'later']).toContain(judged.event);
    expect(judged.data).toEqual({ upstream: 'CBC.1', status: 400 });
  }
  expect(judgeRead(new TypeError('bug'))).toMatchObject({ event: 'later', code: 'INTERNAL' });
});

test('a send that throws is unclear unless it is known to be thrown before any byte', () => {
  expect(judgeThrown(new TypeError('bug')).event).toBe('unclear');
  expect(judgeThrown(new CodedError('INTERNAL')).event).toBe('unclear');
  expect(judgeThrown(new CodedError('CREDENTIALS_MISSING')).event).toBe('credentials');
  expect(judgeThrown(new CodedError('INPUT_INVALID')).event).toBe('rejected');
});
