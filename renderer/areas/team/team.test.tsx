import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import { CodedError } from '../../../core/base/errors.ts';
import { useConfirm } from '../../app/confirm.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { actors, asManager, members, roles } from '../../test-support/fixture-team.ts';
import { showPage } from '../../test-support/render.tsx';

const team = {
  'team.actors': actors,
  'team.members': members,
  'team.roles': roles,
  'team.security': { required: true, hasPin: true, lockedUntil: null },
} as const;

afterEach(() => useConfirm.getState().end(false));

const named = (client: ReturnType<typeof fixtureClient>, name: string): unknown[] =>
  client.calls.filter((call) => call.name === name).map(({ input }) => input);

describe('acting as an account manager', () => {
  const client = () =>
    fixtureClient({ ...team, 'desk.state': asManager, 'team.actAs': { memberId: 'owner' } });

  test('the rail leads only where the role does; Home has only its cards', async () => {
    showPage(client());
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    const rail = within(screen.getByRole('navigation', { name: 'Areas' }));
    expect(rail.getByRole('link', { name: 'Customers' })).toBeTruthy();
    for (const left of ['Coupons', 'Resellers', 'Imports'])
      expect(rail.queryByRole('link', { name: left })).toBeNull();
    expect(document.querySelector('[data-card=coupons]')).toBeNull();
    expect(screen.queryByText('Edit alarm marks')).toBeNull();
  });

  test('no tab and no figure leads to a place without right', async () => {
    const { unmount } = showPage(client(), '/forecast');
    const tabs = within(await screen.findByRole('navigation', { name: 'Expenditures' }));
    expect(tabs.getByRole('link', { name: 'Explore' })).toBeTruthy();
    expect(tabs.queryByRole('link', { name: 'Partner bills' })).toBeNull();
    unmount();
    showPage(client());
    expect(await screen.findByRole('link', { name: 'Estimated unbilled' })).toBeTruthy();
    expect(screen.getByText('Amount due')).toBeTruthy();
    for (const left of ['Amount due', 'Cash coupons'])
      expect(screen.queryByRole('link', { name: left })).toBeNull();
  });

  test('a place without right says why, by its own address', async () => {
    showPage(client(), '/coupons');
    expect(await screen.findByText('Your role does not include this place.')).toBeTruthy();
    expect(
      await screen.findByText(/acts here as Account manager; this needs the right “See coupons”/),
    ).toBeTruthy();
  });

  test('a band says whose eyes these are, and leads back', async () => {
    const user = userEvent.setup();
    const page = client();
    showPage(page);
    expect(await screen.findByText('Acting as Li Ming (Account manager)')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Act as Lin Wei again' }));
    await waitFor(() => expect(named(page, 'team.actAs')).toEqual([{ memberId: 'owner' }]));
  });
});

test('the owner sees no band, and switches to a member with a PIN by entering it', async () => {
  const user = userEvent.setup();
  const client = fixtureClient({ ...team, 'team.actAs': { memberId: 'f1' } });
  showPage(client);
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  expect(document.querySelector('[data-acting-band]')).toBeNull();
  await user.click(screen.getByRole('button', { name: /Lin Wei/ }));
  await user.click(await screen.findByText('Chen Jie'));
  const pin = await screen.findByLabelText('PIN');
  await user.type(pin, '12a34');
  await user.click(screen.getByRole('button', { name: 'Act as Chen Jie' }));
  await waitFor(() => expect(named(client, 'team.actAs')).toEqual([{ memberId: 'f1', pin: '1234' }]));
});

describe('a critical operation', () => {
  /** Refuses until it is confirmed; a wrong PIN is refused, too. */
  function guarded() {
    let open = false;
    return fixtureClient({
      ...team,
      'team.setSecurity': ({ required }) => {
        if (!open) throw new CodedError('CONFIRMATION_NEEDED', { name: 'team.setSecurity' });
        return { required };
      },
      'team.confirm': ({ pin }) => {
        if (pin !== '2468') throw new CodedError('CONFIRMATION_WRONG', { left: 4 });
        open = true;
        return { until: 0 };
      },
    });
  }
  const toggle = 'Ask for a PIN before critical operations';

  test('asks for the PIN, says when it is wrong, and is then done once', async () => {
    const user = userEvent.setup();
    const client = guarded();
    showPage(client, '/settings');
    await user.click(await screen.findByLabelText(toggle));
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm with your PIN' }));
    await user.type(dialog.getByLabelText('PIN'), '1111');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await dialog.findByText('The PIN is wrong.')).toBeTruthy();
    await user.type(dialog.getByLabelText('PIN'), '2468');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(named(client, 'team.setSecurity')).toHaveLength(2));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('is not done when the person would rather not, and the screen says so', async () => {
    const user = userEvent.setup();
    const client = guarded();
    showPage(client, '/settings');
    await user.click(await screen.findByLabelText(toggle));
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm with your PIN' }));
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('This is a critical operation and was not confirmed.')).toBeTruthy();
    expect(named(client, 'team.setSecurity')).toHaveLength(1);
  });
});

describe('members and roles', () => {
  test('who is without a director is said; the masked columns carry an eye', async () => {
    showPage(fixtureClient(team), '/settings/members');
    expect(await screen.findByText(/1 account manager has lost the director/)).toBeTruthy();
    const table = within(screen.getByRole('table', { name: 'Members' }));
    expect(table.getByText('none any more')).toBeTruthy();
    expect(table.getByText('Finance')).toBeTruthy();
    expect(table.getAllByRole('button', { name: /^Show complete values/ })).toHaveLength(3);
  });

  test('a new member: roles that cannot be held together cannot be chosen', async () => {
    const user = userEvent.setup();
    const client = fixtureClient({ ...team, 'team.saveMember': { id: 'x', left: 0 } });
    showPage(client, '/settings/members');
    await user.click(await screen.findByRole('button', { name: 'Add member' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add member' }));
    await user.type(dialog.getByLabelText('Name'), 'Sun Yu');
    const box = (name: string): HTMLInputElement => dialog.getByRole('checkbox', { name });
    await user.click(await dialog.findByRole('checkbox', { name: 'Account manager' }));
    expect([
      box('Administrator').disabled,
      box('Account director').disabled,
      box('Finance').disabled,
    ]).toEqual([true, true, false]);
    await user.click(box('Finance'));
    await user.click(dialog.getByRole('button', { name: 'Save member' }));
    await waitFor(() =>
      expect(named(client, 'team.saveMember')).toEqual([
        { name: 'Sun Yu', email: null, account: null, roles: ['manager', 'r1'] },
      ]),
    );
  });

  test('a new role: reserved rights are not offered', async () => {
    const user = userEvent.setup();
    const client = fixtureClient({ ...team, 'team.saveRole': { id: 'r2' } });
    showPage(client, '/settings/members');
    await user.click(await screen.findByRole('button', { name: 'New role' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New role' }));
    expect(dialog.queryByRole('checkbox', { name: 'Export the customer list' })).toBeNull();
    expect(dialog.queryByRole('checkbox', { name: 'Manage connections and workspaces' })).toBeNull();
    await user.type(dialog.getByLabelText('Name of the role'), 'Audit');
    await user.click(dialog.getByRole('checkbox', { name: 'See the audit list' }));
    await user.click(dialog.getByRole('button', { name: 'Save role' }));
    await waitFor(() =>
      expect(named(client, 'team.saveRole')).toEqual([{ name: 'Audit', permissions: ['audit.view'] }]),
    );
  });
});
