import { expect, test } from 'vitest';
import { hasDisplay, obstacleOf, OBSTACLES } from './desktop.ts';
import type { Machine } from './desktop.ts';
import { addressIn, browserOpener } from './open.ts';

const linux = (env: NodeJS.ProcessEnv, uid = 1000): Machine => ({ platform: 'linux', env, uid });

test('no display, and the user root on Linux, stand in the way of the window', () => {
  expect(obstacleOf(linux({}))).toBe('no-display');
  expect(obstacleOf(linux({ DISPLAY: '' }))).toBe('no-display');
  expect(obstacleOf(linux({ DISPLAY: ':0' }, 0))).toBe('root');
  expect(obstacleOf(linux({ WAYLAND_DISPLAY: 'wayland-0' }))).toBeUndefined();
  expect(obstacleOf({ platform: 'darwin', env: {}, uid: 501 })).toBeUndefined();
  expect(obstacleOf({ platform: 'win32', env: {}, uid: undefined })).toBeUndefined();
  expect(hasDisplay(linux({ DISPLAY: ':1' }))).toBe(true);
});

test('each obstacle is one clear line in each language', () => {
  for (const [english, chinese] of Object.values(OBSTACLES)) {
    expect(english).toMatch(/^[A-Z][^\n]*browser[^\n]*\.$/);
    expect(chinese).toMatch(/^[^\n]*浏览器[^\n]*。$/);
  }
});

test('the address is found in what the browser host prints', () => {
  expect(addressIn('Partner Desk: http://127.0.0.1:4711/?token=abc\n')).toBe(
    'http://127.0.0.1:4711/?token=abc',
  );
  expect(addressIn('see http://evil.example/ for more')).toBeUndefined();
});

test('the opener of each system gets the address as an argument, not as a command line', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(browserOpener(platform, 'http://127.0.0.1:1/?a=1&b=2')[1].at(-1)).toContain('?a=1&b=2');
  }
});
