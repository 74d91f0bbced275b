import { expect, test } from 'vitest';
import { exportDefinitions } from '../../core/areas/exports.ts';
import { importsExport } from '../../core/imports/export.ts';
import { en, zh } from '../../renderer/words/index.ts';

/** Files have words of their own, because they are written without screens; they must say what the screens say. */
const SCREEN: readonly (readonly [list: string, column: string, en: object, zh: object])[] = [
  ['orders', 'status', en.records.orders.statuses, zh.records.orders.statuses],
  ['orders', 'type', en.records.orders.types, zh.records.orders.types],
  ['coupons', 'state', en.records.coupons.states, zh.records.coupons.states],
  ['customers', 'verified', en.customers.verified, zh.customers.verified],
  ['customers', 'type', en.customers.type, zh.customers.type],
  ['outbox', 'state', en.outbox.state, zh.outbox.state],
  ['bills', 'state', en.common.period, zh.common.period],
  ['customers', 'budgetType', en.customers.budget, zh.customers.budget],
  ['customers', 'association', en.customers.model, zh.customers.model],
  ['imports', 'state', en.imports.states, zh.imports.states],
  ['expenditures.groups', 'dimension', en.expenditures.dimensions, zh.expenditures.dimensions],
];

const columnOf = (list: string, key: string) =>
  [...exportDefinitions, importsExport]
    .find(({ name }) => name === list)
    ?.columns.find((column) => column.key === key);

test.each(SCREEN)('%s, %s: the codes have the words of the screen', (list, key, english, chinese) => {
  const words = Object.entries(columnOf(list, key)?.words ?? {});
  expect(words.length).toBeGreaterThan(1);
  const of = (screen: object) => words.map(([code]) => [code, (screen as Record<string, string>)[code]]);
  expect(words.map(([code, both]) => [code, both.en])).toEqual(of(english));
  expect(words.map(([code, both]) => [code, both.zh])).toEqual(of(chinese));
});

const TITLES = [
  ['customers', en.customers.title, zh.customers.title],
  ['orders', en.records.orders.title, zh.records.orders.title],
  ['coupons', en.records.coupons.title, zh.records.coupons.title],
  ['resellers', en.resellers.title, zh.resellers.title],
  ['bills', en.expenditures.bills, zh.expenditures.bills],
  ['outbox', en.outbox.title, zh.outbox.title],
  ['audit', en.audit.title, zh.audit.title],
] as const;

test.each(TITLES)('%s: the file is called what the screen is', (list, english, chinese) => {
  expect(exportDefinitions.find(({ name }) => name === list)?.title).toEqual({ en: english, zh: chinese });
});

test('customers: the headings are those of the screen', () => {
  const screen = { en: en.customers.column, zh: zh.customers.column };
  for (const key of [
    'name',
    'id',
    'account',
    'manager',
    'phone',
    'email',
    'tag',
    'country',
    'level',
  ] as const)
    expect(columnOf('customers', key)?.heading).toEqual({ en: screen.en[key], zh: screen.zh[key] });
});
