/** The shell in real Electron, driven by Playwright. Used wherever the runtime exists. */
import { execFile } from 'node:child_process';
import { _electron } from '@playwright/test';
import type { ElectronModule } from '../../electron/electron-module.ts';
import type { RunningShell, ShellDriver } from './driver.ts';

/** `runtime` is the Electron program, `app` a folder laid out like the packaged app. */
export function realElectronDriver(runtime: string, app: string): ShellDriver {
  return {
    name: 'real Electron',
    async start(options): Promise<RunningShell> {
      const switches = [
        `--user-data-dir=${options.userData}`,
        ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]),
      ];
      const electron = await _electron.launch({
        executablePath: runtime,
        args: [...switches, app, ...(options.args ?? [])],
      });
      let closed = false;
      return {
        async page() {
          const page = await electron.firstWindow();
          await page.waitForLoadState('load');
          return page;
        },
        inMain: (work, arg) =>
          electron.evaluate(
            // Playwright passes the whole module; scenarios use the shell's part of it.
            work as unknown as (module: ElectronModule, arg: unknown) => ReturnType<typeof work>,
            arg,
          ) as ReturnType<RunningShell['inMain']> as never,
        startAgain: (args) =>
          new Promise((resolve) => {
            // A second instance ends by itself as soon as it has told the first.
            execFile(runtime, [...switches, app, ...args], { timeout: 20_000 }, () => resolve());
          }),
        killCore: () =>
          electron.evaluate(({ app: running }) => {
            const core = running.getAppMetrics().find((each) => each.name === 'partner-desk-core');
            if (core !== undefined) process.kill(core.pid, 'SIGKILL');
          }),
        requestPermission: (name) =>
          electron.evaluate(async ({ BrowserWindow }, permission) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            const query = `navigator.permissions.query({ name: ${JSON.stringify(permission)} })
                .then((status) => status.state === 'granted', () => false)`;
            return Boolean(await contents?.executeJavaScript(query, true));
          }, name),
        // What got through would be a page that is not ours.
        escaped: async () =>
          electron
            .windows()
            .map((page) => page.url())
            .filter((url) => !url.startsWith('app://desk/')),
        async close() {
          if (closed) return;
          closed = true;
          await electron.close();
        },
      };
    },
  };
}
