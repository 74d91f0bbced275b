/** The shell on the stand-in: compiled main and preload, real Chromium, no Electron runtime. */
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { ElectronModule } from '../../../electron/electron-module.ts';
import type { RunningShell, ShellDriver, StartOptions } from '../driver.ts';
import { createStandIn } from './electron.ts';
import type { StandIn, StandInOptions } from './electron.ts';
import { startMain } from './start.ts';

export interface StandInShell extends RunningShell {
  readonly standIn: StandIn;
}

export interface StandInStart extends StartOptions {
  readonly standIn?: Partial<StandInOptions>;
}

export interface StandInDriver extends ShellDriver {
  start(options: StandInStart): Promise<StandInShell>;
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`stand-in: waited in vain for ${what}`);
}

async function close(standIn: StandIn): Promise<void> {
  // A page that is closed while it is still being prepared confuses Playwright.
  for (const window of standIn.host.windows) await (await window.contents()).page.waitForLoadState('load');
  standIn.app.quit();
  await until('the shell to quit', () => standIn.app.quitted !== undefined);
  for (const core of standIn.cores) core.kill();
}

/** `app` is a folder laid out like the packaged app (package.json, dist/). */
export function standInDriver(browser: Browser, app: string): StandInDriver {
  return {
    name: 'stand-in',
    async start(options) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const standIn = createStandIn({
        context,
        userData: options.userData,
        ...(options.locale === undefined ? {} : { locale: options.locale }),
        ...options.standIn,
      });
      await startMain(standIn, join(app, 'dist'), options.args ?? []);
      await until('a window or the end', () => standIn.host.windows.length > 0 || standIn.app.quitted === 0);
      return {
        standIn,
        async page() {
          const window = standIn.host.windows[0];
          if (window === undefined) throw new Error('stand-in: no window');
          const { page } = await window.contents();
          await page.waitForURL(/app\.localhost/);
          await page.waitForLoadState('load');
          return page;
        },
        // The stand-in has the shape that the shell uses, not the whole of Electron's types.
        inMain: async (work, arg) => work(standIn.module as unknown as ElectronModule, arg),
        async startAgain(args) {
          standIn.app.emit('second-instance', {}, [process.execPath, app, ...args], app);
        },
        async killCore() {
          standIn.cores.at(-1)?.kill();
        },
        async requestPermission(name) {
          const asked = await new Promise<boolean>((resolve) => standIn.session.request({}, name, resolve));
          const checked = standIn.session.check({}, name);
          return asked || checked || standIn.session.device({ deviceType: name });
        },
        escaped: async () => standIn.allContents.flatMap((contents) => contents.escaped),
        async close() {
          await close(standIn);
          await context.close();
        },
      };
    },
  };
}
