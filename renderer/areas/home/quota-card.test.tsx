import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Quota } from '../../../core/contract/home.ts';
import { CodedError } from '../../../core/base/errors.ts';
import { deskState, fixtureClient } from '../../test-support/fixture-client.ts';
import { quota, syncIdle } from '../../test-support/fixture-home.ts';
import { showPage } from '../../test-support/render.tsx';

async function card(own: Partial<Quota>, language: 'en' | 'zh-CN' = 'en') {
  const client = fixtureClient({
    'desk.state': { ...deskState, preferences: { ...deskState.preferences, language } },
    'home.quota': { ...quota, ...own },
  });
  const shown = showPage(client);
  const found = await waitFor(() => {
    const element = shown.container.querySelector<HTMLElement>('[data-card=quota] [data-state]');
    if (element === null) throw new Error('no quota card yet');
    return element.closest<HTMLElement>('[data-card=quota]') ?? element;
  });
  return { client, card: found };
}

describe('the quota card', () => {
  test('fine: available large, the parts add up, one line of consequence, run-out with its basis', async () => {
    const { card: shown } = await card({});
    expect(shown).toHaveProperty('textContent', expect.stringContaining('1,284,310.55'));
    expect(shown.textContent).toContain('left of 2,400,000.00');
    for (const part of ['612,480.12', '588,240.77', '64,031.44', '21,000.00', '1,115,689.45']) {
      expect(shown.textContent).toContain(part);
    }
    expect(shown.textContent).toContain('Lasts until 14 to 20 Dec at the last 28 days’ pace');
    expect(shown.textContent).toContain('Above 100 %, purchases of 1,204 resale customers stop.');
    expect(shown.textContent).toContain('Partner Center, ');
    expect(within(shown).getByText('Fine')).toBeTruthy();
    expect(
      within(shown).getByRole('img', { name: /Quota used: 46\.49.% of 2,400,000\.00 USD/ }),
    ).toBeTruthy();
  });

  test.each(['watch', 'act'] as const)('%s is said in a word, not only by colour', async (state) => {
    const { card: shown } = await card({ state });
    expect(within(shown).getByText(state === 'watch' ? 'Watch' : 'Act')).toBeTruthy();
  });

  test('over: the excess in text, and what is restricted now', async () => {
    const { card: shown } = await card({
      state: 'over',
      used: '2500000',
      available: '-100000',
      overBy: '100000',
      usagePercent: '104.17',
    });
    expect(shown.textContent).toContain('Consumption quota exceeded');
    expect(shown.textContent).toContain('100,000.00 USD above the total of 2,400,000.00');
    expect(shown.textContent).toContain('Purchases of 1,204 resale customers are restricted now');
    expect(shown.textContent).not.toContain('Lasts until');
  });

  test('negative use is credit available; the true value stays in the sum', async () => {
    const { card: shown } = await card({
      state: 'negative',
      used: '-50000',
      usedShown: '0',
      available: '2450000',
      creditAvailable: '50000',
      usagePercent: '0',
    });
    expect(shown.textContent).toContain('50,000.00 credit available');
    expect(shown.textContent).toContain('\u221250,000.00');
  });

  test('a missing part is "not provided", never zero', async () => {
    const { card: shown } = await card({ coupons: null, sumHolds: null });
    const row = within(shown).getByRole('row', { name: /Cash coupons/ });
    expect(row.textContent).toContain('not provided');
    expect(row.textContent).not.toContain('0');
  });

  test('an unknown total is said, and no bar is drawn', async () => {
    const { card: shown } = await card({
      state: 'unknown',
      total: null,
      available: null,
      usagePercent: null,
      projection: null,
    });
    expect(shown.textContent).toContain('did not provide the total');
    expect(within(shown).queryByRole('img')).toBeNull();
  });

  test('older than a day is said; parts that do not add up are said', async () => {
    const { card: shown } = await card({ stale: true, sumHolds: false });
    expect(shown.textContent).toContain('older than a day');
    expect(shown.textContent).toContain('do not add up');
  });

  test('without a projection it says why', async () => {
    const { card: shown } = await card({ projection: null });
    expect(shown.textContent).toContain('needs usage files of at least seven days');
  });

  test('in Chinese', async () => {
    const { card: shown } = await card({}, 'zh-CN');
    expect(shown.textContent).toContain('可用消费配额');
    expect(shown.textContent).toContain('可用至 12月14日至 20日');
    expect(shown.textContent).toContain('超过 100% 后，1,204 个转售客户的购买将受限。');
  });

  test('the alarm marks are edited with the keyboard; wrong ones are told in words and not sent', async () => {
    const user = userEvent.setup();
    const { client, card: shown } = await card({});
    client.answer('quota.setMarks', { marks: [60, 85, 95] });
    await user.click(within(shown).getByRole('button', { name: 'Edit alarm marks' }));
    const first = await screen.findByLabelText('Mark 1');
    await user.clear(first);
    await user.type(first, '90{Enter}');
    expect(await screen.findByText('Mark 2 must be above the mark before it.')).toBeTruthy();
    expect(client.calls.some((c) => c.name === 'quota.setMarks')).toBe(false);
    await user.clear(first);
    await user.type(first, '60{Enter}');
    await waitFor(() =>
      expect(client.calls.find((c) => c.name === 'quota.setMarks')?.input).toEqual({ marks: [60, 85, 95] }),
    );
  });

  test('not synced yet, nothing provided and failed are different sentences', async () => {
    const notYet = fixtureClient({
      'home.quota': null,
      'sync.status': {
        ...syncIdle,
        lastSuccessAt: null,
        steps: syncIdle.steps.map((s) => ({ ...s, at: null })),
      },
    });
    const first = showPage(notYet);
    await waitFor(() =>
      expect(first.container.querySelector('[data-card=quota]')?.textContent).toContain(
        'Not on this device yet.',
      ),
    );
    first.unmount();
    const none = showPage(fixtureClient({ 'home.quota': null }));
    await waitFor(() =>
      expect(none.container.querySelector('[data-card=quota]')?.textContent).toContain(
        'No quota was provided.',
      ),
    );
    none.unmount();
    const failed = showPage(
      fixtureClient({
        'home.quota': () => {
          throw new CodedError('STORE_DAMAGED');
        },
      }),
    );
    await waitFor(() =>
      expect(failed.container.querySelector('[data-card=quota]')?.textContent).toContain(
        'set aside, not deleted',
      ),
    );
  });

  test('a change of what it reads draws it anew', async () => {
    const { client, card: shown } = await card({});
    client.answer('home.quota', { ...quota, available: '1' }, ['quota']);
    await waitFor(() => expect(shown.textContent).toContain('1.00'));
  });
});
