import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../contract/handlers.ts';
import { formatInstant } from '../../base/period.ts';
import { callerWith, fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import { ALIKE_MOST, ALIKE_SQL } from '../customers/likeness.ts';
import { alikeCustomers } from './alike.ts';
import { getRegistration, listHistory, listRegistrations, summariseDevelopment } from './queries.ts';
import { preRegister } from './registrations.ts';
import { findDuplicates, listUnregistered } from './queries.ts';
import { compareNames, nameKeys } from './names.ts';
import { keysOf } from './records.ts';

let desk: AreaDesk;

beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  await desk.act('development.setPartner', {
    mobile: '13800138000',
    email: null,
    developmentPermitted: true,
    referralPermitted: false,
  });
});
afterEach(() => desk.close());

const customers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    customer_id: `c${String(n).padStart(5, '0')}`,
    customer: `Orrinfield ${n} Logistics Ltd`,
    account_name: `orrinfield_${n}`,
    association_type: '3',
    associated_on: formatInstant(NOON - n * 1000),
    telephone: `1380013${String(n).padStart(4, '0')}`,
    country_code: '0086',
    email: `it@orrinfield${n}.example`,
  }));

test('no look-up reads the table: each goes through an index, and reads a bounded number of rows', () => {
  desk.put('customers', customers(200));
  const r = desk.workspace.mirror.read;
  const plan = (sql: string, params: (string | number)[]): string =>
    r
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
      .map(({ detail }) => detail)
      .join('; ');
  expect(plan(ALIKE_SQL.email, ['a@b.example', 1])).toMatch(/^SEARCH c USING INDEX customer_by_email/);
  expect(plan(ALIKE_SQL.phone, ['00138000', 1])).toMatch(/^SEARCH c USING INDEX customer_by_phone_end/);
  const names = plan(ALIKE_SQL.name, ['"orr"', 'orr', 1]);
  expect(names).toMatch(/SCAN customer_search VIRTUAL TABLE INDEX .*SEARCH c USING INTEGER PRIMARY KEY/);
  for (const sql of [names, plan(ALIKE_SQL.email, ['x', 1])]) expect(sql).not.toMatch(/SCAN c\b/);
  // A name that hundreds share gives as many answers as a person can look at, not hundreds.
  const keys = keysOf({ name: 'Orrinfield', mobile: null, email: null, account: null, country: null });
  const found = alikeCustomers(r, keys);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThanOrEqual(4 * ALIKE_MOST);
});

test('one customer is found by each thing alone', () => {
  desk.put('customers', customers(50));
  const r = desk.workspace.mirror.read;
  const none = { name: '', mobile: null, email: null, account: null, country: null };
  const first = (more: object) => {
    const [found] = alikeCustomers(r, keysOf({ ...none, ...more }));
    return found === undefined ? null : [found.customer.id, found.why];
  };
  expect(first({ email: 'IT@ORRINFIELD7.example' })).toEqual(['c00007', 'email']);
  expect(first({ mobile: '+86 138-0013-0007' })).toEqual(['c00007', 'phone']);
  expect(first({ account: 'Orrinfield_7' })).toEqual(['c00007', 'account']);
  expect(first({ name: 'ORRINFIELD 7 LOGISTICS, LTD.' })).toEqual(['c00007', 'name']);
  expect(first({ name: 'Orrinfield 7 Logistics GmbH' })).toEqual(['c00007', 'similar']);
  expect(first({ name: 'Quillmere' })).toBeNull();
});

test.each([
  ['Orrinfield Gaming (Pty) Ltd', 'orrinfield gaming', 'similar'],
  ['Orrinfield S.A. de C.V.', 'Orrinfield', 'similar'],
  ['ABC Co., Ltd.', 'ABC Limited', 'similar'],
  ['Çelik A.Ş.', 'Celik', 'similar'],
  ['北京云帆科技有限公司', '北京云帆科技股份有限公司', 'similar'],
  ['浙江省杭州市云帆科技有限公司', '云帆科技', 'similar'],
  ['云帆科技', '云凡科技', 'pinyin'],
  ['云帆科技有限公司', 'Yunfan Keji', 'pinyin'],
  ['云帆科技（上海）有限公司', '云帆科技', 'part'],
  ['云帆', '云帆科技', null],
  ['Ltd', 'Limited', null],
  ['', '', null],
])('%s and %s: %s', (a, b, expected) => {
  expect(compareNames(nameKeys(a), nameKeys(b))).toBe(expected);
  expect(compareNames(nameKeys(b), nameKeys(a))).toBe(expected);
});

const as = (memberId: string, managers: readonly string[] | 'all'): Caller => ({
  ...callerWith([]),
  person: memberId,
  memberId,
  sees: managers === 'all' ? 'all' : { managers },
});

test('a manager sees their own, a director the team’s; a duplicate of somebody else is only named as one', () => {
  const entry = { name: 'Kitefern Foods', country: 'DE', email: 'it@kitefern.example' };
  const { id } = preRegister(desk.context, { entry, similarSeen: false }, as('anna', ['anna']));
  const seen = (caller: Caller) =>
    listRegistrations(desk.context, { limit: 10 }, caller).rows.map((row) => row.id);
  expect(seen(as('anna', ['anna']))).toEqual([id]);
  expect(seen(as('director', ['anna', 'ben']))).toEqual([id]);
  expect(seen(as('owner', 'all'))).toEqual([id]);
  const ben = as('ben', ['ben']);
  expect(seen(ben)).toEqual([]);
  expect(getRegistration(desk.context, { id }, ben)).toBeNull();
  expect(listHistory(desk.context, { limit: 10 }, ben).rows).toEqual([]);
  const { matches } = findDuplicates(
    desk.context,
    { email: 'it@kitefern.example', purpose: 'register' },
    ben,
  );
  expect(matches).toEqual([
    { where: 'registration', id: null, name: null, why: 'email', strength: 'exact', state: 'waiting' },
  ]);
  // The limit is the partner's: what others entered counts for everybody.
  expect(summariseDevelopment(desk.context, {}, ben).open).toBe(1);
  expect(summariseDevelopment(desk.context, {}, ben).registrations.waiting).toBe(0);
  desk.put('customers', customers(1));
  expect(listUnregistered(desk.context, { limit: 10 }, ben).rows).toEqual([]);
  expect(listUnregistered(desk.context, { limit: 10 }, as('owner', 'all')).rows).toHaveLength(1);
});

test('lists go on page by page, newest first, and are searched by name and pinyin', async () => {
  const names = ['云帆科技', 'Kitefern Foods', 'Quillmere Travel'];
  for (const [n, name] of names.entries())
    await desk.act('development.preRegister', {
      entry: { name, country: 'CN', email: `a${n}@b${n}.example` },
    });
  const first = await desk.ask('development.registrations', { limit: 2 });
  const second = await desk.ask('development.registrations', { limit: 2, after: first.next ?? '' });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null]);
  const found = async (search: string) =>
    (await desk.ask('development.registrations', { search, revealId: 'r' }, ['name'])).rows.map(
      (row) => row.name,
    );
  expect(await found('yunfan')).toEqual(['云帆科技']);
  expect(await found('kite fern')).toEqual(['Kitefern Foods']);
  const history = await desk.ask('development.history', { limit: 2 });
  const rest = await desk.ask('development.history', { limit: 2, after: history.next ?? '' });
  expect([...history.rows, ...rest.rows].map((row) => row.event)).toEqual(['created', 'created', 'created']);
});
