import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { audit } from '../../renderer/words/en/audit.ts';

test('whatever the program writes into the audit list has words', () => {
  const core = path.resolve(import.meta.dirname, '../../core');
  const names = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .flatMap((file) => [
      ...readFileSync(path.join(core, file), 'utf8').matchAll(
        /(?:what: (?:.* \? )?|(?:audit|noted)\((?:w, )?caller, )'([a-z]+\.[A-Za-z.]+)'/g,
      ),
    ])
    .map(([, name = '']) => name.replaceAll('.', '-'));
  expect(names).toEqual(expect.arrayContaining(['team-actAs', 'exports-remove', 'development-invite']));
  expect(names.filter((name) => !(name in audit.what))).toEqual([]);
});
