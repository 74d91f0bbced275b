import { startSandbox } from '../../core/sandbox/sandbox.ts';
import { sandboxClient } from '../support/sandbox-client.ts';
import { connect, expect, shown, test } from './support/world.ts';

const OPTIONS = { customers: 80, months: 3, seed: 11, files: 'wait', linesPerCustomerMonth: 8 } as const;

test("a field person's day: decided offline, sent once, a conflict decided by a person", async ({
  page,
  desk,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const partner = await sandbox(OPTIONS);
  const running = await desk();
  await connect(page, running, partner);
  const own = new Set(partner.world.customers.filter(({ reseller }) => reseller === -1).map(({ id }) => id));
  const [first, second, third] = partner.books
    .budgets()
    .filter((book) => own.has(book.customerId) && !book.frozen && book.amount !== '0');
  const origin = new URL(running.url).origin;
  await partner.close();

  // Offline: two budgets and a freeze are decided and saved on this device.
  for (const [book, amount] of [
    [first!, '4321.50'],
    [second!, '8765'],
  ] as const) {
    await page.goto(`${origin}/#/customers/${book.customerId}`);
    await page.getByRole('button', { name: 'Set budget' }).first().click();
    await page.getByLabel('New budget').fill(amount);
    await page.getByRole('dialog').getByRole('button', { name: 'Set budget' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.goto(`${origin}/#/customers/${third!.customerId}`);
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByLabel('Reason').fill('Contract ended');
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze 1 account' }).click();
  // Its heading is a banner too, as long as it is there.
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('banner')).toContainText('3 to send');
  await page.goto(`${origin}/#/customers?id=${first!.customerId}`);
  await expect(page.getByRole('table')).toContainText('4,321.50');

  // Meanwhile somebody changes the first budget in the Partner Center; then the network is back.
  const port = Number(new URL(partner.url).port);
  const again = await startSandbox({ ...OPTIONS, port, files: 'none' });
  const elsewhere = sandboxClient(again.url, again, () => again.now());
  const changed = await elsewhere.call('UpdateSubCustomerBudget', {
    body: { customer_id: first!.customerId, budget_amount: 999 },
  });
  expect(changed.status).toBe(204);
  await page.getByRole('button', { name: /^Sync state/ }).click();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner')).toContainText('1 needs you', { timeout: 90_000 });
  await expect
    .poll(() => again.books.budgets().find((b) => b.customerId === second!.customerId)?.amount, {
      timeout: 60_000,
    })
    .toBe('8765.00');
  await expect
    .poll(() => again.books.budgets().find((b) => b.customerId === third!.customerId)?.frozen, {
      timeout: 60_000,
    })
    .toBe(true);
  expect(again.books.budgets().find((b) => b.customerId === first!.customerId)?.amount).toBe('999.00');

  // The person sees both sides and sends theirs.
  await page.getByRole('banner').getByText('1 needs you').click();
  await page.getByRole('table').getByRole('row').nth(1).click();
  await expect(page.getByText(shown('999')).first()).toBeVisible();
  await page.getByRole('button', { name: 'Send mine' }).click();
  await expect
    .poll(() => again.books.budgets().find((b) => b.customerId === first!.customerId)?.amount, {
      timeout: 60_000,
    })
    .toBe('4321.50');
  await expect(page.getByRole('banner')).not.toContainText(/to send|needs you/);
  expect(again.calls['UpdateSubCustomerBudget']).toBe(3);
  expect(again.calls['FreezeSubCustomers']).toBe(1);
  await again.close();
});
