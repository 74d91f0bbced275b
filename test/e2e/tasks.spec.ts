import { connect, expect, test } from './support/world.ts';

/** The end of an association, as a person lives it: asked for here, sent in the console, found by the sync. */
test('a disassociation: checks, statement, task with steps and values, done, gone from the list', async ({
  page,
  desk,
  sandbox,
}) => {
  const center = await sandbox();
  const running = await desk();
  await connect(page, running, center);
  const origin = new URL(running.url).origin;

  await page.goto(`${origin}/#/customers?frozen=no&sort=id`);
  await page.getByRole('table').first().getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/customers\/./);
  const id = /customers\/([^?]+)/.exec(page.url())?.[1] ?? '';
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Disassociate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disassociate' });
  await expect(dialog.getByText('The account is not frozen.')).toBeVisible();
  await expect(dialog.locator('[data-outcome=console]')).toHaveCount(4);
  await dialog.getByRole('checkbox').check();
  await dialog.getByLabel('Reason').fill('No business any more');
  await dialog.getByRole('button', { name: 'Save the request' }).click();

  const task = page.getByRole('complementary', { name: 'The task' });
  await expect(task.getByRole('heading', { name: 'Request disassociation' })).toBeVisible();
  await expect(task.getByText(id)).toBeVisible();
  // A sandbox has no console: the page is named, not opened.
  await expect(task.getByRole('button', { name: 'Open the page' })).toBeDisabled();
  await task.getByLabel('Reference in the Partner Center').fill('REQ-1');
  await task.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(task.getByText('Done', { exact: true }).first()).toBeVisible();
  await page.goto(`${origin}/#/association`);
  await expect(page.getByRole('cell', { name: 'Pending customer' })).toBeVisible();

  const customer = center.world.customer(id);
  if (customer === undefined) throw new Error('the sandbox does not know the customer');
  center.world.leave(customer);
  await page.goto(`${origin}/#/association?show=closed`);
  const approved = page.getByRole('cell', { name: 'Approved' });
  // Two sweeps without it: one may be an accident of paging.
  await expect(async () => {
    await page
      .getByRole('banner')
      .getByText(/^(Up to date|Syncing)/)
      .click();
    await page.getByRole('button', { name: 'Sync now' }).click({ timeout: 1_000 });
    await page.keyboard.press('Escape');
    await expect(approved).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto(`${origin}/#/tasks?state=closed`);
  await expect(page.getByRole('cell', { name: 'Confirmed' })).toBeVisible();
});
