import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { deskState, fixtureClient, type FixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

async function menuOf(client: FixtureClient, at: number): Promise<string[]> {
  const user = userEvent.setup();
  showPage(client, '/customers');
  const table = await screen.findByRole('table', { name: 'Customers' });
  const row = within(table).getAllByRole('row')[at + 1];
  if (row === undefined) throw new Error('no such row');
  await user.click(within(row).getByRole('button', { name: /^More for/ }));
  const items = await screen.findAllByRole('menuitem');
  return items.map((item) => item.textContent);
}

test('the menu of a row offers what fits the customer and opens its dialog, not the row', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const names = await menuOf(client, 0);
  expect(names).toEqual(expect.arrayContaining(['Set budget', 'Freeze', 'View orders']));
  expect(names).not.toContain('Unfreeze');
  await user.click(screen.getByRole('menuitem', { name: 'Set budget' }));
  expect(within(await screen.findByRole('dialog')).getByLabelText('New budget')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('menu')).toBe(null));
  expect(client.calls.some((call) => call.name === 'customers.get')).toBe(false);
});

test('a referral customer has neither budget nor freeze in the menu', async () => {
  const names = await menuOf(fixtureClient(), 8);
  expect(names).not.toContain('Set budget');
  expect(names).not.toContain('Freeze');
  expect(names).toContain('View orders');
});

test('what the acting member may not do is left out of menu, bar and page', async () => {
  const state = {
    ...deskState,
    person: { ...deskState.person, permissions: ['customers.view' as const, 'customers.freeze' as const] },
  };
  const names = await menuOf(fixtureClient({ 'desk.state': state }), 0);
  expect(names).toContain('Freeze');
  expect(names).not.toContain('Set budget');
  expect(names).not.toContain('View orders');
});
