import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connect, expect, test } from './support/world.ts';

/** Serious findings of axe on the screen as it stands. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
}

/** Account managers (guide 5.8), as an administrator uses them: taken over, given customers, taken back, counted. */
test('customers are assigned from a manager, shown with what is to be entered, and taken back', async ({
  page,
  desk,
  sandbox,
}) => {
  const center = await sandbox();
  const running = await desk();
  await connect(page, running, center);
  const origin = new URL(page.url()).origin;
  await page.goto(`${origin}/#/settings/members`);
  await page.getByRole('button', { name: 'Take over account managers' }).click();
  await expect(page.getByText(/became (a member|members)/)).toBeVisible();

  await page.goto(`${origin}/#/assignments`);
  const managers = page.getByRole('table', { name: 'Account managers' });
  const first = managers.getByRole('row').nth(1);
  const name = (await first.getByRole('button').textContent()) ?? '';
  const before = Number(await first.getByRole('cell').nth(1).textContent());
  const nobody = managers.getByRole('row', { name: /No account manager/ });
  const without = Number(await nobody.getByRole('cell').nth(1).textContent());
  expect(without).toBeGreaterThan(2);

  await page.getByRole('button', { name: 'Assign customers' }).click();
  const customers = page.getByRole('table', { name: 'Customers' });
  await expect(customers.getByText(`${without} customers`)).toBeVisible();
  for (const row of [1, 2]) await customers.getByRole('row').nth(row).getByRole('checkbox').check();
  await page.getByRole('button', { name: `Assign to ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Expenditure counts from/)).toBeVisible();
  await expect(
    dialog.getByText('2 have to be entered in the Partner Center', { exact: false }),
  ).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Assign 2' }).click();
  await expect(first.getByRole('cell').nth(1)).toHaveText(String(before + 2));
  await expect(first).toContainText('2 to be entered');
  await expect(nobody.getByRole('cell').nth(1)).toHaveText(String(without - 2));

  await page.getByRole('button', { name: 'Back to the customers' }).click();
  await page.getByText('To be entered', { exact: true }).click();
  const changes = page.getByRole('table', { name: 'Changes' });
  await expect(changes.getByRole('row')).toHaveCount(3);
  expect(await barriers(page)).toEqual([]);
  await changes.getByRole('button', { name: 'Take back' }).first().click();
  await expect(changes.getByRole('row')).toHaveCount(2);
  await expect(first.getByRole('cell').nth(1)).toHaveText(String(before + 1));

  await page.goto(`${origin}/#/expenditures?by=manager&from=2026-01`);
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'No account manager' })).toBeVisible();
});
