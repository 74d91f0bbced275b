import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const dir = path.resolve(import.meta.dirname, '../../core/decisions');
const records = readdirSync(dir).filter((name) => /^\d{4}-.*\.md$/.test(name));

test('every decision is one page of context, options, decision and consequences, numbered without gaps', () => {
  expect(records.length).toBeGreaterThan(3);
  expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, i) => i + 1));
  for (const name of records) {
    const text = readFileSync(path.join(dir, name), 'utf8');
    for (const part of ['**Context.**', '**Options.**', '**Decision.**', '**Consequences.**'])
      expect(text, name).toContain(part);
    expect(text.split('\n').length, name).toBeLessThan(60);
  }
});
