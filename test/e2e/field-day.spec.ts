import net from 'node:net';
import type { Page } from '@playwright/test';
import { nameTexts, searchText } from '../../core/areas/search-text.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';
import { sandboxClient } from '../support/sandbox-client.ts';
import { connect, expect, shown, test } from './support/world.ts';

const OPTIONS = { customers: 80, months: 3, seed: 11, files: 'wait', linesPerCustomerMonth: 8 } as const;

/** How a name is looked for by the first letters of its syllables or words; null when others are found by them, too. */
function initialsOf(partner: Sandbox, customerId: string): string | null {
  const texts = partner.world.customers.map(({ id, name, accountName }) => ({
    id,
    text: searchText(name) + searchText(accountName),
  }));
  const name = partner.world.customers.find(({ id }) => id === customerId)?.name ?? '';
  const parts = nameTexts(name)
    .text.split('||')
    .filter((part) => part !== '');
  const initials = parts.find((part) => /^[a-z]{2,}$/.test(part) && part.length < 10);
  if (initials === undefined) return null;
  return texts.filter(({ text }) => text.includes(initials)).length === 1 ? initials : null;
}

/** The network is back: connections to the known port reach the Partner Center on its new one. */
async function wayTo(target: number, known: number): Promise<net.Server> {
  const server = net.createServer((from) => {
    const to = net.connect(target, '127.0.0.1');
    from.pipe(to).pipe(from);
    from.on('error', () => to.destroy());
    to.on('error', () => from.destroy());
  });
  await new Promise<void>((resolve) => server.listen(known, '127.0.0.1', resolve));
  return server;
}

/** Pre-registers a customer as the screen asks for it. */
async function preRegister(
  page: Page,
  who: { name: string; email: string; account?: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Pre-register a customer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Customer name').fill(who.name);
  await dialog.getByLabel('Country or region').click();
  await dialog.getByLabel('Country or region').fill('German');
  await page.getByRole('option', { name: 'Germany' }).click();
  await dialog.getByLabel('E-mail').fill(who.email);
  if (who.account !== undefined) await dialog.getByLabel('Huawei Cloud account').fill(who.account);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

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
  const books = partner.books
    .budgets()
    .filter((book) => own.has(book.customerId) && !book.frozen && book.amount !== '0');
  const first = books.find((book) => initialsOf(partner, book.customerId) !== null);
  const [second, third] = books.filter((book) => book !== first);
  const initials = initialsOf(partner, first!.customerId) ?? '';
  const origin = new URL(running.url).origin;
  await partner.close();

  // Offline: the first customer is found by its initials; two budgets and a freeze are saved on this device.
  for (const [book, amount] of [
    [first!, '4321.50'],
    [second!, '8765'],
  ] as const) {
    if (book === first) {
      await page.goto(`${origin}/#/customers`);
      await page.getByRole('search').getByRole('searchbox').fill(initials);
      const found = page.locator('tbody tr[tabindex]');
      await expect(found).toHaveCount(1);
      await found.focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(new RegExp(`customers/${book.customerId}`));
    } else await page.goto(`${origin}/#/customers/${book.customerId}`);
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

  // Two customers to be won are pre-registered: records here, tasks for the console, both counted.
  await page.goto(`${origin}/#/development`);
  await page.getByRole('button', { name: 'Prerequisites' }).last().click();
  await page.getByLabel('Own e-mail address').fill('sales@partner.example');
  const permitted = page.getByLabel('The permission to develop customers was granted');
  if (await permitted.isVisible()) await permitted.check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  const won = { name: 'Zephyrwick Retail GmbH', email: 'it@zephyrwick.example', account: 'zephyrwick_cloud' };
  await preRegister(page, won);
  await preRegister(page, { name: 'Quillmere Foods', email: 'it@quillmere.example' });
  await expect(page.getByText('2 of 100 pre-registrations open')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('2 to do');
  // The same customer is not entered twice, and the person is told why.
  await page.getByRole('button', { name: 'Pre-register a customer' }).click();
  await page.getByRole('dialog').getByLabel('E-mail').fill('IT@Zephyrwick.example');
  await expect(page.getByRole('dialog')).toContainText('same e-mail');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save' })).toBeDisabled();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  // Meanwhile somebody changes the first budget in the Partner Center; then the network is back.
  // The desk reaches it only once everything has been changed: it would send as soon as it answers.
  const again = await startSandbox({ ...OPTIONS, files: 'none' });
  const elsewhere = sandboxClient(again.url, again, () => again.now());
  const changed = await elsewhere.call('UpdateSubCustomerBudget', {
    body: { customer_id: first!.customerId, budget_amount: 999 },
  });
  expect(changed.status).toBe(204);
  // One of the two has become a customer in the same hour.
  const created = await elsewhere.call('CreateSubCustomer', {
    body: {
      domain_name: won.account,
      domain_area: 'DE',
      xaccount_id: 'crm-won',
      xaccount_type: 'PartnerDesk',
      include_association_result: true,
    },
  });
  expect(created.status).toBe(200);
  const way = await wayTo(Number(new URL(again.url).port), Number(new URL(partner.url).port));
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
  // The sync brought the customer: its pre-registration is associated and nothing is left to enter for it; the other waits.
  await page.goto(`${origin}/#/development`);
  await expect(page.getByText('1 of 100 pre-registrations open')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('table')).toContainText('To be entered');
  await page.goto(`${origin}/#/development?state=associated`);
  await expect(page.getByRole('table')).toContainText('Ze***ck Retail');
  await expect(page.getByRole('banner')).toContainText('1 to do');
  expect(again.calls['UpdateSubCustomerBudget']).toBe(3);
  expect(again.calls['FreezeSubCustomers']).toBe(1);
  way.close();
  await again.close();
});
