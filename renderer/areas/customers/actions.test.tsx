import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fixtureClient, type FixtureClient } from '../../test-support/fixture-client.ts';
import type { OutboxRow } from '../../../core/contract/outbox.ts';
import { outboxRow, summaryOf } from '../../test-support/fixture-outbox.ts';
import { showPage } from '../../test-support/render.tsx';

const inputOf = (client: FixtureClient, name: string): unknown =>
  client.calls.findLast((call) => call.name === name)?.input;

async function list(client: FixtureClient): Promise<HTMLElement[]> {
  showPage(client, '/customers');
  const table = await screen.findByRole('table', { name: 'Customers' });
  return within(table).getAllByRole('row').slice(1);
}
const boxOf = (row: HTMLElement | undefined): HTMLInputElement => {
  if (row === undefined) throw new Error('no such row');
  return within(row).getByRole('checkbox');
};

test('Space chooses a row, Shift and an arrow a range, Escape none; the bar says how many', async () => {
  const user = userEvent.setup();
  const rows = await list(fixtureClient());
  rows[0]?.focus();
  await user.keyboard(' ');
  expect(await screen.findByText('1 selected')).toBeTruthy();
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  expect(await screen.findByText('2 selected')).toBeTruthy();
  await waitFor(() => expect(document.activeElement?.getAttribute('data-index')).toBe('1'));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('toolbar')).toBe(null));
});

test('all of the filter: offered while less is chosen, and chosen whatever was read so far', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const rows = await list(client);
  client.answer('customers.ids', { ids: ['a', 'b', 'c'], of: 3 });
  await user.click(boxOf(rows[0]));
  await user.click(await screen.findByRole('button', { name: /^Select (all|the first)/ }));
  expect(await screen.findByText('3 selected')).toBeTruthy();
});

test('a click chooses without opening; Shift and a click choose everything between', async () => {
  const user = userEvent.setup();
  const rows = await list(fixtureClient());
  await user.click(boxOf(rows[1]));
  expect(boxOf(rows[1]).checked).toBe(true);
  await user.keyboard('{Shift>}');
  await user.click(boxOf(rows[4]));
  await user.keyboard('{/Shift}');
  expect(await screen.findByText('4 selected')).toBeTruthy();
  expect(rows.slice(0, 6).map((row) => boxOf(row).checked)).toEqual([false, true, true, true, true, false]);
  expect(screen.getByRole('table', { name: 'Customers' })).toBeTruthy();
});

test('the header chooses all rows read, and none again; another filter forgets them', async () => {
  const user = userEvent.setup();
  await list(fixtureClient());
  const all = screen.getByRole('checkbox', { name: 'Select all rows read so far' });
  await user.click(all);
  expect(await screen.findByText('100 selected')).toBeTruthy();
  await user.click(all);
  expect(screen.queryByRole('toolbar')).toBe(null);
  await user.click(all);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'games' } });
  await waitFor(() => expect(screen.queryByRole('toolbar')).toBe(null));
});

test('a row shows what waits: the old budget struck through, the new one, and where the change is', async () => {
  const rows = await list(fixtureClient());
  const waits = within(rows[2] ?? document.body);
  expect(waits.getByText('90,000.00').closest('s')).not.toBe(null);
  expect(waits.getByText('110,000.00')).toBeTruthy();
  expect(waits.getByText('Budget change waits')).toBeTruthy();
  expect(within(rows[9] ?? document.body).getByText('Freezing, being checked')).toBeTruthy();
});

