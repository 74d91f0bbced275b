import { afterAll, beforeAll, expect, test } from 'vitest';
import companies from '../../sandbox/data/companies.json' with { type: 'json' };
import { isMasked } from '../../base/masking.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { fakeLines, openAreas } from '../../../test/support/areas.ts';

/** Names that break careless code, each language a customer of its own. */
const odd = companies.edgeCases.flatMap(({ case: label, en, zh }) => [
  { id: `${label}-en`, name: en },
  { id: `${label}-zh`, name: zh },
]);
let desk: AreaDesk;
beforeAll(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put(
    'customers',
    odd.map(({ id, name }) => ({ customer_id: id, customer: name, account_name: id, association_type: '3' })),
  );
});
afterAll(() => desk.close());

test('each is found by its whole name, by its beginning and by its end', async () => {
  for (const { id, name } of odd) {
    const characters = Array.from(name.trim());
    for (const typed of [name, characters.slice(0, 3).join(''), characters.slice(-3).join('')]) {
      if (typed.trim() === '') continue;
      const search = typed.trim().slice(0, 64);
      const { rows } = await desk.ask('customers.list', { filter: { search }, limit: 500 });
      expect(
        rows.map((r) => r.id),
        `${id} by ${JSON.stringify(search)}`,
      ).toContain(id);
    }
  }
});

test('all are sorted, masked and counted without breaking', async () => {
  for (const by of ['name', 'id', 'manager'] as const) {
    const { rows } = await desk.ask('customers.list', {
      filter: {},
      sort: { by, direction: 'asc' },
      limit: 500,
    });
    expect(rows).toHaveLength(odd.length);
    for (const row of rows) expect(isMasked(row.name)).toBe(true);
  }
  expect((await desk.ask('customers.totals', { filter: {} })).count).toBe(odd.length);
});

test('a search is text, never an expression', async () => {
  for (const search of [
    '"',
    "'",
    '*',
    'a AND b',
    'NOT a',
    '(',
    '%',
    '_',
    '\\',
    'text:a',
    '^',
    '-',
    '||',
    '; DROP TABLE customer',
  ])
    expect((await desk.ask('customers.list', { filter: { search } })).rows.length).toBeLessThanOrEqual(
      odd.length,
    );
  // A text of punctuation alone is looked for as it is.
  const { rows } = await desk.ask('customers.list', { filter: { search: '=' } });
  expect(rows.map((r) => r.id).sort()).toEqual(['formula-equals-en', 'formula-equals-zh']);
  expect((await desk.ask('customers.totals', { filter: {} })).count).toBe(odd.length);
});

test('a customer without a real-name authentication is shown and found by its account', async () => {
  const other = await openAreas({ lines: fakeLines() });
  other.put('customers', [
    { customer_id: 'n-1', customer: null, account_name: 'quillmere_07', association_type: '3' },
    { customer_id: 'n-2', customer: '', account_name: 'tessavale_08', association_type: '3' },
  ]);
  const { rows } = await other.ask('customers.list', { filter: { search: 'quillmere' }, limit: 10 });
  expect(rows.map(({ id, name }) => [id, name])).toEqual([['n-1', 'qu***07']]);
  const { rows: all } = await other.ask('customers.list', { filter: {}, limit: 10 });
  expect(all.every(({ name }) => name !== '')).toBe(true);
  await other.close();
});
