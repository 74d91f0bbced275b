import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { AlertRow } from '../../../core/contract/alerts.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { NOW } from '../../test-support/fixture-home.ts';
import { showPage } from '../../test-support/render.tsx';

const row = (id: string, more: Partial<AlertRow> = {}): AlertRow => ({
  id,
  scenario: 'budget-90',
  customerId: `c-${id}`,
  customerName: 'Al***ne Games',
  manager: 'L***',
  state: 'open',
  firstSeen: NOW,
  endedAt: null,
  handledAt: null,
  handledBy: null,
  note: null,
  deadline: null,
  mayHandle: true,
  ...more,
});

function client() {
  const made = fixtureClient();
  made.answer('alerts.summary', { open: [{ scenario: 'budget-90', count: 2 }] });
  made.answer('alerts.list', { rows: [row('a'), row('b', { mayHandle: false })], next: null });
  made.answer('alerts.handle', { handled: 1, refused: [] });
  return made;
}

test('who is responsible handles an alert with a note; others are not offered it', async () => {
  const user = userEvent.setup();
  const made = client();
  showPage(made, '/alerts');
  const table = await screen.findByRole('table', { name: 'Customer alerts' });
  const buttons = within(table).getAllByRole('button', { name: 'Handle' });
  expect(buttons).toHaveLength(1);
  await user.click(buttons[0]!);
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox'), 'called them');
  await user.click(within(dialog).getByRole('button', { name: 'Mark as handled' }));
  await waitFor(() =>
    expect(made.calls.find((call) => call.name === 'alerts.handle')?.input).toEqual({
      ids: ['a'],
      note: 'called them',
    }),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('state and scenario stand in the address', async () => {
  const made = client();
  showPage(made, '/alerts?state=handled&scenario=frozen-resources&customer=c1');
  await screen.findByRole('table', { name: 'Customer alerts' });
  expect(made.calls.findLast((call) => call.name === 'alerts.list')?.input).toEqual({
    state: 'handled',
    scenario: 'frozen-resources',
    customerId: 'c1',
  });
});
