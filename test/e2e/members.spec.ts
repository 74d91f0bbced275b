import { connect, expect, test } from './support/world.ts';

const OPTIONS = { customers: 60, months: 3, seed: 11, files: 'wait', linesPerCustomerMonth: 4 } as const;

test('an account manager at the desk: own customers only, places by right, a PIN before freezing, the way back', async ({
  page,
  desk,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const partner = await sandbox(OPTIONS);
  const running = await desk();
  await connect(page, running, partner);
  const origin = new URL(running.url).origin;
  const band = page.locator('[data-acting-band]');
  const rail = page.getByRole('navigation', { name: 'Areas' });

  // Members come from the Partner Center; the administrator wants critical operations confirmed.
  await page.goto(`${origin}/#/settings/members`);
  await page.getByRole('button', { name: 'Take over account managers' }).click();
  await expect(page.getByText('3 account managers became members.')).toBeVisible();
  const members = page.getByRole('table', { name: 'Members' });
  await expect(members.getByRole('row').nth(2)).toContainText(/[1-9]/);
  await page.goto(`${origin}/#/settings`);
  await page.getByRole('button', { name: 'Set your PIN' }).click();
  await page.getByLabel('New PIN').fill('2468');
  await page.getByRole('button', { name: 'Save PIN' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  const required = page.getByLabel('Ask for a PIN before critical operations');
  await required.click();
  await expect(required).toBeChecked();

  // Acting as a manager cannot be overlooked; others' customers are gone from the list and from the figures.
  await page.goto(`${origin}/#/customers`);
  const count = page.getByRole('heading', { level: 1 }).locator('..');
  await expect(count).toContainText('60');
  await page.locator('[data-person]').click();
  await page.getByText('ana.adler0').click();
  await expect(band).toContainText('Acting as ana.adler0 (Account manager)');
  await expect(rail.getByRole('link', { name: 'Coupons' })).toHaveCount(0);
  await expect(count).not.toContainText('60');
  await page.goto(`${origin}/#/audit`);
  await expect(page.getByText('Your role does not include this place.')).toBeVisible();

  // Without a PIN of their own nothing critical is done; with one it is asked for over the dialog, and then done once.
  await page.goto(`${origin}/#/settings`);
  await page.getByRole('button', { name: 'Set your PIN' }).click();
  await page.getByLabel('New PIN').fill('1357');
  await page.getByRole('button', { name: 'Save PIN' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto(`${origin}/#/customers?association=3&frozen=no`);
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByLabel('Reason').fill('Contract ended');
  await page.getByRole('button', { name: 'Freeze 1 account' }).click();
  const question = page.getByRole('dialog', { name: 'Confirm with your PIN' });
  await question.getByLabel('PIN').fill('1111');
  await question.getByRole('button', { name: 'Confirm' }).click();
  await expect(question.getByText('The PIN is wrong.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(page.getByText('This is a critical operation and was not confirmed.')).toBeVisible();
  await page.getByRole('button', { name: 'Freeze 1 account' }).click();
  await question.getByLabel('PIN').fill('1357');
  await question.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => partner.calls['FreezeSubCustomers'], { timeout: 60_000 }).toBe(1);

  // The way back asks for the owner's PIN; then everything is there again.
  await band.getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: /^PIN of/ });
  await dialog.getByRole('textbox', { name: 'PIN' }).fill('2468');
  await dialog.getByRole('button', { name: /^Act as/ }).click();
  await expect(band).toHaveCount(0);
  await expect(rail.getByRole('link', { name: 'Coupons' })).toBeVisible();
  await page.goto(`${origin}/#/audit`);
  await expect(page.getByRole('table')).toContainText('ana.adler0');
});
