import { describe, expect, test } from 'vitest';
import { ERRORS } from '../../core/base/error-codes.ts';
import { en, zh } from './index.ts';

function leaves(tree: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') found.set(key, value);
    else for (const [k, v] of leaves(value as object, key)) found.set(k, v);
  }
  return found;
}

/** The text of every screen, without tests and without the words themselves. */
const code = Object.entries(
  import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*', '!../words/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)
  .map(([, text]) => text)
  .join('\n');

const english = leaves(en);
const chinese = leaves(zh);
const base = (key: string): string => key.replace(/_(one|other)$/, '');
const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').sort();
const tags = (text: string): string[] => [...text.matchAll(/<(\w+)>/g)].map((m) => m[1] ?? '').sort();

describe('the words of both languages', () => {
  test('Chinese has every key of English, and no other', () => {
    const wanted = [...english.keys()].filter((key) => !key.endsWith('_one'));
    expect([...chinese.keys()].filter((key) => !key.endsWith('_one')).sort()).toEqual(wanted.sort());
  });

  test('nothing is empty', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('both put in the same values and the same emphasis', () => {
    const differing = [...chinese].flatMap(([key, text]) => {
      const other = english.get(key) ?? '';
      // A count chooses the form; English may leave it to the words ("One", "Five").
      const same = (find: (text: string) => string[]): boolean =>
        JSON.stringify(find(text).filter((v) => v !== 'count')) ===
        JSON.stringify(find(other).filter((v) => v !== 'count'));
      return same(variables) && same(tags) ? [] : [key];
    });
    expect(differing).toEqual([]);
  });

  test('every plural has all its forms in English', () => {
    const plural = [...english.keys()].filter((key) => /_(one|other)$/.test(key));
    const incomplete = plural.filter(
      (key) => !english.has(`${base(key)}_one`) || !english.has(`${base(key)}_other`),
    );
    expect(incomplete).toEqual([]);
  });

  test('Chinese is written in Chinese', () => {
    // The name of the product stays; the switch of languages speaks the other one.
    const left = [...chinese].filter(
      ([key, words]) =>
        english.get(key) === words &&
        words !== en.common.product &&
        key !== 'frame.palette.toggleLanguage' &&
        /[a-z]{4,} [a-z]{2,}/i.test(words),
    );
    expect(left).toEqual([]);
  });

  test('no emoji, and no words of machinery', () => {
    const machinery = /\b(queue|token|payload|cursor|upstream)\b/i;
    expect(
      [...english].filter(([, text]) => machinery.test(text) || /\p{Extended_Pictographic}/u.test(text)),
    ).toEqual([]);
  });

  test('the glossary is kept', () => {
    const terms = [
      ['consumption quota', '消费配额'],
      ['cash coupons', '代金券'],
      ['amount due', '应付金额'],
      ['resellers', '云经销商'],
    ] as const;
    const broken = [...english].flatMap(([key, text]) =>
      terms.flatMap(([word, term]) =>
        text.toLowerCase() === word && !(chinese.get(key) ?? '').includes(term) ? [key] : [],
      ),
    );
    expect(broken).toEqual([]);
  });
});

test('every error code says what happened and what to do, in both languages', () => {
  for (const tree of [en, zh]) {
    expect(Object.keys(tree.errors).sort()).toEqual(Object.keys(ERRORS).sort());
    for (const sentence of Object.values(tree.errors)) {
      expect(sentence.what).toMatch(/[.。]$/);
      expect(sentence.advice).toMatch(/[.。]$/);
    }
  }
});

test('every key is used on some screen', () => {
  expect(code.length).toBeGreaterThan(10_000);
  const literals = new Set([...code.matchAll(/['"`]([A-Za-z]+(?:\.[\w-]+)+)['"`]/g)].map((m) => m[1] ?? ''));
  // `area.${name}.title` stands for every key of that shape.
  const shapes = [...code.matchAll(/`([A-Za-z]+(?:\.[\w-]+)*\.\$\{[^`]*)`/g)].map(
    (m) => new RegExp(`^${(m[1] ?? '').replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
  );
  const unused = [...english.keys()].filter((key) => {
    const name = base(key);
    return !literals.has(name) && !shapes.some((shape) => shape.test(name));
  });
  expect(unused).toEqual([]);
});
