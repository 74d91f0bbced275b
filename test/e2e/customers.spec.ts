import { connect, expect, test } from './support/world.ts';

test('customers are found by name, pinyin, initials and exact ID, masked until revealed', async ({
  page,
  desk,
  sandbox,
}) => {
  const partner = await sandbox({ customers: 150 });
  const running = await desk();
  await connect(page, running, partner);
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  const table = page.getByRole('table', { name: 'Customers' });
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByText('150 of 150 shown')).toBeVisible();

  // The first demo company is in every sandbox: 深圳澜曜渡物流有限公司 or Lumenquay Logistics Co., Ltd.
  const someone = partner.world.customers.find((customer) => /^[\u4e00-\u9fff]/.test(customer.name))!;
  const search = page.getByPlaceholder('Name, account, initials or exact customer ID');
  await search.fill(someone.name.slice(2, 5));
  await expect(table).toContainText(someone.id.slice(0, 10));
  await search.fill(someone.id);
  await expect(page.getByText('1 of 150 shown')).toBeVisible();
  await search.fill(someone.id.slice(0, -1));
  await expect(page.getByText('No customer matches these filters.')).toBeVisible();
  await search.fill(someone.id);
  await expect(table).toContainText('***');
  await expect(table).not.toContainText(someone.name);
  await page.getByRole('button', { name: /Show complete values of “Customer”/ }).click();
  await expect(table).toContainText(someone.name);
  await page.getByRole('button', { name: /Hide values of “Customer”/ }).click();
  await expect(table).not.toContainText(someone.name);

  await page.keyboard.press('Escape');
  await table.getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/customers/${someone.id}`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('***');
});
