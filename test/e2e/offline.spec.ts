import { connect, expect, shown, test } from './support/world.ts';

test('without the Partner Center everything stays readable, and the frame says since when', async ({
  page,
  desk,
  sandbox,
}) => {
  const partner = await sandbox({ customers: 80, months: 4 });
  const running = await desk();
  await connect(page, running, partner);
  const due = shown(partner.books.quota().due);
  await partner.close();

  await page
    .getByRole('banner')
    .getByText(/^Up to date/)
    .click();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByRole('banner')).toContainText(/Offline since/);
  await page.keyboard.press('Escape');

  for (const place of ['Customers', 'Orders', 'Expenditures', 'Coupons', 'Resellers']) {
    await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click();
    await expect(page.getByRole('table').first().getByRole('row').nth(1)).toBeVisible();
  }
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.locator('[data-card=quota]')).toContainText(due);

  // A restart without a network: the files on this device are enough.
  await running.stop();
  const again = await desk();
  await page.goto(again.url);
  await expect(page.locator('[data-card=quota]')).toContainText(due);
  await expect(page.getByRole('banner')).toContainText(/Offline since|Up to date/);
});
