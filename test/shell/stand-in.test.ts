/** The shell's scenarios on the stand-in, and those that only a stand-in can arrange. */
import { rmSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../support/browser.ts';
import { fixtureApp, onStage } from './driver.ts';
import { pageSays } from './in-page.ts';
import { SCENARIOS } from './scenarios.ts';
import { standInDriver } from './stand-in/driver.ts';
import type { StandInDriver, StandInStart } from './stand-in/driver.ts';

let browser: Browser;
let app: string;
let driver: StandInDriver;

beforeAll(async () => {
  app = fixtureApp();
  browser = await chromium.launch(await findBrowser());
  driver = standInDriver(browser, app);
});

afterAll(async () => {
  await browser?.close();
  if (app) rmSync(app, { recursive: true, force: true });
});

for (const scenario of SCENARIOS) {
  test(`${scenario.name} [stand-in]`, async () => {
    await expect(onStage(driver, (stage) => scenario.run(stage))).resolves.toBeUndefined();
  }, 120_000);
}

/** A stage whose starts are the stand-in's own. */
const onStandIn = (
  work: (start: (options?: Partial<StandInStart>) => ReturnType<StandInDriver['start']>) => Promise<void>,
): Promise<void> =>
  onStage(driver, async (stage) => {
    const running: Awaited<ReturnType<StandInDriver['start']>>[] = [];
    try {
      await work(async (options = {}) => {
        const shell = await driver.start({ userData: stage.userData, ...options });
        running.push(shell);
        return shell;
      });
    } finally {
      for (const shell of running) await shell.close();
    }
  });

test('the scheme is registered before ready, standard, secure, CORS-enabled', () =>
  onStandIn(async (start) => {
    const { standIn } = await start();
    expect(standIn.privileged).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, corsEnabled: true, supportFetchAPI: true },
      },
    ]);
  }));

test('a second instance ends at once, without window or core', () =>
  onStandIn(async (start) => {
    const { standIn } = await start({ standIn: { second: true } });
    expect(standIn.app.quitted).toBe(0);
    expect(standIn.host.windows).toHaveLength(0);
    expect(standIn.cores).toHaveLength(0);
  }));

test('secrets go through the key store, for the core only', () =>
  onStandIn(async (start) => {
    const page = await (await start()).page();
    await pageSays(page, 'fixture.ports >= 1');
    const sealed = await page.evaluate(`fixture.call('seal', 'SK-123')`);
    expect(sealed).toEqual({ sealed: Buffer.from('sealed:SK-123').toString('base64'), opened: 'SK-123' });
    const other = Buffer.from('other machine').toString('base64');
    expect(await page.evaluate(`fixture.call('open', '${other}')`)).toMatchObject({
      code: 'SECRET_NOT_READABLE',
    });
    expect(await page.evaluate(`fixture.call('open', 'not base64!')`)).toMatchObject({
      code: 'SECRET_REQUEST_INVALID',
    });
  }));

test('a key store that hides nothing is none', () =>
  onStandIn(async (start) => {
    const page = await (await start({ standIn: { storageBackend: 'basic_text' } })).page();
    await pageSays(page, 'fixture.ports >= 1');
    const expected = process.platform === 'linux' ? { ok: false, code: 'SECRET_STORE_UNAVAILABLE' } : {};
    expect(await page.evaluate(`fixture.call('seal', 'SK-123')`)).toMatchObject(expected);
  }));

test('a picked file reaches the core as a path under a token, and the page as a name', () =>
  onStandIn(async (start) => {
    const shell = await start();
    const { standIn } = shell;
    const page = await shell.page();
    await pageSays(page, 'fixture.ports >= 1');
    expect(await page.evaluate(`partnerDesk.pick('import-files')`)).toBeNull();
    standIn.answers.openDialog = ['/home/u/bills/2026-10.csv.gz'];
    const picked = await page.evaluate<{ token: string; names: string[] }>(
      `partnerDesk.pick('import-files')`,
    );
    expect(picked.names).toEqual(['2026-10.csv.gz']);
    expect(JSON.stringify(picked)).not.toContain('/home');
    expect(await page.evaluate(`fixture.call('picked')`)).toMatchObject({
      token: picked.token,
      purpose: 'import-files',
      paths: ['/home/u/bills/2026-10.csv.gz'],
    });
  }));

test('an allowed page opens in the browser after a yes, and only then', () =>
  onStandIn(async (start) => {
    const shell = await start();
    const { standIn } = shell;
    const page = await shell.page();
    const open = `partnerDesk.openExternal('https://support.huaweicloud.com/bpconsole/')`;
    expect(await page.evaluate(open)).toBe(false);
    expect(standIn.answers.asked.at(-1)).toMatchObject({
      detail: 'https://support.huaweicloud.com/bpconsole/',
    });
    standIn.answers.messageBox = 0;
    expect(await page.evaluate(open)).toBe(true);
    expect(standIn.opened).toEqual(['https://support.huaweicloud.com/bpconsole/']);
  }));

test('a monitor that is removed while the window is on it gives the window back', () =>
  onStandIn(async (start) => {
    const displays = [
      { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } },
      { id: 2, workArea: { x: 1920, y: 0, width: 1920, height: 1040 } },
    ];
    const shell = await start({ standIn: { displays } });
    const { standIn } = shell;
    await shell.page();
    const [window] = standIn.host.windows;
    window?.setBounds({ x: 2500, y: 100 });
    displays.pop();
    standIn.screen.emit('display-removed', {}, { id: 2 });
    expect(window?.getBounds().x).toBeLessThan(1920);
  }));

test(
  'a core that keeps dying is not started forever: a person is asked, and may try again',
  () =>
    onStandIn(async (start) => {
      const shell = await start();
      const { standIn } = shell;
      const page = await shell.page();
      standIn.answers.messageBox = 0;
      for (let death = 1; death <= 7; death += 1) {
        await pageSays(page, `fixture.ports === ${death}`);
        standIn.cores.at(-1)?.kill();
      }
      await pageSays(page, 'fixture.ports === 8');
      expect(standIn.answers.asked).toHaveLength(1);
      expect(standIn.cores).toHaveLength(8);
    }),
  60_000,
);

test('quitting lets the core finish', () =>
  onStandIn(async (start) => {
    const shell = await start();
    const page = await shell.page();
    await pageSays(page, 'fixture.ports >= 1');
    const statuses: unknown[] = [];
    shell.standIn.cores[0]?.on('exit', (status: unknown) => statuses.push(status));
    await shell.close();
    expect(statuses).toEqual([0]);
  }));

test('the menu follows the language of the system and then the one chosen', () =>
  onStandIn(async (start) => {
    const shell = await start({ locale: 'zh-CN' });
    const { standIn } = shell;
    const page = await shell.page();
    const labels = (): string => JSON.stringify(standIn.menu.current);
    expect(labels()).toContain('立即同步');
    await page.evaluate(`partnerDesk.setLanguage('en')`);
    expect(labels()).toContain('Sync Now');
    expect(labels()).not.toMatch(/[\u4e00-\u9fff]/);
  }));
