/**
 * The whole desktop app as it is built (dist/electron, dist/core, dist/renderer) on the stand-in: the page of the first
 * window talks to the real core over the port that main handed out, also after the core was killed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../build/targets.ts';
import { findBrowser } from '../support/browser.ts';
import { ensureBuilt } from '../support/built.ts';
import { standInDriver } from './stand-in/driver.ts';
import type { StandInShell } from './stand-in/driver.ts';

let browser: Browser;
let folder: string;
let shell: StandInShell;
let page: Page;
const refused: string[] = [];
const before = process.env['PARTNER_DESK_DATA'];

beforeAll(async () => {
  ensureBuilt('core', 'electron', 'renderer');
  folder = mkdtempSync(join(tmpdir(), 'partner-desk-whole-'));
  process.env['PARTNER_DESK_DATA'] = join(folder, 'data');
  browser = await chromium.launch(await findBrowser());
  shell = await standInDriver(browser, ROOT).start({ userData: join(folder, 'user') });
  page = await shell.page();
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
}, 120_000);

afterAll(async () => {
  await shell?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
  if (before === undefined) delete process.env['PARTNER_DESK_DATA'];
  else process.env['PARTNER_DESK_DATA'] = before;
});

test('the first window asks for the language and offers the demo partner', async () => {
  const body = page.locator('body');
  await body.getByText('English').first().waitFor({ timeout: 60_000 });
  expect(await body.innerText()).toContain('简体中文');
  expect(page.url()).toMatch(/^http:\/\/desk\.app\.localhost\//);
}, 90_000);

test('nothing of the page is refused by the policy, and its styles apply', async () => {
  expect(refused).toEqual([]);
  const families = await page.evaluate<string>('getComputedStyle(document.body).fontFamily');
  expect(families).toMatch(/Segoe UI|system-ui|Noto/);
  expect(await shell.escaped()).toEqual([]);
}, 90_000);

test('after the core was killed the page goes on with a new one', async () => {
  await shell.killCore();
  await expect.poll(() => shell.standIn.cores.length, { timeout: 20_000 }).toBe(2);
  await page.reload();
  await page.locator('body').getByText('English').first().waitFor({ timeout: 60_000 });
  expect(await page.locator('body').innerText()).toContain('简体中文');
}, 90_000);
