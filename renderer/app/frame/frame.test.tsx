import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { deskState, fixtureClient } from '../../test-support/fixture-client.ts';
import { NOW, syncIdle } from '../../test-support/fixture-home.ts';
import { showPage } from '../../test-support/render.tsx';

test('the palette finds places in both languages and customers, and opens them', async () => {
  const user = userEvent.setup();
  const client = fixtureClient();
  const page = showPage(client);
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  await user.keyboard('{Control>}k{/Control}');
  const input = await screen.findByRole('combobox', { name: 'Find' });
  await user.type(input, '代金券');
  await waitFor(() => expect(screen.getByRole('option', { name: /Coupons/ })).toBeTruthy());
  await user.clear(input);
  await user.type(input, 'games');
  const found = await screen.findAllByRole('option', { name: /Al\*\*\*ne Games/ });
  expect(found.length).toBeGreaterThan(0);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(page.place()).toMatch(/^\/customers\/06ffbcd/));
});

test('Enter while a character is composed does nothing', async () => {
  const user = userEvent.setup();
  const page = showPage(fixtureClient());
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  await user.keyboard('{Control>}k{/Control}');
  const input = await screen.findByRole('combobox', { name: 'Find' });
  fireEvent.keyDown(input, { key: 'Enter', isComposing: true, keyCode: 229 });
  expect(page.place()).toBe('/');
  expect(screen.getByRole('combobox', { name: 'Find' })).toBeTruthy();
});

test('g then a letter goes to a place, but not while typing', async () => {
  const user = userEvent.setup();
  const page = showPage(fixtureClient());
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  await user.keyboard('gc');
  await waitFor(() => expect(page.place()).toBe('/customers'));
  await screen.findByRole('table', { name: 'Customers' });
  await user.click(screen.getByRole('searchbox'));
  await user.keyboard('gh');
  expect(page.place()).not.toBe('/');
});

test.each([
  [{ ...syncIdle, state: 'never' as const, lastSuccessAt: null }, 'Not synced yet'],
  [{ ...syncIdle, state: 'offline' as const, offlineSince: NOW }, /^Offline since 22 Nov/],
  [{ ...syncIdle, state: 'failed' as const, code: 'CREDENTIALS_REFUSED' }, /^Sync failed: The access key/],
  [
    {
      ...syncIdle,
      state: 'running' as const,
      steps: syncIdle.steps.map((s, i) => ({
        ...s,
        state: i < 2 ? ('done' as const) : ('waiting' as const),
      })),
    },
    'Syncing, 3 of 8',
  ],
])('the sync state in words %#', async (status, words) => {
  showPage(fixtureClient({ 'sync.status': status }));
  const state = await screen.findByRole('button', { name: /^Sync state/ });
  expect(within(state).getByText(words)).toBeTruthy();
});

test('a held step explains itself and takes an answer', async () => {
  const user = userEvent.setup();
  const steps = syncIdle.steps.map((s) =>
    s.step === 'customers'
      ? { ...s, state: 'held' as const, code: 'SYNC_DELETE_BRAKE', data: { missing: 40 } }
      : s,
  );
  const client = fixtureClient({ 'sync.status': { ...syncIdle, steps }, 'sync.decideDeletion': syncIdle });
  showPage(client);
  await user.click(await screen.findByRole('button', { name: 'Sync state: Waits for your decision' }));
  expect(await screen.findByText(/Nothing was removed/)).toBeTruthy();
  await user.click(screen.getByText('Keep them'));
  await waitFor(() =>
    expect(client.calls.find((c) => c.name === 'sync.decideDeletion')?.input).toEqual({
      step: 'customers',
      decision: 'keep',
    }),
  );
});

test('the demo is unmistakable; a real partner carries no band', async () => {
  const demo = showPage(fixtureClient());
  expect(await screen.findByText('Demo partner: every name and figure is invented')).toBeTruthy();
  demo.unmount();
  const workspace = deskState.workspace === null ? null : { ...deskState.workspace, kind: 'real' as const };
  showPage(fixtureClient({ 'desk.state': { ...deskState, workspace } }));
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  expect(screen.queryByText('Demo partner: every name and figure is invented')).toBeNull();
});

test('a lost core is said while everything stays on screen, and all is read again afterwards', async () => {
  const client = fixtureClient();
  const page = showPage(client);
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  act(() => client.setLink('lost'));
  expect(await screen.findByText('Partner Desk is restarting its core.')).toBeTruthy();
  expect(page.container.textContent).toContain('1,284,310.55');
  const before = client.calls.length;
  act(() => client.setLink('open'));
  await waitFor(() => expect(client.calls.length).toBeGreaterThan(before));
  await waitFor(() => expect(screen.queryByText('Partner Desk is restarting its core.')).toBeNull());
});

test('the language is switched without a restart', async () => {
  const client = fixtureClient();
  showPage(client);
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  act(() =>
    client.answer(
      'desk.state',
      { ...deskState, preferences: { ...deskState.preferences, language: 'zh-CN' } },
      ['desk'],
    ),
  );
  expect(await screen.findByRole('heading', { level: 1, name: '首页' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('zh-CN');
});

test('a screen that cannot be drawn says so; the frame and the other places go on', async () => {
  const user = userEvent.setup();
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const client = fixtureClient({ 'customers.totals': { count: 1 } as never });
  showPage(client, '/customers');
  expect(await screen.findByText('Something went wrong inside Partner Desk.')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Home' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Home' })).toBeTruthy();
  quiet.mockRestore();
  warned.mockRestore();
});
