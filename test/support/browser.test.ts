import { expect, test } from 'vitest';
import { chooseBrowser, installedCandidates } from './browser.ts';

const around = (files: string[], env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux') => ({
  platform,
  env,
  exists: (path: string) => files.includes(path),
  downloaded: '/home/u/.cache/ms-playwright/chrome',
});

test('an installed browser is preferred to the download, and the named one to both', () => {
  const env = { PATH: '/usr/local/bin:/usr/bin' };
  const files = ['/usr/bin/chromium', '/home/u/.cache/ms-playwright/chrome', '/opt/my-browser'];
  expect(chooseBrowser(around(files, env))).toBe('/usr/bin/chromium');
  expect(chooseBrowser(around(files, { ...env, PARTNER_DESK_BROWSER: '/opt/my-browser' }))).toBe(
    '/opt/my-browser',
  );
});

test('without an installed one the download is used, without both there is none', () => {
  const download = '/home/u/.cache/ms-playwright/chrome';
  expect(chooseBrowser(around([download], { PATH: '/usr/bin' }))).toBe(download);
  expect(chooseBrowser(around([], { PATH: '/usr/bin' }))).toBeUndefined();
});

test('a browser that was named but is absent is not replaced by another', () => {
  const env = { PATH: '/usr/bin', PARTNER_DESK_BROWSER: '/nowhere/chrome' };
  expect(chooseBrowser(around(['/usr/bin/chromium'], env))).toBeUndefined();
});

test('each system has its own places', () => {
  expect(installedCandidates('darwin', {})[0]).toContain('Google Chrome.app');
  expect(installedCandidates('win32', { ProgramFiles: 'C:\\Program Files' })).toContain(
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  );
});
