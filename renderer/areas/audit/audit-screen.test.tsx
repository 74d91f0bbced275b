import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';
import { partsOf } from './readable.ts';

test('values are told in words; bookkeeping is left out; what is not known is shown as it is', () => {
  expect(partsOf({ v: 1, resellerId: null, amount: '110000', type: 'monthly', unfreeze: false })).toEqual([
    { is: 'amount', field: 'budget', value: '110,000.00' },
    { is: 'text', field: 'budgetType', value: 'monthly' },
  ]);
  expect(partsOf({ type: 'account' })).toEqual([{ is: 'text', field: 'type', value: 'account' }]);
  expect(partsOf(['name', 'email'])).toEqual([{ is: 'list', field: null, value: 'name, email' }]);
  expect(partsOf({ colour: { of: 'money' } })).toEqual([
    { is: 'text', field: 'colour', value: '{"of":"money"}' },
  ]);
  expect(partsOf(null)).toEqual([]);
});

test('the list reads as sentences, searches, and opens an entry in full', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const page = showPage(client, '/audit');
  const table = within(await screen.findByRole('table', { name: 'Audit list' }));
  const [, first, second] = table.getAllByRole('row');
  expect(first?.textContent).toContain('Partner Desk');
  expect(second?.textContent).toMatch(/Set budget.*Budget 90,000\.00.*Budget 110,000\.00.*Saved/);
  second?.focus();
  await user.keyboard('{ArrowDown}{ArrowUp}{Enter}');
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('110,000.00').closest('tr')?.textContent).toBe('Budget90,000.00110,000.00');
  await user.keyboard('{Escape}');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'Lin' } });
  await waitFor(() => expect(page.place()).toBe('/audit?q=Lin'));
  await waitFor(() =>
    expect(client.calls.findLast((call) => call.name === 'audit.list')?.input).toMatchObject({
      search: 'Lin',
    }),
  );
});

test('an entry of any area is told in words', async () => {
  const client = fixtureClient();
  const entry = { at: 1, who: 'Lin Wei', target: 'm1', before: null, after: null, outcome: 'done' };
  client.answer('audit.list', {
    rows: ['team.actAs', 'development.invitation.linked', 'exports.run'].map((what, seq) => ({
      ...entry,
      seq,
      what,
    })),
    next: null,
  });
  showPage(client, '/audit');
  const table = within(await screen.findByRole('table', { name: 'Audit list' }));
  for (const words of ['Act as', 'Invitation: link saved', 'Export: file made'])
    expect(table.getByText(words)).toBeTruthy();
});
