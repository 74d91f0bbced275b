import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SavedView } from '../../../core/contract/views.ts';
import { useUi } from '../../app/ui-state.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

const VIEW: SavedView = {
  id: 'v1',
  screen: 'customers',
  name: 'Frozen ones',
  address: { frozen: 'yes', sort: 'name' },
  columns: ['name', 'id', 'tag'],
  shared: false,
  byDefault: false,
  own: true,
  person: 'Lin Wei',
};
const base = { 'exports.lists': [], 'views.save': { id: 'v2' } };
// Nothing is laid out here, so that a surface beside its button counts as hidden.
const button = (name: string) => screen.findByRole('button', { name, hidden: true });

test('a view puts filter, order and columns in place, and is named; a change is said', async () => {
  const user = userEvent.setup();
  const page = showPage(fixtureClient({ ...base, 'views.list': [VIEW] }), '/customers');
  await user.click(await button('Views'));
  await user.click(await button('Frozen ones'));
  await waitFor(() => expect(page.place()).toBe('/customers?frozen=yes&sort=name&saved=v1'));
  expect(useUi.getState().columns['customers']).toEqual(VIEW.columns);
  await button('Frozen ones');
  useUi.getState().setColumns('customers', ['name']);
  await user.click(await button('Frozen ones, changed'));
  await user.click(await button('Back to “Frozen ones”'));
  await waitFor(() => expect(useUi.getState().columns['customers']).toEqual(VIEW.columns));
});

test('what the screen shows is kept under a name', async () => {
  const user = userEvent.setup();
  const client = fixtureClient({ ...base, 'views.list': [] });
  showPage(client, '/customers?frozen=yes');
  await user.click(await button('Views'));
  await user.click(await button('Save as a new view…'));
  await user.type(await screen.findByLabelText('Name'), 'Mine{Enter}');
  await waitFor(() => expect(client.calls.some(({ name }) => name === 'views.save')).toBe(true));
  expect(client.calls.find(({ name }) => name === 'views.save')?.input).toEqual({
    screen: 'customers',
    name: 'Mine',
    shared: false,
    address: { frozen: 'yes' },
    columns: null,
  });
});

test('the default view opens the list, but not over a link with conditions of its own', async () => {
  const client = () => fixtureClient({ ...base, 'views.list': [{ ...VIEW, byDefault: true }] });
  const plain = showPage(client(), '/customers');
  await waitFor(() => expect(plain.place()).toContain('saved=v1'));
  const linked = showPage(client(), '/customers?tag=gold');
  await button('Views');
  expect(linked.place()).toBe('/customers?tag=gold');
});

test('a view of somebody else can be used, not changed or deleted', async () => {
  const user = userEvent.setup();
  showPage(fixtureClient({ ...base, 'views.list': [{ ...VIEW, own: false, shared: true }] }), '/customers');
  await user.click(await button('Views'));
  const menu = within(await screen.findByRole('dialog', { hidden: true }));
  expect(menu.getByText('by Lin Wei')).toBeTruthy();
  expect(menu.queryByRole('button', { name: /Delete|Rename/, hidden: true })).toBeNull();
  expect(menu.getByRole('button', { name: 'Open the list with “Frozen ones”', hidden: true })).toBeTruthy();
});
