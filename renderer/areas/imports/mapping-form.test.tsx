import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { CodedError } from '../../../core/base/errors.ts';
import type { ImportInspection, ImportPreview } from '../../../core/contract/imports.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

const file: ImportInspection = {
  name: 'export.csv',
  headings: ['Kunde', 'Datum', 'Netto'],
  sample: [['K-1', '05.10.2026', '1.234,50']],
  mapping: {
    columns: { customerId: 'Kunde', day: 'Datum' },
    currency: null,
    decimal: ',',
    dates: 'dmy',
    source: 'export',
  },
  remembered: false,
};
const preview: ImportPreview = {
  checkId: 'c1',
  name: 'export.csv',
  format: 'mapped',
  version: null,
  rows: 1,
  rejected: 0,
  skipped: 0,
  verdict: 'new',
  periods: [],
  totals: {},
  rejects: [],
};

test('a file that is not recognised: its first rows, a proposal, and the check once all that is needed is said', async () => {
  const client = fixtureClient({
    'imports.history': [],
    'imports.source': { filesDir: null },
    'imports.inspect': file,
    'imports.check': (input) => {
      if (input.mapping === undefined) throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'headings' });
      return preview;
    },
  });
  showPage(client, '/imports');
  const input = await screen.findByLabelText('Choose a usage, bill or FOCUS file');
  fireEvent.change(input, { target: { files: [new File(['x'], 'export.csv')] } });
  await userEvent.click(await screen.findByRole('button', { name: 'Say how it is read' }));

  const sample = await screen.findByRole('table', { name: 'The first rows' });
  expect(within(sample).getByText('1.234,50')).toBeTruthy();
  const check = screen.getByRole('button', { name: 'Check the file' });
  expect(check).toHaveProperty('disabled', true);

  const payable = screen.getByRole('combobox', { name: 'Payable amount' });
  await userEvent.click(payable);
  const list = document.querySelector<HTMLElement>(
    `#${CSS.escape(payable.getAttribute('aria-controls') ?? '')}`,
  );
  await userEvent.click(within(list!).getByRole('option', { name: 'Netto', hidden: true }));
  await userEvent.type(screen.getByLabelText('Currency of all amounts'), 'eur');
  expect(check).toHaveProperty('disabled', false);
  await userEvent.click(check);

  expect(client.calls.findLast(({ name }) => name === 'imports.check')?.input).toMatchObject({
    mapping: {
      columns: { customerId: 'Kunde', day: 'Datum', payable: 'Netto' },
      currency: 'EUR',
      decimal: ',',
      dates: 'dmy',
    },
  });
  expect(await screen.findByRole('button', { name: 'Read it another way' })).toBeTruthy();
});
