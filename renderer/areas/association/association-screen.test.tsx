import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { associationState } from '../../../core/contract/association.ts';
import { deskState, fixtureClient, type FixtureClient } from '../../test-support/fixture-client.ts';
import { associationRow, checks } from '../../test-support/fixture-tasks.ts';
import { showPage } from '../../test-support/render.tsx';
import { conditionsFromAddress } from './filter-address.ts';
import { CLOSED, OPEN } from './states.ts';

const inputOf = (client: FixtureClient, name: string): unknown =>
  client.calls.findLast((call) => call.name === name)?.input;
const panel = async () => within(await screen.findByRole('complementary', { name: 'The record' }));

function recordsClient(more: Parameters<typeof fixtureClient>[0] = {}): FixtureClient {
  const row = associationRow('1');
  return fixtureClient({
    'association.summary': { open: 1, waiting: 0, toAnswer: 1 },
    'association.policy': { requests: 1, withoutConsent: false },
    'association.list': { rows: [row], next: null },
    'association.get': { row, taskState: null, steps: [] },
    'association.decide': { taskId: 't1' },
    'association.answer': { state: 'cancelled' },
    'association.request': { id: 'r1', taskId: 't1' },
    ...more,
  });
}

test('every state is open or closed, never both', () => {
  expect([...OPEN, ...CLOSED].sort()).toEqual([...associationState.options].sort());
});

test('what the address asks for; days are Beijing’s and both included; nonsense is left out', () => {
  expect(
    conditionsFromAddress({
      type: 'disassociation',
      initiator: 'nobody',
      from: '2026-11-01',
      to: '2026-11-02',
    }),
  ).toEqual({
    type: 'disassociation',
    from: Date.UTC(2026, 9, 31, 16),
    to: Date.UTC(2026, 10, 2, 16),
  });
  expect(conditionsFromAddress({ from: 'soon', id: '1', show: 'closed' })).toEqual({});
});

test('rejecting a customer’s request wants a reason', async () => {
  const user = userEvent.setup();
  const client = recordsClient();
  showPage(client, '/association?id=1');
  const side = await panel();
  await user.click(await side.findByRole('button', { name: 'Reject' }));
  await user.click(side.getByRole('button', { name: 'Reject' }));
  expect(side.getByText('Enter the reason.')).toBeTruthy();
  await user.type(side.getByLabelText('Reason for the rejection'), 'Open bills');
  await user.click(side.getByRole('button', { name: 'Reject' }));
  await waitFor(() =>
    expect(inputOf(client, 'association.decide')).toEqual({
      id: '1',
      decision: 'reject',
      reason: 'Open bills',
    }),
  );
});

test('whoever may not disassociate looks only', async () => {
  const permissions = deskState.person.permissions.filter(
    (one) => one !== 'customers.disassociate' && one !== 'customers.develop' && one !== 'desk.manage',
  );
  const person = { ...deskState.person, permissions };
  showPage(recordsClient({ 'desk.state': { ...deskState, person } }), '/association?id=1');
  const side = await panel();
  await side.findByText('The customer asked for disassociation. Approve or reject it.');
  expect(side.queryByRole('button', { name: /Approve|Reject|Record/ })).toBe(null);
  expect(screen.queryByRole('button', { name: /Record|Rules/ })).toBe(null);
});

const dialogOf = async (client: FixtureClient) => {
  const user = userEvent.setup();
  const page = showPage(client, '/customers/053a48736500d5f4');
  await user.click(await screen.findByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Disassociate' }));
  return { user, page, dialog: within(await screen.findByRole('dialog', { name: 'Disassociate' })) };
};

test('the checks are listed with their outcome; a blocked one leaves nothing to save', async () => {
  const frequency = { name: 'frequency', outcome: 'blocked', until: '2027-02-23' } as const;
  const client = recordsClient({
    'association.checks': { checks: checks({ frequency }), blocked: true, consent: true },
  });
  const { dialog } = await dialogOf(client);
  const list = within(await dialog.findByRole('list', { name: 'Checks' }));
  expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'FineThe account is not frozen.',
    'Not possibleYou asked within the last three months. Possible again from 23 Feb 2027.',
    'Check in the consoleNo valid reserved instance.',
  ]);
  expect(dialog.queryByRole('button', { name: 'Save the request' })).toBe(null);
});

test('the statement and a reason are needed; saving leads to the task', async () => {
  const client = recordsClient({
    'association.checks': { checks: checks({}), blocked: false, consent: true },
  });
  const { user, page, dialog } = await dialogOf(client);
  await user.click(await dialog.findByRole('button', { name: 'Save the request' }));
  expect(dialog.getByText('Confirm the statement first.')).toBeTruthy();
  expect(dialog.getByText('Enter the reason.')).toBeTruthy();
  await user.click(dialog.getByRole('checkbox'));
  await user.type(dialog.getByLabelText('Reason'), 'No business any more');
  await user.click(dialog.getByRole('button', { name: 'Save the request' }));
  await waitFor(() => expect(page.place()).toBe('/tasks?id=t1'));
  expect(inputOf(client, 'association.request')).toEqual({
    customerId: '053a48736500d5f4',
    reason: 'No business any more',
    confirmed: true,
  });
});
