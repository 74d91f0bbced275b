import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { HeldPermission, ResellerRow } from '../../../core/contract/resellers.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { NOW } from '../../test-support/fixture-home.ts';
import { partner } from '../../test-support/fixture-partner.ts';
import { showPage } from '../../test-support/render.tsx';

const none: HeldPermission = { state: 'none', since: null, monthly: null, oneTime: null, pending: null };
const row = (more: Partial<ResellerRow>): ResellerRow => ({
  id: 'r1',
  name: 'Ke***ar Cloud',
  account: 'ke***ar',
  phone: null,
  email: null,
  manager: null,
  managerId: null,
  associatedOn: NOW,
  status: 'active',
  pendingStep: null,
  budget: none,
  order: none,
  use: { monthly: '1500', oneTime: '0', currency: 'USD' },
  customers: 3,
  monthToDate: null,
  stamp: { source: 'api', name: 'ListIndirectPartners', asOf: NOW },
  ...more,
});
const client = () =>
  fixtureClient({
    'resellers.list': {
      rows: [
        row({}),
        row({ id: 'r2', name: 'Os***ey Net', budget: { ...none, state: 'granted', monthly: '3000' } }),
      ],
      next: null,
    },
    'resellers.cooperations': { rows: [], toReview: 2 },
    'resellers.managers': { rows: [] },
    'resellers.grant': { id: 'x' },
  });

async function menuOf(name: string): Promise<string[]> {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: `More for ${name}` }));
  return (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
}

test('the list says what each may do and how much of its quota is given out', async () => {
  showPage(client(), '/resellers');
  const table = within(await screen.findByRole('table', { name: 'Resellers' }));
  expect(table.getByText('monthly 3,000.00')).toBeTruthy();
  expect(table.getByRole('img', { name: '1,500.00 of 3,000.00 USD given out' })).toBeTruthy();
  expect(screen.getByText('Invitations and requests 2')).toBeTruthy();
});

test('what can be granted or revoked follows from what is held', async () => {
  showPage(client(), '/resellers');
  expect(await menuOf('Ke***ar Cloud')).toEqual(
    expect.arrayContaining(['Grant budget and freeze permission', 'Grant order and O&M permission']),
  );
  showPage(client(), '/resellers');
  const names = await menuOf('Os***ey Net');
  expect(names).toEqual(
    expect.arrayContaining(['Change budget quota', 'Revoke budget and freeze permission']),
  );
  expect(names).not.toContain('Grant budget and freeze permission');
});

test('a grant asks for at least one quota and sends the exact amount', async () => {
  const user = userEvent.setup();
  const fixture = client();
  showPage(fixture, '/resellers');
  await menuOf('Ke***ar Cloud');
  await user.click(screen.getByRole('menuitem', { name: 'Grant budget and freeze permission' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('checkbox', { name: 'Monthly quota' }));
  await user.click(dialog.getByRole('button', { name: 'Grant' }));
  expect(dialog.getByText('Grant at least one quota.')).toBeTruthy();
  await user.click(dialog.getByRole('checkbox', { name: 'One-time quota' }));
  await user.type(dialog.getByLabelText('Amount'), '1,200.50');
  await user.click(dialog.getByRole('button', { name: 'Grant' }));
  await waitFor(() =>
    expect(fixture.calls.find((call) => call.name === 'resellers.grant')?.input).toEqual({
      permission: 'budget',
      resellerId: 'r1',
      monthly: null,
      oneTime: '1200.5',
    }),
  );
});

test('a partner without resellers has neither the place nor the tabs', async () => {
  const csp = {
    ...partner,
    type: 'csp' as const,
    capabilities: { ...partner.capabilities, resellers: 'no' as const, discounts: 'no' as const },
  };
  showPage(fixtureClient({ 'partner.get': csp }), '/customers');
  await screen.findByRole('table', { name: 'Customers' });
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Resellers' })).toBe(null));
  expect(screen.queryByRole('link', { name: 'Own customers' })).toBe(null);
  expect(screen.getByRole('link', { name: 'Customers' })).toBeTruthy();
});
