/**
 * What the shell promises, written once and run on the stand-in everywhere and on real Electron where its runtime
 * exists. Each scenario gets a fresh stage (own user folder).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from 'vitest';
import { PARTNER_DESK_KEYS } from '../../core/contract/host.ts';
import type { InspectableContents, RunningShell, Stage } from './driver.ts';
import { inPage, pageSays } from './in-page.ts';
import { HOSTILE_URLS } from './hostile-urls.ts';

export interface Scenario {
  readonly name: string;
  run(stage: Stage): Promise<void>;
}

async function connected(shell: RunningShell): Promise<Page> {
  const page = await shell.page();
  await pageSays(page, 'fixture.ports >= 1');
  return page;
}

const call = <T>(page: Page, op: string, input: unknown = null): Promise<T> =>
  inPage<T>(page, `fixture.call(${JSON.stringify(op)}, ${JSON.stringify(input)})`);

/** Preferences that every window must have. */
const PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
};

const WINDOW_STATE = { displayId: 1, maximised: false, zoom: 1 };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'every window has the safe preferences, a second one too',
    async run(stage) {
      const shell = await stage.start();
      await connected(shell);
      await shell.inMain(({ Menu }) => {
        const find = (items: readonly { id?: string; submenu?: unknown; click?: unknown }[]): void => {
          for (const item of items) {
            if (item.id === 'newWindow' && typeof item.click === 'function') item.click();
            const inner = item.submenu;
            if (Array.isArray(inner)) find(inner);
            else if (typeof inner === 'object' && inner !== null && 'items' in inner) find(inner.items as []);
          }
        };
        find((Menu.getApplicationMenu()?.items ?? []) as []);
      }, undefined);
      const preferences = await shell.inMain(
        ({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((window) =>
            (window.webContents as unknown as InspectableContents).getLastWebPreferences(),
          ),
        undefined,
      );
      expect(preferences).toHaveLength(2);
      for (const found of preferences) expect(found).toMatchObject(PREFERENCES);
    },
  },
  {
    name: 'the page has exactly the listed keys, and nothing of Node',
    async run(stage) {
      const page = await connected(await stage.start());
      expect(await inPage(page, 'Object.keys(window.partnerDesk).sort()')).toEqual([...PARTNER_DESK_KEYS]);
      expect(await inPage(page, 'typeof require + typeof process + typeof module')).toBe(
        'undefinedundefinedundefined',
      );
      expect(await inPage(page, 'window.partnerDesk.host')).toBe('desktop');
    },
  },
  {
    name: 'app:// serves the packaged files and nothing beside them',
    async run(stage) {
      const page = await connected(await stage.start());
      const status = (path: string): Promise<number> =>
        inPage(page, `fetch(${JSON.stringify(path)}).then((answer) => answer.status, () => 0)`);
      expect(await status('/index.html')).toBe(200);
      expect(await status('/page.js')).toBe(200);
      for (const path of [
        '/missing.js',
        '/../secret.json',
        '/..%2fsecret.json',
        '/%2e%2e/secret.json',
        '/..\\secret.json',
        '/..%5csecret.json',
        '/assets/..%2f..%2fsecret.json',
        '/secret.json',
        '/%00index.html',
        '/C:/Windows/win.ini',
        '/etc/passwd',
        '/package.json',
      ]) {
        expect(await status(path), path).toBe(404);
      }
      const post = `fetch('/index.html', { method: 'POST' }).then((answer) => answer.status)`;
      expect(await inPage(page, post)).toBe(404);
    },
  },
  {
    name: 'every answer carries the policy, and what is injected does not run',
    async run(stage) {
      const page = await connected(await stage.start());
      for (const path of ['/index.html', '/page.js', '/missing.js']) {
        const policy = await inPage<string>(
          page,
          `fetch('${path}').then((answer) => answer.headers.get('content-security-policy'))`,
        );
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("script-src 'self'");
        expect(policy).not.toContain('unsafe');
      }
      await inPage(
        page,
        `const script = document.createElement('script'); script.textContent = 'window.hit = 1';
         document.body.append(script); document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hit=2">');
         const remote = document.createElement('script'); remote.src = 'https://evil.example/x.js'; document.body.append(remote);
         const frame = document.createElement('iframe'); frame.src = 'https://evil.example/'; document.body.append(frame); null`,
      );
      expect(await inPage(page, 'fixture.evaluated')).toBe('EvalError');
      const outside = `fetch('https://evil.example/').then(() => 'reached', () => 'refused')`;
      expect(await inPage(page, outside)).toBe('refused');
      expect(await inPage(page, 'window.hit ?? null')).toBeNull();
      // The page's own style tag, with the nonce of its answer, does apply.
      expect(await inPage(page, `getComputedStyle(document.querySelector('h1')).color`)).toBe('rgb(1, 2, 3)');
    },
  },
  {
    name: 'a hundred hostile addresses: no navigation, no window, no frame, no browser',
    async run(stage) {
      const shell = await stage.start();
      const page = await connected(shell);
      expect(HOSTILE_URLS).toHaveLength(100);
      const before = page.url();
      await inPage(page, `window.mark = 'same document'; null`);
      for (const url of HOSTILE_URLS) {
        const text = JSON.stringify(url);
        await inPage(page, `(() => { try { location.assign(${text}) } catch {} return null })()`);
        await inPage(page, `(() => { try { window.open(${text}) } catch {} return null })()`);
        expect(await inPage(page, `window.partnerDesk.openExternal(${text}).catch(() => false)`), url).toBe(
          false,
        );
      }
      await page.waitForTimeout(300);
      expect(await inPage(page, 'window.mark')).toBe('same document');
      expect(await inPage(page, 'window.hit ?? null')).toBeNull();
      expect(page.url()).toBe(before);
      expect(await shell.escaped()).toEqual([]);
      const windows = await shell.inMain(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
        undefined,
      );
      expect(windows).toBe(1);
    },
  },
  {
    name: 'every permission is denied',
    async run(stage) {
      const shell = await stage.start();
      await connected(shell);
      for (const name of [
        'clipboard-read',
        'display-capture',
        'fullscreen',
        'geolocation',
        'hid',
        'idle-detection',
        'media',
        'mediaKeySystem',
        'midi',
        'midiSysex',
        'notifications',
        'openExternal',
        'pointerLock',
        'serial',
        'storage-access',
        'usb',
        'window-management',
      ]) {
        expect(await shell.requestPermission(name), name).toBe(false);
      }
    },
  },
  {
    name: 'a second start focuses the first window and its arguments are data',
    async run(stage) {
      const shell = await stage.start();
      const page = await connected(shell);
      await shell.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize(), undefined);
      await shell.startAgain([
        '--inspect',
        'partnerdesk://customer/../../run',
        'partnerdesk://customer/C_42',
      ]);
      await pageSays(page, 'fixture.commands.length === 1');
      expect(await inPage(page, 'fixture.commands')).toEqual([{ type: 'open-customer', id: 'C_42' }]);
      const state = await shell.inMain(({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows();
        return { count: windows.length, minimised: windows[0]?.isMinimized() };
      }, undefined);
      expect(state).toEqual({ count: 1, minimised: false });
    },
  },
  {
    name: 'an address given at the first start reaches the page once it listens',
    async run(stage) {
      const page = await connected(await stage.start({ args: ['partnerdesk://customer/C7'] }));
      await pageSays(page, 'fixture.commands.length === 1');
      expect(await inPage(page, 'fixture.commands')).toEqual([{ type: 'open-customer', id: 'C7' }]);
    },
  },
  {
    name: 'the window comes back where it was',
    async run(stage) {
      const place = { x: 40, y: 30, width: 1100, height: 720 };
      const first = await stage.start();
      await connected(first);
      await first.inMain(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place);
      await first.close();
      const kept: unknown = JSON.parse(readFileSync(join(stage.userData, 'window.json'), 'utf8'));
      expect(kept).toMatchObject(place);
      const second = await stage.start();
      const bounds = await second.inMain(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
        undefined,
      );
      expect(bounds).toEqual(place);
    },
  },
  {
    name: 'a window that was on a removed monitor, and a damaged state file, open in sight',
    async run(stage) {
      const stateFile = join(stage.userData, 'window.json');
      const far = JSON.stringify({ x: 9000, y: 4000, width: 1200, height: 800, ...WINDOW_STATE });
      for (const text of [far, far.slice(0, 20), '{"x":"1"}', '']) {
        writeFileSync(stateFile, text);
        const shell = await stage.start();
        const seen = await shell.inMain(({ BrowserWindow, screen }) => {
          const bounds = BrowserWindow.getAllWindows()[0]?.getNormalBounds();
          const area = screen.getPrimaryDisplay().workArea;
          if (bounds === undefined) return false;
          return bounds.x >= area.x && bounds.y >= area.y && bounds.x + 120 <= area.x + area.width;
        }, undefined);
        expect(seen, text).toBe(true);
        await shell.close();
      }
    },
  },
  {
    name: 'the page talks to the core, and again after the core was killed; what waited is rejected',
    async run(stage) {
      const shell = await stage.start();
      const page = await connected(shell);
      expect(await call(page, 'echo', 'hello')).toBe('hello');
      await inPage(
        page,
        `window.waits = fixture.call('hang').then(() => 'answered', (error) => error.message); null`,
      );
      await shell.killCore();
      expect(await inPage(page, 'window.waits')).toBe('CORE_GONE');
      await pageSays(page, 'fixture.ports === 2');
      expect(await call(page, 'echo', 'again')).toBe('again');
      // A core that ends by itself is started again too.
      await inPage(page, `fixture.call('die').catch(() => null); null`);
      await pageSays(page, 'fixture.ports === 3');
      expect(await call(page, 'echo', 'third')).toBe('third');
    },
  },
  {
    name: 'a reloaded page gets a new port',
    async run(stage) {
      const shell = await stage.start();
      const page = await connected(shell);
      await page.reload();
      await pageSays(page, 'fixture.ports >= 1');
      expect(await call(page, 'echo', 1)).toBe(1);
    },
  },
  {
    name: 'the core gets only the arguments meant for it',
    async run(stage) {
      const args = ['--demo', '--remote-allow-origins=*', '--workspace', '/tmp/partner desk', 'x'];
      const page = await connected(await stage.start({ args }));
      expect(await call(page, 'args')).toEqual(['--demo', '--workspace', '/tmp/partner desk']);
    },
  },
  {
    name: 'a message of the core that is not understood changes nothing',
    async run(stage) {
      const page = await connected(await stage.start());
      expect(await call(page, 'nonsense')).toBe(await inPage(page, 'undefined'));
      expect(await call(page, 'echo', 'still here')).toBe('still here');
    },
  },
  {
    name: 'every channel refuses what it does not understand',
    async run(stage) {
      const page = await connected(await stage.start());
      const hostile = [
        null,
        1,
        [],
        {},
        'x'.repeat(10_000),
        { __proto__: { a: 1 } },
        ['light'],
        '../../etc',
        NaN,
      ];
      for (const method of ['setTheme', 'setLanguage', 'pick']) {
        for (const value of hostile) {
          const outcome = await inPage<string>(
            page,
            `window.partnerDesk.${method}(${JSON.stringify(value)}).then(() => 'accepted', (error) => error.message)`,
          );
          expect(outcome, `${method} ${JSON.stringify(value)}`).toContain('REFUSED');
        }
      }
      expect(await inPage(page, `window.partnerDesk.setTheme('dark').then(() => 'ok')`)).toBe('ok');
    },
  },
];
