import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { taskState } from '../../../core/contract/tasks.ts';
import { fixtureClient, type FixtureClient } from '../../test-support/fixture-client.ts';
import { taskDetails, taskRow, taskSummary } from '../../test-support/fixture-tasks.ts';
import { showPage } from '../../test-support/render.tsx';
import { FILTERS } from './states.ts';

const inputOf = (client: FixtureClient, name: string): unknown =>
  client.calls.findLast((call) => call.name === name)?.input;
const panel = async () => within(await screen.findByRole('complementary', { name: 'The task' }));

function tasksClient(row = taskRow('1'), more: Parameters<typeof fixtureClient>[0] = {}): FixtureClient {
  return fixtureClient({
    'tasks.summary': taskSummary,
    'tasks.list': { rows: [row, taskRow('2')], next: null },
    'tasks.get': ({ id }) => (id === row.id ? taskDetails(row) : null),
    'tasks.done': { state: 'done' },
    'tasks.cancel': { state: 'cancelled' },
    ...more,
  });
}

test('every state is in exactly one segment, besides the overdue part of the open ones', () => {
  const all = Object.entries(FILTERS).flatMap(([name, { states }]) => (name === 'overdue' ? [] : states));
  expect([...all].sort()).toEqual([...taskState.options].sort());
});

test('the frame says what is overdue first, and leads there', async () => {
  const page = showPage(tasksClient(), '/customers');
  await userEvent.setup().click(await screen.findByRole('link', { name: '1 overdue' }));
  await waitFor(() => expect(page.place()).toBe('/tasks?state=overdue'));
});

test('a task opens beside the list: steps, page, values; done wants a reference or the word that there is none', async () => {
  const user = userEvent.setup();
  const client = tasksClient();
  const page = showPage(client, '/tasks');
  const table = await screen.findByRole('table', { name: 'To do in the Partner Center' });
  within(table).getAllByRole('row')[1]?.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(page.place()).toBe('/tasks?id=1'));
  const side = await panel();
  await side.findByRole('heading', { name: 'Request disassociation' });
  expect(within(side.getAllByRole('list')[0]!).getAllByRole('listitem').length).toBe(4);
  const link = side.getByRole('link', { name: 'Open the page' });
  expect(link.getAttribute('href')).toMatch(/^https:\/\/account-intl\.huaweicloud\.com\//);
  expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer']);
  // A masked value cannot be copied before it is revealed.
  expect(side.getByRole('button', { name: 'Copy Customer ID' })).toBeTruthy();
  expect(side.queryByRole('button', { name: 'Copy Account name' })).toBe(null);

  await user.click(side.getByRole('button', { name: 'Done' }));
  expect(side.getByText('Enter the reference, or say that there was none.')).toBeTruthy();
  expect(client.calls.some((call) => call.name === 'tasks.done')).toBe(false);
  await user.click(side.getByRole('checkbox', { name: 'The console gave no reference' }));
  await user.click(side.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(inputOf(client, 'tasks.done')).toEqual({ id: '1', reference: null }));
});

test('the desktop opens the page itself and says when it did not', async () => {
  const user = userEvent.setup();
  const asked: string[] = [];
  const client = Object.assign(tasksClient(), {
    shell: {
      host: 'desktop' as const,
      openExternal: (url: string) => Promise.resolve(asked.push(url) > 1),
      onMenuCommand: () => () => undefined,
      setTheme: () => Promise.resolve(),
      setLanguage: () => Promise.resolve(),
      requestCorePort: () => undefined,
      pick: () => Promise.resolve(null),
    },
  });
  showPage(client, '/tasks?id=1');
  const link = await (await panel()).findByRole('link', { name: 'Open the page' });
  await user.click(link);
  expect(await screen.findByText('The page was not opened.')).toBeTruthy();
  await user.click(link);
  await waitFor(() => expect(screen.queryByText('The page was not opened.')).toBe(null));
  expect(asked).toEqual([link.getAttribute('href'), link.getAttribute('href')]);
});

test('taking back asks why; what is confirmed offers nothing', async () => {
  const user = userEvent.setup();
  const client = tasksClient();
  showPage(client, '/tasks?id=1');
  const side = await panel();
  await user.click(await side.findByRole('button', { name: 'Take back' }));
  await user.click(side.getByRole('button', { name: 'Take back' }));
  expect(side.getByText('Say why.')).toBeTruthy();
  await user.type(side.getByLabelText('Why it will not be done'), 'A mistake');
  await user.click(side.getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(inputOf(client, 'tasks.cancel')).toEqual({ id: '1', note: 'A mistake' }));
  client.answer('tasks.get', taskDetails(taskRow('1', { state: 'seen' })), ['task']);
  await waitFor(() => expect(side.queryByRole('button', { name: /Done|Take back|Not done/ })).toBe(null));
});

test('the demo says that it has no console; a kind of another version is still shown with its values', async () => {
  const row = taskRow('1', { kind: 'later.kind' });
  const page = { url: null, path: '/customer', demo: true };
  showPage(tasksClient(row, { 'tasks.get': taskDetails(row, { page }) }), '/tasks?id=1');
  const side = await panel();
  await side.findByRole('heading', { name: 'Task of another version' });
  expect(side.getByText(/The demo partner has no console/)).toBeTruthy();
  expect(side.queryByRole('link', { name: 'Open the page' })).toBe(null);
  expect(side.getByText('053a48736500d5f4')).toBeTruthy();
});
