import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, chromium, type Browser, type Page } from '@playwright/test';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../core/sandbox/sandbox.ts';
import { findBrowser } from '../../support/browser.ts';
import { ensureBuilt } from '../../support/built.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The program as a person runs it: a process of its own that serves the built screens on loopback. */
export interface Desk {
  readonly url: string;
  readonly dataDir: string;
  /** Ends the process; the data stays for a later start. */
  stop(): Promise<void>;
}

/** Starts the browser host over a data folder. @param args e.g. `--demo` */
export async function startDesk(dataDir: string, args: readonly string[] = []): Promise<Desk> {
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(ROOT, 'core/main-web.ts'), '--json', ...args],
    {
      cwd: ROOT,
      env: { ...process.env, PARTNER_DESK_DATA: dataDir, LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) =>
      resolve((JSON.parse(line) as { url: string }).url),
    );
    child.once('exit', (code) =>
      reject(new Error(`the browser host ended with ${code}: ${errors.join('')}`)),
    );
  });
  return {
    url,
    dataDir,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

interface World {
  /** A fresh data folder, removed at the end. */
  readonly dataDir: string;
  /** Starts desks that end with the test. */
  readonly desk: (args?: readonly string[]) => Promise<Desk>;
  /** Starts sandboxes that end with the test. */
  readonly sandbox: (options?: SandboxOptions) => Promise<Sandbox>;
}

interface Shared {
  readonly engine: Browser;
}

/** Playwright's test with one browser per run, the built screens, and a world of its own for each test. */
export const test = base.extend<World, Shared>({
  engine: [
    // Playwright wants a destructuring pattern here, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      ensureBuilt('renderer');
      const engine = await chromium.launch(await findBrowser());
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ engine }, use) => {
    const context = await engine.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(page);
    await context.close();
    // A page that complains is broken, whatever it shows. Lost connections are part of what is tested.
    const real = complaints.filter((text) => !/WebSocket|net::ERR_CONNECTION/.test(text));
    if (real.length > 0) throw new Error(`the page complained:\n${real.join('\n')}`);
  },
  // oxlint-disable-next-line no-empty-pattern
  dataDir: async ({}, use) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'partner-desk-e2e-'));
    await use(dir);
    await rm(dir, { recursive: true, force: true });
  },
  desk: async ({ dataDir }, use) => {
    const desks: Desk[] = [];
    await use(async (args) => {
      const desk = await startDesk(dataDir, args);
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await desk.stop();
  },
  // oxlint-disable-next-line no-empty-pattern
  sandbox: async ({}, use) => {
    const sandboxes: Sandbox[] = [];
    await use(async (options) => {
      const sandbox = await startSandbox({
        customers: 120,
        months: 14,
        seed: 11,
        files: 'wait',
        linesPerCustomerMonth: 8,
        ...options,
      });
      sandboxes.push(sandbox);
      return sandbox;
    });
    for (const sandbox of sandboxes) await sandbox.close();
  },
});

export { expect } from '@playwright/test';

/** Fills the form of the first screen; the page is on it, in English. */
export async function fillConnection(
  page: Page,
  keys: { url: string; ak: string; sk: string; files?: string },
): Promise<void> {
  await page.getByLabel('Endpoint').fill(keys.url);
  await page.getByLabel('Access key (AK)').fill(keys.ak);
  await page.getByLabel('Secret key (SK)', { exact: true }).fill(keys.sk);
  if (keys.files !== undefined) await page.getByLabel(/Folder with usage and bill files/).fill(keys.files);
}

/** Goes through the first screen and connects the sandbox, in English, and waits until the sync has ended. */
export async function connect(page: Page, desk: Desk, sandbox: Sandbox): Promise<void> {
  await page.goto(desk.url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await fillConnection(page, { ...sandbox, files: sandbox.filesDir });
  await page.getByRole('button', { name: 'Save and sync' }).click();
  await synced(page);
}

/** Waits until the frame says that the sync has ended well. */
export async function synced(page: Page): Promise<void> {
  await page
    .getByRole('banner')
    .getByText(/^Up to date/)
    .waitFor({ timeout: 90_000 });
}

/** An amount as the screens write it: two decimals, grouped, a real minus. */
export function shown(amount: string): string {
  const negative = amount.startsWith('-');
  const cents = toCents(negative ? amount.slice(1) : amount);
  const digits = cents.toString().padStart(3, '0');
  const text = `${digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${digits.slice(-2)}`;
  return negative && cents !== 0n ? `\u2212${text}` : text;
}

/** Cents of a positive decimal text, half rounded up. */
function toCents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  const three = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
  return (three + 5n) / 10n;
}
