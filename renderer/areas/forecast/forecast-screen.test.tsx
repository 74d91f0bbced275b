import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ForecastAnswer, QuotaSituation } from '../../../core/contract/forecast.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

const answer: ForecastAnswer = {
  currency: 'USD',
  period: '2026-11',
  through: '2026-11-22',
  completeDays: 20,
  days: 30,
  toDate: '364391.08',
  forecast: {
    amount: '487451.29',
    low: '460903.98',
    high: '563182.44',
    oneOff: '0',
    months: 12,
    inside: { hits: 8, of: 10 },
  },
  reason: null,
  before: {
    period: '2026-10',
    forecast: '460506.52',
    low: '450000',
    high: '480000',
    actual: '470776.98',
    errorPercent: '-2.18',
  },
  curve: Array.from({ length: 30 }, (_, i) => ({
    day: `2026-11-${String(i + 1).padStart(2, '0')}`,
    actual: i < 22 ? String(i * 1000) : null,
    expected: i < 19 ? null : String(i * 1100),
  })),
  stamp: null,
};
const situation: QuotaSituation = {
  total: '1000',
  used: '400',
  available: '600',
  usagePercent: '40',
  perDay: '10',
  usedAtPeriodEnd: '470',
  runsOut: null,
};

test('the figure has its band, what the band means, and its own record', async () => {
  showPage(fixtureClient({ 'forecast.month': answer, 'forecast.whatIf': null }), '/forecast');
  expect(await screen.findByText('487,451.29')).toBeTruthy();
  const card = document.querySelector<HTMLElement>('[data-card=forecast]');
  expect(card?.textContent).toContain('Between 460,903.98 and 563,182.44.');
  expect(card?.textContent).toContain('what each of 12 closed months makes of the same days');
  expect(card?.textContent).toContain('8 of 10 past months ended inside their band');
  expect(card?.textContent).toContain('forecast 460,506.52, came to 470,776.98');
  expect(screen.getByRole('img', { name: /Forecast at the end of the month: 487,451.29 USD/ })).toBeTruthy();
});

test('without a forecast the reason stands where it would be', async () => {
  const none = { ...answer, forecast: null, reason: 'few-months' as const, before: null };
  showPage(fixtureClient({ 'forecast.month': none, 'forecast.whatIf': null }), '/forecast');
  expect(await screen.findByText(/it needs three closed months in a row/)).toBeTruthy();
});

test('what is typed is asked as exact text; what is no amount is said and left out', async () => {
  const client = fixtureClient({
    'forecast.month': null,
    'forecast.whatIf': (input) => ({
      currency: 'USD',
      basisDays: 28,
      present: situation,
      supposed: input.pay === undefined ? situation : { ...situation, used: '-800.5', available: '1800.5' },
    }),
  });
  showPage(client, '/forecast');
  const pay = await screen.findByLabelText('You pay of the amount due');
  await userEvent.type(pay, '1,200.50');
  const table = await screen.findByRole('table', { name: 'The consumption quota, if …' });
  await waitFor(() => expect(within(table).getByText('1,800.50')).toBeTruthy());
  expect(client.calls.findLast(({ name }) => name === 'forecast.whatIf')?.input).toEqual({ pay: '1200.5' });
  await userEvent.type(screen.getByLabelText('Coupons lapse worth'), 'x');
  expect(await screen.findByText('An amount such as 1,200.50')).toBeTruthy();
});
