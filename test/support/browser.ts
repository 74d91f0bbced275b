/**
 * Which browser the tests drive: PARTNER_DESK_BROWSER when set, else an installed Chrome, Edge or Chromium, else
 * Playwright's own download, else a failure that says what to install.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface LaunchOptions {
  readonly executablePath: string;
  readonly args: string[];
}

/** Names on PATH (Linux) and full paths (macOS, Windows), in order of preference. */
const COMMANDS: readonly string[] = [
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chromium',
  'chromium-browser',
];
const MAC_APPS: readonly string[] = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const WINDOWS_APPS: readonly string[] = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/** No telemetry, no updates, no traffic of its own, and a sandbox that works for root in a container. */
export const BROWSER_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const NO_BROWSER =
  'No browser for the tests. Install Chrome, Edge or Chromium (Debian: apt-get install chromium), ' +
  'or run "npx playwright install chromium", or set PARTNER_DESK_BROWSER to the program.';

/** Where an installed browser may be on this system. */
export function installedCandidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') return [...MAC_APPS];
  if (platform === 'win32') {
    const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
    return folders.flatMap((folder) => WINDOWS_APPS.map((app) => `${folder}\\${app}`));
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly exists: (path: string) => boolean;
  /** Where Playwright keeps its own download. */
  readonly downloaded: string;
}

/** The browser to use, or undefined when there is none. */
export function chooseBrowser(around: Surroundings): string | undefined {
  const named = around.env['PARTNER_DESK_BROWSER'];
  // A wrong name is not replaced by another browser in silence.
  if (named !== undefined && named !== '') return around.exists(named) ? named : undefined;
  const candidates = [...installedCandidates(around.platform, around.env), around.downloaded];
  return candidates.find((path) => path !== '' && around.exists(path));
}

/** Launch options for Playwright's chromium. Throws with advice when no browser is there. */
export async function findBrowser(): Promise<LaunchOptions> {
  const { chromium } = await import('@playwright/test');
  const executablePath = chooseBrowser({
    platform: process.platform,
    env: process.env,
    exists: existsSync,
    downloaded: chromium.executablePath(),
  });
  if (executablePath === undefined) throw new Error(NO_BROWSER);
  return { executablePath, args: [...BROWSER_ARGS] };
}
