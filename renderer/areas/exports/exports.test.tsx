import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ExportList, ExportTask } from '../../../core/contract/exports.ts';
import { fixtureClient } from '../../test-support/fixture-client.ts';
import { showPage } from '../../test-support/render.tsx';

const column = (key: string) => ({ key, heading: { en: key, zh: key }, personal: key === 'name' });
const LIST: ExportList = {
  list: 'customers',
  title: { en: 'Customers', zh: '客户' },
  columns: ['name', 'id', 'monthToDate', 'budget', 'use', 'state'].map(column),
  personal: true,
  mayUnmask: false,
};
const TASK: ExportTask = {
  id: 't1',
  list: 'customers',
  title: LIST.title,
  person: 'Lin Wei',
  createdAt: Date.UTC(2026, 10, 23, 4),
  endedAt: null,
  state: 'running',
  format: 'xlsx',
  personal: true,
  masked: true,
  language: 'en',
  filter: [{ label: { en: 'State', zh: '状态' }, value: { en: 'Account frozen', zh: '账号已冻结' } }],
  rows: 20_000,
  total: 100_000,
  bytes: null,
  file: null,
  code: null,
};
const answers = { 'exports.lists': [LIST], 'exports.count': { rows: 1816 }, 'views.list': [] };

test('a list that may not be exported has no button', async () => {
  const client = fixtureClient({ ...answers, 'exports.lists': [] });
  showPage(client, '/customers');
  await screen.findByRole('table');
  await waitFor(() => expect(client.calls.some(({ name }) => name === 'exports.lists')).toBe(true));
  expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
});

test('nothing starts before the precautions are acknowledged; filter, order and shown columns go with it', async () => {
  const user = userEvent.setup();
  const client = fixtureClient({ ...answers, 'exports.start': { id: 't1' }, 'exports.history': [TASK] });
  showPage(client, '/customers?frozen=yes&sort=name');
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('1,816 rows')).toBeTruthy();
  // This member may not write names in clear: there is nothing to choose.
  expect(dialog.queryByText('In clear')).toBeNull();
  const start = dialog.getByRole<HTMLButtonElement>('button', { name: 'Export' });
  expect(start.disabled).toBe(true);
  await user.click(dialog.getByLabelText('Got it'));
  await user.click(dialog.getByText('CSV'));
  await user.click(start);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const sent = client.calls.filter(({ name }) => name === 'exports.start').map(({ input }) => input);
  expect(sent).toEqual([
    {
      list: 'customers',
      format: 'csv',
      masked: true,
      language: 'en',
      acknowledged: true,
      input: { filter: { frozen: true }, sort: { by: 'name', direction: 'asc' } },
      // What the list does not know (the account manager's column here) is not asked for.
      columns: LIST.columns.map(({ key }) => key),
    },
  ]);
  expect(await screen.findByText('Exporting: 20,000 rows so far.')).toBeTruthy();
});

test('only a completed export has a file; the others say where they are and why', async () => {
  const client = fixtureClient({
    ...answers,
    'exports.history': [
      TASK,
      { ...TASK, id: 't2', state: 'completed', rows: 3, bytes: 2048, file: 'a.xlsx' },
      { ...TASK, id: 't3', state: 'completed', rows: 3, bytes: 2048, file: null },
      { ...TASK, id: 't4', state: 'failed', code: 'EXPORT_INTERRUPTED', filter: [] },
    ],
  });
  showPage(client, '/exports');
  const rows = within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);
  const texts = rows.map((row) => row.textContent);
  expect(texts[0]).toMatch(/State Account frozen.*Running 20,000 of 100,000.*Cancel export/);
  expect(texts[1]).toMatch(/a\.xlsx.*2\.0 KB.*Completed.*Download/);
  expect(texts[2]).toContain('Deleted');
  expect(texts[3]).toMatch(/None.*Failed Partner Desk ended while the file was being written\./);
  expect(rows.map((row) => within(row).queryByRole('button', { name: 'Download' }) !== null)).toEqual([
    false,
    true,
    false,
    false,
  ]);
});
