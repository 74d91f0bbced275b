import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify, VERDICTS, type Outcome, type Verdict } from './classify.ts';

const answer = (
  status: number,
  code: string | null = null,
  extra: { readable?: boolean; itemFailed?: boolean } = {},
): Outcome => ({ kind: 'answer', status, code, readable: true, ...extra });

const table: readonly [string, Outcome, Verdict][] = [
  ['200', answer(200), 'confirmed'],
  ['204 without body', answer(204), 'confirmed'],
  ['200 with CBC.0000', answer(200, 'CBC.0000'), 'confirmed'],
  ['200 with a failing code', answer(200, 'CBC.3002'), 'rejected'],
  ['200 with a failing code of the long family', answer(200, 'CBC.30050010'), 'rejected'],
  ['200 with an unknown code', answer(200, 'X.1'), 'rejected'],
  ['200, our item listed as failed', answer(200, null, { itemFailed: true }), 'rejected'],
  ['200 unreadable', answer(200, null, { readable: false }), 'unknown'],
  ['302', answer(302), 'unknown'],
  ['400', answer(400, 'CBC.0100'), 'rejected'],
  ['404', answer(404), 'rejected'],
  ['409', answer(409, 'CBC.1'), 'rejected'],
  ['422', answer(422), 'rejected'],
  ['408', answer(408), 'unknown'],
  ['401 signature', answer(401, 'APIGW.0301'), 'credentials'],
  ['401 old gateway', answer(401, 'APIG.0301'), 'credentials'],
  ['401 token', answer(401, 'CBC.0154'), 'credentials'],
  ['401 anything', answer(401), 'credentials'],
  ['403 missing right', answer(403, 'CBC.0151'), 'held'],
  ['403 not for this account', answer(403, 'CBC.0155'), 'held'],
  ['403 business refusal', answer(403, 'CBC.0156'), 'rejected'],
  ['429 gateway', answer(429, 'APIGW.0308'), 'later'],
  ['429 service', answer(429, 'CBC.0250'), 'later'],
  ['429 bare', answer(429), 'later'],
  ['500', answer(500, 'CBC.0999'), 'unknown'],
  ['502 page', answer(502, null, { readable: false }), 'unknown'],
  ['500 with a refusal', answer(500, 'CBC.5002'), 'rejected'],
  ['created, association open', answer(500, 'CBC.99000050'), 'unknown'],
  ['refused before a byte', { kind: 'transport', sent: false }, 'later'],
  ['cut after sending', { kind: 'transport', sent: true }, 'unknown'],
];

test.each(table)('%s', (_, outcome, verdict) => {
  expect(classify(outcome)).toBe(verdict);
});

test('a code the kind lists as done in part is unknown whatever it comes with', () => {
  expect(classify(answer(200, 'CBC.7'), new Set(['CBC.7']))).toBe('unknown');
});

const codes = fc.oneof(
  fc.constant(null),
  fc.constantFrom('CBC.0000', 'CBC.0151', 'CBC.0250', 'APIGW.0301', 'CBC.99000050'),
  fc.string(),
);

/** What must hold for every answer, said another way than the code says it. */
function answerRules(o: Extract<Outcome, { kind: 'answer' }>, verdict: Verdict): boolean {
  if (o.code === null && o.status === 401) return verdict === 'credentials';
  if (o.code === null && o.status === 429) return verdict === 'later';
  if (verdict !== 'confirmed') return true;
  return (
    o.status >= 200 &&
    o.status < 300 &&
    o.readable &&
    !o.itemFailed &&
    (o.code === null || o.code === 'CBC.0000')
  );
}

test('total: every status, code and transport failure has exactly one verdict; 401 and 429 are never final, 5xx and cut never confirmed', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.record({
          kind: fc.constant('answer' as const),
          status: fc.integer({ min: 0, max: 999 }),
          code: codes,
          readable: fc.boolean(),
          itemFailed: fc.boolean(),
        }),
        fc.record({ kind: fc.constant('transport' as const), sent: fc.boolean() }),
      ),
      (outcome) => {
        const verdict = classify(outcome);
        expect(VERDICTS).toContain(verdict);
        const rules =
          outcome.kind === 'transport'
            ? verdict === (outcome.sent ? 'unknown' : 'later')
            : answerRules(outcome, verdict);
        expect(rules).toBe(true);
      },
    ),
  );
});
