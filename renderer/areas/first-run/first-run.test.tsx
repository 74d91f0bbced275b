import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { CodedError } from '../../../core/base/errors.ts';
import type { DeskState } from '../../../core/contract/desk.ts';
import { deskState, fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

const fresh: DeskState = {
  ...deskState,
  workspace: null,
  preferences: { language: null, theme: 'light', density: 'compact' },
};

describe('first run', () => {
  test('both languages stand side by side; the demo is one press away', async () => {
    const user = userEvent.setup();
    const client = fixtureClient({ 'desk.state': fresh, 'desk.setPreferences': fresh.preferences });
    showPage(client);
    await user.click(await screen.findByRole('button', { name: '简体中文' }));
    expect(client.calls.find((c) => c.name === 'desk.setPreferences')?.input).toEqual({ language: 'zh-CN' });
    await user.click(screen.getByRole('button', { name: 'Open the demo partner' }));
    await waitFor(() => expect(client.calls.some((c) => c.name === 'desk.exploreDemo')).toBe(true));
  });

  test('what is missing is said at the field and as a summary; nothing is sent', async () => {
    const user = userEvent.setup();
    const client = fixtureClient({ 'desk.state': fresh });
    showPage(client);
    await user.click(await screen.findByRole('button', { name: 'Connect' }));
    await user.click(screen.getByRole('button', { name: 'Save and sync' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Access key (AK)');
    expect(screen.getAllByText('Fill in this field.')).toHaveLength(2);
    expect(client.calls.some((c) => c.name === 'desk.connect')).toBe(false);
  });

  test('a refused key is told in words, with what to do; the place of the secret is on screen', async () => {
    const user = userEvent.setup();
    const client = fixtureClient({
      'desk.state': fresh,
      'desk.testConnection': () => {
        throw new CodedError('CREDENTIALS_REFUSED');
      },
    });
    showPage(client);
    await user.click(await screen.findByRole('button', { name: 'Connect' }));
    expect(screen.getByText(/a file that only you can read, in \/home\/lin/)).toBeTruthy();
    await user.type(screen.getByLabelText('Access key (AK)'), 'AK1');
    await user.type(screen.getByLabelText('Secret key (SK)'), 'SK1');
    await user.click(screen.getByRole('button', { name: 'Test the connection' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('was refused');
    expect(alert.textContent).toContain('create a new pair');
    expect(client.calls.find((c) => c.name === 'desk.testConnection')?.input).toEqual({
      endpoint: 'https://bss-intl.myhuaweicloud.com',
      ak: 'AK1',
      sk: 'SK1',
    });
  });
});
