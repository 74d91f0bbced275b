import { connect, expect, fillConnection, shown, synced, test } from './support/world.ts';

test('a new person chooses a language and the demo partner, and Home fills', async ({ page, desk }) => {
  test.setTimeout(180_000);
  const { url } = await desk();
  await page.goto(url);
  await page.getByRole('button', { name: '简体中文' }).click();
  await expect(page.getByRole('button', { name: '打开演示伙伴' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Open the demo partner' }).click();
  await expect(page.getByText('Demo partner: every name and figure is invented')).toBeVisible();
  // Cards fill one by one; the frame tells how far the sync is.
  await expect(page.locator('[data-card=quota]')).toContainText('left of');
  await synced(page);
  for (const card of ['quota', 'todos', 'trend', 'top', 'budgets', 'coupons', 'due'])
    await expect(page.locator(`[data-card=${card}]`)).toContainText(/\d/);
});

test('a wrong secret key is told in a sentence and saves nothing; the right one brings the books', async ({
  page,
  desk,
  sandbox,
}) => {
  const partner = await sandbox();
  const { url } = await desk();
  await page.goto(url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await fillConnection(page, { ...partner, sk: 'wrong', files: partner.filesDir });
  await page.getByRole('button', { name: 'Save and sync' }).click();
  await expect(page.getByRole('alert')).toContainText('refused');
  await fillConnection(page, { ...partner, url: 'http://127.0.0.1:9' });
  await page.getByRole('button', { name: 'Save and sync' }).click();
  await expect(page.getByRole('alert')).toContainText(/does not answer|not answer/);
  await fillConnection(page, { ...partner, files: partner.filesDir });
  await page.getByRole('button', { name: 'Save and sync' }).click();
  await synced(page);

  // Home against the sandbox's own books.
  const quota = partner.books.quota();
  const card = page.locator('[data-card=quota]');
  const units = (text: string): bigint =>
    BigInt(
      text.replace('.', '').padEnd(text.indexOf('.') < 0 ? text.length + 2 : text.indexOf('.') + 2, '0'),
    );
  const available = units(quota.total) - units(quota.used);
  await expect(card).toContainText(shown(`${available / 100n}.${String(available % 100n).padStart(2, '0')}`));
  for (const part of [quota.due, quota.unbilled, quota.balance, quota.coupons])
    await expect(card).toContainText(shown(part));
  const filed = partner.books.filed();
  await page.goto(`${url.split('?')[0]}#/expenditures?from=${filed.period}&to=${filed.period}`);
  await expect(page.getByRole('table')).toContainText(shown(filed.payable));
});

test('another page, another token: the address works once', async ({ page, desk, sandbox }) => {
  const partner = await sandbox({ customers: 60, months: 2, files: 'none' });
  const running = await desk();
  await connect(page, running, partner);
  const second = await page.request.get(running.url, { headers: { cookie: '' }, maxRedirects: 0 });
  expect(second.status()).toBeGreaterThanOrEqual(400);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
});
