import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

const lastList = (client: ReturnType<typeof fixtureClient>): unknown =>
  client.calls.findLast((c) => c.name === 'customers.list')?.input;

test('the address decides what is asked; chips say it and take it away', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const page = showPage(client, '/customers?useMin=90&model=3&sort=budgetUse');
  await screen.findByRole('table', { name: 'Customers' });
  expect(lastList(client)).toMatchObject({
    filter: { budgetUse: { min: '90' }, associationType: '3' },
    sort: { by: 'budgetUse', direction: 'desc' },
  });
  expect(screen.getByText(/Budget use from 90/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Clear Budget use' }));
  await waitFor(() => expect(page.place()).toBe('/customers?model=3&sort=budgetUse'));
  await waitFor(() => expect(lastList(client)).toMatchObject({ filter: { associationType: '3' } }));
});

test('arrow keys move the row, Enter opens it, / searches', async () => {
  const user = userEvent.setup();
  const page = showPage(fixtureClient(), '/customers');
  const table = await screen.findByRole('table', { name: 'Customers' });
  await user.keyboard('/');
  expect(document.activeElement?.hasAttribute('data-list-search')).toBe(true);
  const [, first] = within(table).getAllByRole('row');
  first?.focus();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-index')).toBe('1'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(page.place()).toMatch(/^\/customers\/06ffbcd46880d3f30f0*1$/));
});

test('a search is not asked while text is composed', async () => {
  const client = fixtureClient();
  const page = showPage(client, '/customers');
  await screen.findByRole('table', { name: 'Customers' });
  const search = screen.getByRole('searchbox');
  fireEvent.compositionStart(search);
  fireEvent.change(search, { target: { value: 'shen' } });
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(page.place()).toBe('/customers');
  fireEvent.change(search, { target: { value: '深' } });
  fireEvent.compositionEnd(search);
  await waitFor(() => expect(lastList(client)).toMatchObject({ filter: { search: '深' } }));
});

test('an eye in the header reveals one column and asks the core for it', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  showPage(client, '/customers');
  await screen.findByRole('table', { name: 'Customers' });
  await user.click(screen.getByRole('button', { name: /Show complete values of “Customer”/ }));
  await waitFor(() => expect(lastList(client)).toMatchObject({ revealId: 'rev1' }));
  expect(client.calls.find((c) => c.name === 'privacy.reveal')?.input).toEqual({
    view: 'customers',
    columns: ['name'],
  });
});

test('totals are those of the whole filter result, and empty is not zero', async () => {
  showPage(fixtureClient(), '/customers');
  const table = await screen.findByRole('table', { name: 'Customers' });
  expect(await within(table).findByText('Total of 1,816')).toBeTruthy();
  expect(within(table).getByText('498,102.77')).toBeTruthy();
  expect(screen.getByText('1,816 of 1,842 shown')).toBeTruthy();
  expect(within(table).getAllByText('None').length).toBeGreaterThan(0);
});

test('filtered to nothing says so and clears', async () => {
  const user = userEvent.setup();
  const page = showPage(
    fixtureClient({ 'customers.list': { rows: [], next: null } }),
    '/customers?search=nobody',
  );
  expect(await screen.findByText('No customer matches these filters.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(page.place()).toBe('/customers'));
});
