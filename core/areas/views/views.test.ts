import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerWith, fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import type { Caller } from '../../contract/handlers.ts';
import { verifyAudit } from '../../storage/audit.ts';
import { removeView, renameView, saveView, setDefaultView } from './actions.ts';
import { listViews } from './queries.ts';

let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
});
afterEach(() => desk.close());

const member = (memberId: string): Caller => ({ ...callerWith([]), memberId, person: memberId });
const ann = member('ann');
const ben = member('ben');
const save = (caller: Caller, name: string, more: object = {}): string =>
  saveView(
    desk.context,
    { screen: 'customers', name, address: { frozen: 'yes' }, columns: ['name'], shared: false, ...more },
    caller,
  ).id;
const list = (caller: Caller) => listViews(desk.context, { screen: 'customers' }, caller);

test('a view keeps filter, order and columns; own ones and shared ones are listed by name', async () => {
  save(ann, 'Zeta');
  save(ann, 'alpha', { shared: true, columns: null, address: { sort: 'name' } });
  save(ben, 'Ben’s own');
  expect(list(ann).map(({ name }) => name)).toEqual(['alpha', 'Zeta']);
  expect(list(ben).map(({ name, own, person }) => [name, own, person])).toEqual([
    ['alpha', false, 'ann'],
    ['Ben’s own', true, 'ben'],
  ]);
  expect(list(ann)[1]).toMatchObject({ address: { frozen: 'yes' }, columns: ['name'], byDefault: false });
  expect(await desk.ask('views.list', { screen: 'orders' })).toEqual([]);
});

test('the same name twice is refused, whatever its case and spaces; another member may have it', () => {
  save(ann, 'My view');
  expect(() => save(ann, 'MY  VIEW')).toThrow(/VIEW_NAME_TAKEN/);
  expect(() => save(ben, 'My view')).not.toThrow();
  const other = save(ann, 'Other');
  expect(() => renameView(desk.context, { id: other, name: 'my view' }, ann)).toThrow(/VIEW_NAME_TAKEN/);
  expect(() => renameView(desk.context, { id: other, name: 'OTHER' }, ann)).not.toThrow();
  // Names of nothing but signs are names too.
  save(ann, '!!!');
  expect(() => save(ann, '???')).not.toThrow();
});

test('somebody else’s view is used, not changed; what is not shared is not there', () => {
  const shared = save(ann, 'Shared', { shared: true });
  const own = save(ann, 'Own');
  for (const id of [shared, own, 'gone']) {
    expect(() => removeView(desk.context, { id }, ben)).toThrow(/VIEW_UNKNOWN/);
    expect(() => renameView(desk.context, { id, name: 'x' }, ben)).toThrow(/VIEW_UNKNOWN/);
    expect(() => save(ben, 'x', { id })).toThrow(/VIEW_UNKNOWN/);
  }
  const setDefault = (id: string, caller: Caller) =>
    setDefaultView(desk.context, { screen: 'customers', id }, caller);
  expect(() => setDefault(own, ben)).toThrow(/VIEW_UNKNOWN/);
  setDefault(shared, ben);
  expect(list(ben).map(({ byDefault }) => byDefault)).toEqual([true]);
  expect(list(ann).map(({ byDefault }) => byDefault)).toEqual([false, false]);
});

test('a view that is no longer shared, or gone, opens nobody’s screen', () => {
  const id = save(ann, 'Shared', { shared: true });
  setDefaultView(desk.context, { screen: 'customers', id }, ben);
  setDefaultView(desk.context, { screen: 'customers', id }, ann);
  save(ann, 'Shared', { id, shared: false });
  save(ann, 'Shared', { id, shared: true });
  expect(list(ben)[0]?.byDefault).toBe(false);
  expect(list(ann)[0]?.byDefault).toBe(true);
  removeView(desk.context, { id }, ann);
  expect(list(ann)).toEqual([]);
  setDefaultView(desk.context, { screen: 'customers', id: null }, ann);
});

test('what is changed replaces what was kept; the audit holds no name', () => {
  const id = save(ann, 'Orrinfield’s');
  expect(save(ann, 'Orrinfield’s', { id, address: {}, columns: null })).toBe(id);
  expect(list(ann)).toMatchObject([{ id, address: {}, columns: null }]);
  const rows = desk.workspace.ledger.read.all<{ what: string; after: string }>(
    "SELECT what, after FROM audit WHERE what LIKE 'views.%' ORDER BY seq",
  );
  expect(rows.map(({ what }) => what)).toEqual(['views.save', 'views.save']);
  expect(JSON.stringify(rows)).not.toContain('Orrinfield');
  expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
});
