import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, synced, test } from './support/world.ts';

/** Pictures of every screen, to be looked at; ignored by git. */
const PICTURES = path.resolve(import.meta.dirname, '../../screenshots');

const LANGUAGES = ['en', 'zh-CN'] as const;
const THEMES = ['light', 'dark'] as const;
/** Between them both languages and both themes; axe takes seconds a screen. */
const LOOKED_AT_BY_AXE = ['en-light', 'zh-CN-dark'];
const SIZES = { '': [1440, 900], large: [1920, 1080], least: [1024, 700] } as const;

/** Every place with a picture; `sizes` beyond the usual one where density matters most. */
const PLACES: readonly { name: string; at: string; sizes?: readonly (keyof typeof SIZES)[] }[] = [
  { name: 'home', at: '/', sizes: ['', 'large', 'least'] },
  { name: 'customers', at: '/customers', sizes: ['', 'large', 'least'] },
  { name: 'customers-filtered', at: '/customers?useMin=75&sort=budgetUse' },
  { name: 'customers-nothing', at: '/customers?q=zzzzzzzz' },
  { name: 'assignments', at: '/assignments' },
  { name: 'development', at: '/development' },
  { name: 'development-flow', at: '/development?view=flow' },
  { name: 'orders', at: '/orders' },
  { name: 'expenditures', at: '/expenditures' },
  { name: 'expenditures-months', at: '/expenditures?by=month&from=2025-01' },
  { name: 'expenditures-managers', at: '/expenditures?by=manager&from=2025-01' },
  { name: 'lines', at: '/expenditures?view=lines' },
  { name: 'bills', at: '/bills' },
  { name: 'forecast', at: '/forecast' },
  { name: 'coupons', at: '/coupons' },
  { name: 'resellers', at: '/resellers' },
  { name: 'imports', at: '/imports' },
  { name: 'settings', at: '/settings' },
  { name: 'members', at: '/settings/members' },
  { name: 'outbox', at: '/outbox' },
  { name: 'tasks', at: '/tasks' },
  { name: 'association', at: '/association' },
  { name: 'audit', at: '/audit' },
  { name: 'exports', at: '/exports' },
];

/** What axe calls serious or critical on the screen as it stands, one sentence each. */
async function barriers(page: Page, where: string): Promise<string[]> {
  if (!LOOKED_AT_BY_AXE.includes(where.split('/')[0] ?? '')) return [];
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${where}: ${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')}`,
    );
}

/** A sentence when the page is wider than the window and would scroll sideways. */
async function overflow(page: Page, where: string): Promise<string[]> {
  const wider = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return wider > 0 ? [`${where}: ${wider} px wider than the window`] : [];
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.waitForTimeout(150);
}

async function picture(page: Page, folder: string, name: string): Promise<void> {
  await mkdir(path.join(PICTURES, folder), { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, folder, `${name}.png`) });
}

test('every screen, in both languages and both themes: pictures, and no serious finding of axe', async ({
  page,
  desk,
  dataDir,
}) => {
  test.setTimeout(600_000);
  const first = await desk(['--demo']);
  await page.goto(first.url);
  await synced(page);
  await first.stop();
  const found: string[] = [];
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      const folder = `${language}-${theme}`;
      await writeFile(
        path.join(dataDir, 'preferences.json'),
        JSON.stringify({ language, theme, density: 'compact' }),
      );
      const running = await desk();
      await page.goto(running.url);
      const origin = new URL(running.url).origin;
      for (const place of PLACES) {
        for (const size of place.sizes ?? ['']) {
          const [width, height] = SIZES[size];
          await page.setViewportSize({ width, height });
          await page.goto(`${origin}/#${place.at}`);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await settled(page);
          const name = size === '' ? place.name : `${place.name}-${size}`;
          await picture(page, folder, name);
          found.push(...(await overflow(page, `${folder}/${name}`)));
          if (size === '') found.push(...(await barriers(page, `${folder}/${name}`)));
        }
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${origin}/#/customers`);
      await page.getByRole('table').first().getByRole('row').nth(1).focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/customers\/./);
      await settled(page);
      await picture(page, folder, 'customer');
      found.push(...(await barriers(page, `${folder}/customer`)));
      await page.keyboard.press('Control+k');
      await page.keyboard.type('a');
      await settled(page);
      await picture(page, folder, 'palette');
      found.push(...(await barriers(page, `${folder}/palette`)));
      await running.stop();
    }
  }
  expect(found).toEqual([]);
});

test('the first screen, in both languages and both themes', async ({ page, desk, dataDir }) => {
  const found: string[] = [];
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      await writeFile(
        path.join(dataDir, 'preferences.json'),
        JSON.stringify({ language, theme, density: 'compact' }),
      );
      const running = await desk();
      await page.goto(running.url);
      await settled(page);
      await picture(page, `${language}-${theme}`, 'first-run');
      found.push(...(await barriers(page, `${language}-${theme}/first-run`)));
      await page.getByRole('button', { name: language === 'en' ? 'Connect' : '连接', exact: true }).click();
      await settled(page);
      await picture(page, `${language}-${theme}`, 'connect');
      found.push(...(await barriers(page, `${language}-${theme}/connect`)));
      await running.stop();
    }
  }
  expect(found).toEqual([]);
});
