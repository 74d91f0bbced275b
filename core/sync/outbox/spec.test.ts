import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decide, EVENTS, FINAL_STATES, HALFWAY_LOOKS, STATES, type Facts, type Move } from './decide.ts';

const SPEC = fs.readFileSync(path.join(import.meta.dirname, 'SPEC.md'), 'utf8');

const PLAIN: Facts = {
  misses: 0,
  sends: 1,
  spends: false,
  repeatable: true,
  halfway: 0,
  unborn: false,
  unclear: false,
  orphaned: false,
};
/** The cases the table tells apart, with their word in SPEC.md and the case they are a part of. */
const CASES: readonly (readonly [string, Facts, string?])[] = [
  ['', PLAIN],
  ['seen twice', { ...PLAIN, misses: 1 }],
  ['not repeatable, seen twice', { ...PLAIN, misses: 1, repeatable: false }],
  ['ten times', { ...PLAIN, halfway: HALFWAY_LOOKS - 1 }],
  ['unborn', { ...PLAIN, unborn: true }],
  ['money, sent twice', { ...PLAIN, misses: 1, sends: 2, spends: true }],
  ['unclear', { ...PLAIN, unclear: true }],
  ['orphan', { ...PLAIN, misses: 1, orphaned: true }, 'seen twice'],
  ['unclear orphan', { ...PLAIN, unclear: true, orphaned: true }, 'unclear'],
];

const WAITS = { none: '', backoff: ', pause', quiet: ', quiet period', again: ', 30 s' } as const;

/** A cell as SPEC.md writes it. */
function cell(state: (typeof STATES)[number], event: (typeof EVENTS)[number]): string {
  const texts = new Map(CASES.map(([name, facts]) => [name, textOf(decide(state, event, facts))]));
  const special = CASES.filter(([name, , part = '']) => texts.get(name) !== texts.get(part));
  return [texts.get(''), ...special.map(([name]) => `${name}: ${texts.get(name)}`)].join('; ');
}

function textOf(move: Move | null): string {
  if (!move) return '–';
  const more = `${move.unclear ? ' (unclear)' : ''}${move.rebase ? ' (on theirs)' : ''}`;
  return `${move.to}${more}${WAITS[move.wait]}`;
}

const squeeze = (text: string): string => text.replaceAll(/[ \t-]+/g, ' ');

test('SPEC.md shows the very table that decides', () => {
  const states = STATES.filter((state) => !FINAL_STATES.includes(state));
  const rows = EVENTS.map(
    (event) => `| ${event} | ${states.map((state) => cell(state, event)).join(' | ')} |`,
  );
  for (const row of rows) expect(squeeze(SPEC)).toContain(squeeze(row));
});

test('every test that SPEC.md names exists', () => {
  const folders = [import.meta.dirname, path.join(import.meta.dirname, '../../../test/simulation')];
  const tests = folders
    .flatMap((dir) =>
      fs
        .readdirSync(dir)
        .filter((name) => name.endsWith('.test.ts') || name === 'mistakes.ts')
        .map((name) => fs.readFileSync(path.join(dir, name), 'utf8')),
    )
    .join('\n');
  const named = [...SPEC.matchAll(/“([^”]+)”/g)].map(([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !tests.includes(name))).toEqual([]);
});
