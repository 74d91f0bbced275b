import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { CodedError } from '../../../core/base/errors.ts';
import type { ResourceSummary } from '../../../core/contract/resources.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { NOW } from '../../test-support/fixture-home.ts';
import { customerDetails } from '../../test-support/fixture-customers.ts';
import { showPage } from '../../test-support/render.tsx';

const ID = '06ffbcd46880d3f30f00000000000000';
const HOUR = 3_600_000;
const summary = (asOf: number): ResourceSummary => ({
  period: { count: 3, stamp: { source: 'api', name: 'ListPayPerUseCustomerResources', asOf } },
  onDemand: null,
  renewals: [
    { days: 7, count: 1 },
    { days: 15, count: 2 },
    { days: 30, count: 2 },
  ],
  expired: 0,
  frozen: 0,
});

function client(asOf: number) {
  const made = fixtureClient();
  made.answer('resources.summary', summary(asOf));
  made.answer('resources.list', { rows: [], next: null });
  made.answer('resources.read', { at: NOW });
  made.answer('budgets.records', { rows: [], stamp: null });
  made.answer('budgets.readRecords', { at: NOW });
  made.answer('alerts.list', { rows: [], next: null });
  made.answer('realname.get', null);
  made.answer('realname.read', { at: NOW });
  return made;
}
const opened = () => screen.findByText('Expiring within 7 days');
const callsOf = (made: ReturnType<typeof client>, name: string): number =>
  made.calls.filter((call) => call.name === name).length;

test('what is old is read once when the customer is opened; what is young is not', async () => {
  const old = client(NOW - HOUR);
  showPage(old, `/customers/${ID}`);
  await opened();
  await waitFor(() => expect(callsOf(old, 'resources.read')).toBe(1));
  await waitFor(() => expect(callsOf(old, 'budgets.readRecords')).toBe(1));
});

test('a young reading is shown with its age and not repeated', async () => {
  const young = client(NOW);
  showPage(young, `/customers/${ID}`);
  await opened();
  await waitFor(() => expect(callsOf(young, 'budgets.readRecords')).toBe(1));
  expect(callsOf(young, 'resources.read')).toBe(0);
});

test('offline, what was read before stays and says so', async () => {
  const made = client(NOW - HOUR);
  made.answer('resources.read', () => {
    throw new CodedError('ENDPOINT_UNREACHABLE');
  });
  showPage(made, `/customers/${ID}`);
  expect(await screen.findByText(/cannot be reached/)).toBeTruthy();
  expect(screen.getByText('Expiring within 7 days')).toBeTruthy();
});

test('tabs have addresses; the numbers of renewals lead to their resources', async () => {
  const user = userEvent.setup();
  const made = client(NOW);
  const page = showPage(made, `/customers/${ID}`);
  const card = (await screen.findByText('Expiring within 15 days')).closest('section')!;
  await user.click(within(card).getAllByRole('link', { name: '2' })[0]!);
  await waitFor(() => expect(page.place()).toBe(`/customers/${ID}?tab=resources&expiring=15`));
  await waitFor(() =>
    expect(made.calls.findLast((call) => call.name === 'resources.list')?.input).toMatchObject({
      customerId: ID,
      kind: 'period',
      expiringWithinDays: 15,
    }),
  );
  await user.click(screen.getByRole('link', { name: 'Enterprise information' }));
  await waitFor(() => expect(page.place()).toBe(`/customers/${ID}?tab=enterprise`));
  await waitFor(() => expect(callsOf(made, 'realname.read')).toBe(1));
});

test('kinds the interface does not give are said to be in the console', async () => {
  showPage(client(NOW), `/customers/${ID}?tab=resources&kind=savings`);
  expect(await screen.findByText('Savings plans are shown in the Partner Center only.')).toBeTruthy();
});

test('a frozen customer tells by whom, since when and how long resources stay', async () => {
  const made = client(NOW);
  const details = customerDetails(ID);
  made.answer('customers.get', {
    ...details,
    customer: {
      ...details.customer,
      frozen: true,
      freeze: {
        type: 'account-and-resources',
        origin: 'manual',
        since: NOW - HOUR,
        foundAt: NOW,
        by: 'Lin Wei',
        deleteAt: NOW + 14 * 24 * HOUR + HOUR,
      },
    },
  });
  showPage(made, `/customers/${ID}`);
  expect(await screen.findByText('Frozen by Lin Wei')).toBeTruthy();
  expect(screen.getByText(/14 days left\./)).toBeTruthy();
});

test('a use from before the restore is said to be of last month', async () => {
  const made = client(NOW);
  const details = customerDetails(ID);
  const { budget } = details.customer;
  if (budget === null) throw new TypeError('the fixture has a budget');
  made.answer('customers.get', {
    ...details,
    customer: { ...details.customer, budget: { ...budget, beforeRestore: true } },
  });
  showPage(made, `/customers/${ID}`);
  expect(await screen.findByText(/was last month’s use/)).toBeTruthy();
});
