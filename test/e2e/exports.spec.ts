import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { readXlsx } from 'hucre/xlsx';
import { expect, synced, test } from './support/world.ts';

/** Starts the download that `act` causes and gives the file, as another program reads it. */
async function workbook(page: Page, dir: string, act: () => Promise<void>) {
  const coming = page.waitForEvent('download');
  await act();
  const download = await coming;
  const file = path.join(dir, download.suggestedFilename());
  await download.saveAs(file);
  const { sheets } = await readXlsx(new Uint8Array(await readFile(file)));
  return { name: download.suggestedFilename(), sheets };
}

async function exportNow(page: Page, choose: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await choose();
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeDisabled();
  await dialog.getByLabel('Got it').check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.locator('[data-toast=export]')).toContainText('Export completed.');
}

test('a filtered list leaves as a workbook without a name; the history has it; in clear it is the screen', async ({
  page,
  desk,
}) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'partner-desk-exported-'));
  const { url } = await desk(['--demo']);
  await page.goto(url);
  await synced(page);
  const origin = new URL(page.url()).origin;
  await page.goto(`${origin}/#/customers?useMin=50&sort=name`);
  await expect(page.getByRole('table').first().getByRole('row').nth(2)).toBeVisible();

  await exportNow(page);
  const masked = await workbook(page, dir, () => page.getByRole('button', { name: 'Download' }).click());
  expect(masked.name).toMatch(/^DEMO-customers-\d{8}-\d{6}-masked\.xlsx$/);
  const [rows, about] = masked.sheets.map((sheet) => sheet.rows);
  expect(rows?.[0]?.slice(0, 2)).toEqual(['Customer', 'Customer ID']);
  expect(about?.map((row) => row.join(': '))).toContain(`Rows: ${(rows?.length ?? 0) - 1}`);
  for (const row of rows?.slice(1) ?? []) expect(row[0]).toMatch(/^Customer [0-9A-Z]{5}-[0-9A-Z]{5}$/);

  await page.getByRole('link', { name: 'View exports' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Export history');
  const again = await workbook(page, dir, () =>
    page.getByRole('table').getByRole('button', { name: 'Download' }).click(),
  );
  expect(again.sheets[0]?.rows).toEqual(rows);

  await page.goBack();
  await page.getByRole('checkbox').nth(1).check();
  await page.getByRole('checkbox').nth(2).check();
  const ids = await page.locator('tbody tr[aria-selected=true], tbody tr:has(input:checked)').count();
  await exportNow(page, () => page.getByText('In clear', { exact: true }).click());
  const clear = await workbook(page, dir, () => page.getByRole('button', { name: 'Download' }).click());
  const named = clear.sheets[0]?.rows.slice(1) ?? [];
  expect(named).toHaveLength(ids);
  const inMasked = rows?.slice(1).map((row) => row[1]) ?? [];
  for (const row of named) {
    expect(String(row[0])).not.toMatch(/\*|^Customer /);
    expect(inMasked).toContain(row[1]);
    // Whose name it is was nowhere in the masked file.
    expect(JSON.stringify(masked.sheets.map((sheet) => sheet.rows))).not.toContain(JSON.stringify(row[0]));
  }
  await rm(dir, { recursive: true });
});

test('a saved view keeps filter, order and columns, and opens the list', async ({ page, desk, dataDir }) => {
  await writeFile(
    path.join(dataDir, 'preferences.json'),
    JSON.stringify({ language: 'zh-CN', theme: 'dark', density: 'compact' }),
  );
  const { url } = await desk(['--demo']);
  await page.goto(url);
  const origin = new URL(page.url()).origin;
  await page.goto(`${origin}/#/customers?frozen=no&sort=budgetUse`);
  await expect(page.getByRole('table').first().getByRole('row').nth(2)).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: '视图', exact: true }).click();
  await page.getByRole('button', { name: '另存为新视图…' }).click();
  await page.getByLabel('名称', { exact: true }).fill('按使用率');
  await page.keyboard.press('Enter');
  const button = page.getByRole('button', { name: '按使用率', exact: true });
  await expect(button).toBeVisible();
  await page.getByRole('button', { name: '清除“状态”' }).click();
  const changed = page.getByRole('button', { name: '按使用率，已更改' });
  await expect(changed).toBeVisible();
  await changed.click();
  await page.getByRole('button', { name: '恢复为“按使用率”' }).click();
  await expect(page).toHaveURL(/frozen=no/);
  await button.click();
  await page.getByRole('button', { name: '默认以“按使用率”打开列表', exact: true }).click();
  await expect(page.getByRole('button', { name: '不再默认以“按使用率”打开列表' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${origin}/#/orders`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('订单');
  await page.goto(`${origin}/#/customers`);
  await expect(page).toHaveURL(/frozen=no/);
  await expect(button).toBeVisible();
});