test('many budgets: the preview names who is left out, the button counts, nothing refused is sent', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const rows = await list(client);
  for (const at of [0, 1, 3]) await user.click(boxOf(rows[at]));
  await user.click(within(screen.getByRole('toolbar')).getByRole('button', { name: 'Set budget' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('New budget'), '1,200.50');
  await dialog.findByText('This is a referral customer and pays by itself.');
  expect(dialog.getByText('2 will be set · 1 left out')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Set 2 budgets' }));
  await waitFor(() => expect(inputOf(client, 'budgets.setBatch')).toBeTruthy());
  expect(inputOf(client, 'budgets.setBatch')).toMatchObject({
    customerIds: [expect.stringMatching(/0$/), expect.stringMatching(/3$/)],
    change: { amount: '1200.5', type: 'monthly' },
  });
  expect(await screen.findByText('2 changes saved on this device.')).toBeTruthy();
  expect(screen.queryByRole('toolbar')).toBe(null);
});

test('an amount that is not understood is told in words and sends nothing; composing never sends', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const rows = await list(client);
  await user.click(boxOf(rows[0]));
  await user.click(within(screen.getByRole('toolbar')).getByRole('button', { name: 'Set budget' }));
  const dialog = within(await screen.findByRole('dialog'));
  const field = dialog.getByLabelText('New budget');
  expect(dialog.getByText(/Now 30,000.00 USD, 96/)).toBeTruthy();
  await user.type(field, '1,20');
  expect(dialog.queryByText(/The commas do not separate thousands/)).toBe(null);
  await user.click(dialog.getByRole('button', { name: 'Set budget' }));
  expect(dialog.getByText(/The commas do not separate thousands/)).toBeTruthy();
  await user.clear(field);
  await user.type(field, '1200.5');
  expect(fireEvent.keyDown(field, { key: 'Enter', isComposing: true, keyCode: 229 })).toBe(false);
  expect(inputOf(client, 'budgets.set')).toBe(undefined);
  expect(dialog.getByText(/the new budget is used up at once/)).toBeTruthy();
  fireEvent.blur(field);
  expect(field).toHaveProperty('value', '1,200.50');
  await user.click(dialog.getByRole('button', { name: 'Set budget' }));
  await waitFor(() => expect(inputOf(client, 'budgets.set')).toMatchObject({ change: { amount: '1200.5' } }));
});

test('what was saved is taken back from the message; once accepted it says so and cannot be', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  showPage(client, '/customers/06ffbcd46880d3f3');
  await user.click(await screen.findByRole('button', { name: 'Set budget' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('New budget'), '50000');
  await user.click(dialog.getByRole('button', { name: 'Set budget' }));
  expect(await screen.findByText('Saved on this device.')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Take back/ })).toBeTruthy();
  const progress = (...rows: readonly Partial<OutboxRow>[]): void =>
    client.answer('outbox.progress', { counts: summaryOf(rows.map((row) => outboxRow('1', row))).counts }, [
      'action',
    ]);
  progress({ state: 'confirmed' });
  expect(await screen.findByText('Accepted by the Partner Center.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Take back/ })).toBe(null);
  progress({ state: 'decision' });
  expect(await screen.findByText('Saved on this device. 1 needs you.')).toBeTruthy();
  progress({});
  await user.click(await screen.findByRole('button', { name: /Take back/ }));
  await waitFor(() => expect(inputOf(client, 'outbox.cancel')).toEqual({ ids: ['1'] }));
});

test('freezing needs a reason and tells the 15 days', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  showPage(client, '/customers/06ffbcd46880d3f3');
  await user.click(await screen.findByRole('button', { name: 'Freeze' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.queryByRole('alert')).toBe(null);
  await user.click(dialog.getByRole('radio', { name: /Account and resources/ }));
  expect(dialog.getByRole('alert').textContent).toContain('7 Dec 2026');
  await user.click(dialog.getByRole('button', { name: 'Freeze 1 account' }));
  expect(dialog.getByText('Say why; the Partner Center asks for it.')).toBeTruthy();
  expect(inputOf(client, 'customers.freeze')).toBe(undefined);
  await user.type(dialog.getByLabelText('Reason'), ' Overdue ');
  await user.click(dialog.getByRole('button', { name: 'Freeze 1 account' }));
  await waitFor(() =>
    expect(inputOf(client, 'customers.freeze')).toEqual({
      customerIds: ['06ffbcd46880d3f3'],
      reason: 'Overdue',
      type: 'account-and-resources',
    }),
  );
});

test('unfreezing asks for the type only where it is not known, and only for those', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const rows = await list(client);
  await user.click(boxOf(rows[4]));
  await user.click(boxOf(rows[14] ?? rows[5]));
  await user.click(within(screen.getByRole('toolbar')).getByRole('button', { name: 'Unfreeze' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.queryByRole('radio')).toBe(null);
  await user.type(dialog.getByLabelText('Reason'), 'Paid');
  await user.click(dialog.getByRole('button', { name: 'Unfreeze 2 accounts' }));
  expect(await dialog.findByText('1 is left out')).toBeTruthy();
  await user.click(dialog.getByRole('radio', { name: /^Account No purchases/ }));
  await user.click(dialog.getByRole('button', { name: 'Unfreeze 1 account' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
  expect(inputOf(client, 'customers.unfreeze')).toMatchObject({
    customerIds: [expect.stringMatching(/4$/)],
    type: 'account',
    reason: 'Paid',
  });
});
