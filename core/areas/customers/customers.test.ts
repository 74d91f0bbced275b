import { afterEach, expect, test } from 'vitest';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { fakeLines, openAreas } from '../../../test/support/areas.ts';

let desk: AreaDesk;
afterEach(() => desk.close());

const customer = (id: string, name: string, more = {}): Record<string, never> =>
  ({ customer_id: id, customer: name, account_name: `acct_${id}`, association_type: '3', ...more }) as never;

test('customers are found by name, account, pinyin, initials and exact id; nothing found is an empty page', async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [
    customer('a1', '深圳澜曜渡物流有限公司'),
    customer('a2', 'Orrinfield Gaming (Pty) Ltd'),
    customer('a3', '重庆长安行信息有限公司'),
    customer('a4', 'K8渡 Cloud 科技有限公司'),
  ]);
  const ids = async (search: string): Promise<string[]> =>
    (await desk.ask('customers.list', { filter: { search }, sort: { by: 'id', direction: 'asc' } })).rows.map(
      (r) => r.id,
    );
  expect(await ids('澜曜')).toEqual(['a1']);
  expect(await ids('渡')).toEqual(['a1', 'a4']);
  expect(await ids('sz')).toEqual(['a1']);
  expect(await ids('shenzhen')).toEqual(['a1']);
  expect(await ids('szlyd')).toEqual(['a1']);
  expect(await ids('field gam')).toEqual(['a2']);
  expect(await ids('og')).toEqual(['a2']);
  expect(await ids('chongqing')).toEqual(['a3']);
  expect(await ids('cqca')).toEqual(['a3']);
  expect(await ids('k8du')).toEqual(['a4']);
  expect(await ids('ACCT_A4')).toEqual(['a4']);
  expect(await ids('a2')).toEqual(['a2']);
  expect(await ids('nobody at all')).toEqual([]);
  expect(await ids('公司')).toEqual(['a1', 'a3', 'a4']);
});

test('budgets stand on their customers, whichever came first, and leave with their record', async () => {
  desk = await openAreas({ lines: fakeLines() });
  const budget = {
    customer_id: 'b1',
    budget_amount: '200',
    used_amount: '50.5',
    budget_type: 'MONTHLY',
    measure_id: '1',
    currency: 'USD',
  };
  desk.put('budgets', [budget]);
  desk.put('customers', [customer('b1', 'One'), customer('b2', 'Two')]);
  desk.put('budgets', [{ ...budget, customer_id: 'b2', used_amount: '300', budget_type: 'PACKAGE' }]);
  const list = await desk.ask('customers.list', { filter: {}, sort: { by: 'budgetUse', direction: 'desc' } });
  expect(list.rows.map((r) => [r.id, r.budget?.type, r.budget?.usedPercent])).toEqual([
    ['b2', 'one-time', '150.00'],
    ['b1', 'monthly', '25.25'],
  ]);
  desk.remove('budgets', 'b2');
  const after = await desk.ask('customers.list', {
    filter: { budget: 'none' },
    sort: { by: 'id', direction: 'asc' },
  });
  expect(after.rows.map((r) => [r.id, r.budget])).toEqual([['b2', null]]);
});
