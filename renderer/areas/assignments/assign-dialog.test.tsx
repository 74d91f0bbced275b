import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { customerRows } from '../../test-support/fixture-customers.ts';
import { showPage } from '../../test-support/render.tsx';

const ana = { id: 'm1', name: 'Ana Prieto' };
const preview = {
  rows: [
    {
      customerId: 'c1',
      customerName: 'Al***ne Games',
      before: null,
      after: ana,
      refused: null,
      tell: true,
    },
  ],
  count: 1,
  refused: 0,
  tell: 1,
  countsFrom: '2026-11-24',
};

async function openDialog(client: ReturnType<typeof fixtureClient>) {
  const user = userEvent.setup();
  showPage(client, '/customers');
  const table = await screen.findByRole('table', { name: 'Customers' });
  const row = within(table).getAllByRole('row')[1]!;
  await user.click(within(row).getByRole('button', { name: /^More for/ }));
  await user.click(await screen.findByRole('menuitem', { name: /account manager/i }));
  return { user, dialog: await screen.findByRole('dialog') };
}

test('a manager is searched and chosen, what follows is said before it is saved, and it can be taken back', async () => {
  const client = fixtureClient({
    'assignments.choices': [
      { ...ana, customers: 3 },
      { id: 'm2', name: '林薇', customers: 0 },
    ],
    'assignments.preview': preview,
    'assignments.assign': { ids: ['17'], refused: [] },
    'assignments.undo': { ids: ['17'], refused: [] },
  });
  const { user, dialog } = await openDialog(client);
  expect(within(dialog).getByRole('button', { name: 'Assign' })).toHaveProperty('disabled', true);
  await user.type(within(dialog).getByRole('combobox', { name: 'Account manager' }), 'ana');
  await user.click(await screen.findByRole('option', { name: /Ana Prieto/, hidden: true }));
  expect(await within(dialog).findByText(/Expenditure counts from 24 Nov 2026/)).toBeTruthy();
  expect(within(dialog).getByText(/1 has to be entered in the Partner Center/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Assign' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
  const saved = client.calls.find((call) => call.name === 'assignments.assign');
  expect(saved?.input).toEqual({ customerIds: ['c1'], managerId: 'm1' });
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  expect(await screen.findByText('Taken back.')).toBeTruthy();
  expect(client.calls.find((call) => call.name === 'assignments.undo')?.input).toEqual({ ids: ['17'] });
});

test('without account managers the way to them is shown', async () => {
  const { dialog } = await openDialog(fixtureClient({ 'assignments.choices': [] }));
  expect(await within(dialog).findByText('No member has the role of account manager.')).toBeTruthy();
});

test('the list shows the manager here, struck through whom the Partner Center still names', async () => {
  const [row, ...rest] = customerRows(3);
  const client = fixtureClient({
    'customers.list': {
      rows: [
        {
          ...row!,
          manager: 'A*** P***',
          assignment: { id: '1', upstream: 'l***', task: { id: 't', state: 'open' } },
        },
        ...rest,
      ],
      next: null,
    },
  });
  showPage(client, '/customers');
  expect((await screen.findByText('l***')).tagName).toBe('S');
  expect(screen.getByText('Not entered in the Partner Center yet')).toBeTruthy();
});
