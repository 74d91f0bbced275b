import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { useUi } from '../app/ui-state.ts';
import { fixtureClient } from '../test-support/fixture-client.ts';
import { showPage } from '../test-support/render.tsx';
import { allowedWidth, NARROWEST, WIDEST } from './column-resizer.tsx';

beforeEach(() => useUi.setState({ widths: {} }));

test.each([
  [120.4, 120],
  [-5, NARROWEST],
  [10_000, WIDEST],
])('%s pixels become %s', (asked, width) => {
  expect(allowedWidth(asked)).toBe(width);
});

test('keys and pointer change a width, which is remembered; Home sets it back', async () => {
  const user = userEvent.setup();
  showPage(fixtureClient(), '/customers');
  const table = await screen.findByRole('table', { name: 'Customers' });
  const edge = (): HTMLElement => within(table).getByRole('separator', { name: 'Width of Budget' });
  const width = (): number => Number(edge().getAttribute('aria-valuenow'));
  const before = width();
  edge().focus();
  await user.keyboard('{ArrowRight}{ArrowRight}{Shift>}{ArrowLeft}{/Shift}');
  await waitFor(() => expect(width()).toBe(before + 8 + 8 - 40));
  expect(useUi.getState().widths['customers']).toEqual({ budget: before - 24 });
  edge().setPointerCapture = () => undefined;
  fireEvent.pointerDown(edge(), { pointerId: 1, clientX: 100 });
  fireEvent.pointerMove(edge(), { pointerId: 1, clientX: 160 });
  fireEvent.pointerUp(edge(), { pointerId: 1 });
  fireEvent.pointerMove(edge(), { pointerId: 1, clientX: 300 });
  await waitFor(() => expect(width()).toBe(before - 24 + 60));
  await user.keyboard('{Home}');
  await waitFor(() => expect(width()).toBe(before));
  expect(useUi.getState().widths['customers']).toEqual({});
});
