import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { outboxState } from '../../../core/contract/outbox.ts';
import { fixtureClient, type FixtureClient } from '../../test-support/fixture-client.ts';
import { outboxRow, outboxRows, summaryOf } from '../../test-support/fixture-outbox.ts';
import { showPage } from '../../test-support/render.tsx';
import { mineOf } from './compare.tsx';
import { asksAgain, FILTERS, questionOf, similarTo, STATES } from './states.ts';

const inputOf = (client: FixtureClient, name: string): unknown =>
  client.calls.findLast((call) => call.name === name)?.input;
const panel = async () => within(await screen.findByRole('complementary', { name: 'The change' }));

test('every state is in the open or the done segment, and in one of them only', () => {
  const all = [...FILTERS.open, ...FILTERS.done];
  expect([...all].sort()).toEqual([...outboxState.options].sort());
  expect(FILTERS.done.every((state) => !STATES[state].open)).toBe(true);
});

test('the frame counts what is to send and what needs the person, and says nothing when nothing is open', async () => {
  const client = fixtureClient();
  const page = showPage(client, '/customers');
  const needs = await screen.findByRole('link', { name: '4 need you' });
  expect(screen.getByRole('link', { name: '4 to send' })).toBeTruthy();
  await userEvent.setup().click(needs);
  await waitFor(() => expect(page.place()).toBe('/outbox?state=decision'));
  client.answer('outbox.summary', summaryOf([outboxRow('1', { state: 'confirmed' })]), ['action']);
  await waitFor(() => expect(screen.queryByRole('link', { name: /to send|need/ })).toBe(null));
});

test('segments carry counts and stand in the address; a row opens beside the list, Escape closes it', async () => {
  const user = userEvent.setup();
  const page = showPage(fixtureClient(), '/outbox');
  expect(await screen.findByText('2 changes will be sent when you are online')).toBeTruthy();
  expect(screen.queryByText('Refused 0')).toBe(null);
  await user.click(await screen.findByText('Needs you 3'));
  await waitFor(() => expect(page.place()).toBe('/outbox?state=decision'));
  const table = await screen.findByRole('table', { name: 'Waiting changes' });
  await waitFor(() => expect(within(table).getAllByRole('row').length).toBe(4));
  within(table).getAllByRole('row')[1]?.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(page.place()).toBe('/outbox?state=decision&id=3'));
  await panel();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(page.place()).toBe('/outbox?state=decision'));
});

test('a conflict shows before, mine and theirs, and one answer can hold for all similar ones', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  showPage(client, '/outbox?state=decision&id=3');
  const shown = await panel();
  const compare = within(await shown.findByRole('table', { name: 'Before, mine and theirs' }));
  const [, budget] = compare.getAllByRole('row');
  expect(budget?.textContent).toMatch(/90,000\.00.*110,000\.00.*95,000\.00/);
  await user.click(await shown.findByRole('checkbox', { name: 'Same answer for 1 other like it' }));
  await user.click(shown.getByRole('button', { name: 'Keep theirs' }));
  await waitFor(() =>
    expect(inputOf(client, 'outbox.decide')).toEqual({ ids: ['3', '4'], decision: 'theirs' }),
  );
});

test('an unclear outcome asks whether it happened, never whose value holds', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  showPage(client, '/outbox?state=decision&id=6');
  const shown = await panel();
  await user.click(await shown.findByRole('button', { name: 'It did not happen' }));
  await waitFor(() =>
    expect(inputOf(client, 'outbox.decide')).toEqual({ ids: ['6'], decision: 'did-not-happen' }),
  );
  expect(shown.queryByRole('button', { name: 'Send mine' })).toBe(null);
});

test.each([
  ['1', ['Try again now', 'Take back']],
  ['7', ['Try again now', 'Take back']],
  ['5', []],
  ['8', []],
  ['9', []],
])('change %s offers what its state allows: %s', async (id, wanted) => {
  showPage(fixtureClient(), `/outbox?state=done&id=${id}`);
  const shown = await panel();
  await shown.findByRole('link', { name: 'Open the customer' });
  const offered = shown.getAllByRole('button').map((button: HTMLElement) => button.textContent);
  expect(offered.filter((text: string) => text !== '')).toEqual(wanted);
});

test('what cannot be sent says why, with the answer of the Partner Center', async () => {
  showPage(fixtureClient(), '/outbox?state=held&id=7');
  const shown = await panel();
  expect(await shown.findByText('It depends on an action that was not carried out.')).toBeTruthy();
  expect(shown.getByText('Answer of the Partner Center: CBC.0999')).toBeTruthy();
});

test('nothing open is said, with a way to what is done', async () => {
  const user = userEvent.setup();
  const page = showPage(
    fixtureClient({ 'outbox.list': { rows: [], next: null }, 'outbox.summary': summaryOf([]) }),
    '/outbox',
  );
  expect(await screen.findByText('Nothing waits.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show what is done' }));
  await waitFor(() => expect(page.place()).toBe('/outbox?state=done'));
});

test('only what surely was not sent is a question of values; similar means same kind and same question', () => {
  expect(questionOf({ state: 'decision', unclear: false })).toBe('conflict');
  expect(questionOf({ state: 'decision', unclear: true })).toBe('unclear');
  expect(questionOf({ state: 'held', unclear: false })).toBe(null);
  // Nobody else changed anything: it is only asked whether to send it once more.
  expect(
    ['OUTBOX_SENT_TWICE', 'OUTBOX_ABSENT', 'OUTBOX_CONFLICT'].map((code) => asksAgain({ code })),
  ).toEqual([true, true, false]);
  const [, , conflict] = outboxRows;
  if (conflict === undefined) throw new Error('no such row');
  expect(similarTo(conflict, outboxRows).map((row) => row.id)).toEqual(['4']);
});

test('mine: freezing freezes, unfreezing and "unfreeze now" do not, a budget alone leaves the account as it is', () => {
  const row = outboxRow('1');
  expect(mineOf({ ...row, kind: 'customers.freeze' }).frozen).toBe(true);
  expect(mineOf({ ...row, kind: 'customers.unfreeze' }).frozen).toBe(false);
  expect(mineOf({ ...row, target: { ...row.target, unfreeze: true } }).frozen).toBe(false);
  expect(mineOf(row).frozen).toBe(null);
});
