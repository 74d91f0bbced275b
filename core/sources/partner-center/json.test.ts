import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, countOf, itemOf, member, parseTree, plain, plainNumber } from './json.ts';

test.each([
  ['1.50', '1.5'],
  ['100', '100'],
  ['2e2', '200'],
  ['2E-3', '0.002'],
  ['1.23456789e4', '12345.6789'],
  ['-0', '0'],
  ['-0.0', '0'],
  ['0.10', '0.1'],
  ['-12.000', '-12'],
  ['123456789012345678.12345678', '123456789012345678.12345678'],
  ['1e999999', '1e999999'],
])('the number %s is %s', (written, shortest) => {
  expect(plainNumber(written)).toBe(shortest);
});

test('no amount goes through binary floating point', () => {
  const text = '{"amount":99999999999999.12345678,"small":0.1}';
  expect(plain(parseTree(text))).toEqual({ amount: '99999999999999.12345678', small: '0.1' });
  expect(canonical(parseTree(text))).toBe('{"amount":99999999999999.12345678,"small":0.1}');
});

test('a number and a string of the same text differ in the canonical form', () => {
  expect(canonical(parseTree('{"a":1}'))).not.toBe(canonical(parseTree('{"a":"1"}')));
});

/** Writes a JSON value in some other but equal way: key order, number form, escapes, decomposed Unicode. */
function rewrite(value: unknown, bend: () => number): string {
  if (typeof value === 'string') {
    const shaped = bend() < 0.5 ? value.normalize('NFD') : value.normalize('NFC');
    return bend() < 0.5 ? JSON.stringify(shaped) : `"${escape(shaped)}"`;
  }
  if (typeof value === 'number') {
    const forms = [`${value}`, `${value}.0`, `${value}.00e0`, value === 0 ? '-0' : `${value}0e-1`];
    return forms[Math.floor(bend() * forms.length)] ?? `${value}`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((v) => rewrite(v, bend)).join(' , ')}]`;
  const entries = Object.entries(value).toSorted(() => bend() - 0.5);
  return `{ ${entries.map(([k, v]) => `${JSON.stringify(k)} : ${rewrite(v, bend)}`).join(',')} }`;
}

function escape(c: string): string {
  return c
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

test('canonical form is stable under key order, number form, escapes and Unicode form', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('é', '中文', 'ﬁ'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (value, stream) => {
      const bend = (): number => stream.next().value as number;
      const one = parseTree(rewrite(value, bend));
      const two = parseTree(rewrite(value, bend));
      expect(canonical(one)).toBe(canonical(two));
      // Reading the canonical form again gives the same record.
      expect(canonical(parseTree(canonical(one)))).toBe(canonical(one));
      expect(plain(parseTree(canonical(one)))).toEqual(plain(one));
    }),
  );
});

test('hostile keys are data', () => {
  const body = itemOf(parseTree('{"__proto__":{"x":1},"constructor":"y","id":"1"}')).body;
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  expect(Object.hasOwn(body, '__proto__')).toBe(true);
  expect((body as { x?: unknown }).x).toBeUndefined();
  expect(member(parseTree('{}'), 'toString')).toBeUndefined();
});

test('too deep, cut and doubled keys are refused', () => {
  expect(() => parseTree('['.repeat(100) + ']'.repeat(100))).toThrow(SyntaxError);
  expect(() => parseTree('['.repeat(200_000))).toThrow(/depth|deep|stack|JSON|value|end/i);
  expect(() => parseTree('{"a":1')).toThrow(SyntaxError);
  expect(() => parseTree('{"a":1,"a":2}')).toThrow(SyntaxError);
});

test('a total may be a number or a string, never negative or broken', () => {
  const tree = parseTree('{"a":12,"b":"34","c":-1,"d":1.5,"e":null}');
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((k) => countOf(member(tree, k)))).toEqual([
    12,
    34,
    null,
    null,
    null,
    null,
  ]);
});
