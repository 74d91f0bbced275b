import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { focusCsv, focusRow } from '../support/files/focus.ts';
import { connect, expect, shown, test } from './support/world.ts';

test('alarm marks are set, and a figure is explained down to its sources', async ({
  page,
  desk,
  sandbox,
}) => {
  const partner = await sandbox({ customers: 60, months: 3 });
  const running = await desk();
  await connect(page, running, partner);
  const card = page.locator('[data-card=quota]');
  await card.getByRole('button', { name: 'Edit alarm marks' }).click();
  await page.getByRole('textbox', { name: 'Mark 1' }).fill('5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card).toContainText(/5\s?%/);
  await card.getByRole('button', { name: 'How is this computed' }).click();
  const panel = page.getByRole('dialog');
  await expect(panel).toContainText('ShowPartnerConsumptionQuota');
  for (const part of [partner.books.quota().due, partner.books.quota().unbilled])
    await expect(panel).toContainText(shown(part));
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();

  // To-dos lead to their records.
  await page.locator('[data-card=budgets]').getByRole('link').first().click();
  await expect(page).toHaveURL(/customers/);
});

test('a file is checked before it is taken, its lines count, and it is taken back', async ({
  page,
  desk,
  sandbox,
  dataDir,
}) => {
  const partner = await sandbox({ customers: 60, months: 2 });
  const running = await desk();
  await connect(page, running, partner);
  const file = path.join(dataDir, 'cloud.csv');
  const rows = [
    focusRow({ BilledCost: '12.3456789012345678'.slice(0, 18) }),
    focusRow({ BilledCost: '-0.5', ResourceId: 'second' }),
  ];
  await writeFile(file, focusCsv('1.2', rows));
  await page.getByRole('link', { name: 'Imports', exact: true }).click();
  await page.getByLabel('Choose a usage, bill or FOCUS file').setInputFiles(file);
  const preview = page.locator('[data-card=preview]');
  await expect(preview).toContainText('This file is new.');
  await expect(preview).toContainText('FOCUS 1.2');
  await expect(page.locator('[data-card=history]')).not.toContainText('cloud.csv');
  await preview.getByRole('button', { name: 'Import', exact: true }).click();
  const entry = page.locator('[data-card=history]').getByRole('row').filter({ hasText: 'cloud.csv' });
  await expect(entry).toContainText('In use');
  await expect(entry).toContainText('11.85');

  await page.getByLabel('Choose a usage, bill or FOCUS file').setInputFiles(file);
  await expect(preview).toContainText('This very file is already imported.');
  await preview.getByRole('button', { name: 'Close' }).click();

  await writeFile(file, 'a,b\n1,2\n');
  await page.getByLabel('Choose a usage, bill or FOCUS file').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('not of a known format');

  await entry.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(entry).toContainText('Taken back');
});
