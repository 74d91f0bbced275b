/**
 * The shell's scenarios in real Electron. Where its runtime is not installed (it is a download of its own) they do not
 * run; that is reported as a line "not run: …", which the test command repeats in its summary, and never as a pass.
 */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { findRuntime, obstacleOf } from '../../build/desktop.ts';
import { fixtureApp, onStage } from './driver.ts';
import { realElectronDriver } from './real-electron-driver.ts';
import { SCENARIOS } from './scenarios.ts';

const obstacle = obstacleOf({ platform: process.platform, env: process.env, uid: process.getuid?.() });
const runtime = findRuntime();

/** Why real Electron is not tried here; undefined when it is. */
function whyNot(): string | undefined {
  if (runtime === undefined) return 'no Electron runtime';
  if (obstacle === undefined) return undefined;
  return obstacle === 'root' ? 'Electron does not start as root' : 'no display for Electron';
}

const reason = whyNot();

let app = '';
afterAll(() => rmSync(app, { recursive: true, force: true }));

for (const scenario of reason === undefined ? SCENARIOS : []) {
  test(`${scenario.name} [real Electron]`, async () => {
    app ||= fixtureApp();
    const driver = realElectronDriver(runtime ?? '', app);
    await expect(onStage(driver, (stage) => scenario.run(stage))).resolves.toBeUndefined();
  }, 120_000);
}

test('real Electron: runtime present or reported as not run', () => {
  const log = vi.spyOn(console, 'log');
  try {
    if (reason !== undefined) {
      console.log(`not run: ${reason} (${SCENARIOS.length} shell scenarios in real Electron)`);
    }
    const lines = log.mock.calls.flat().map(String);
    const reported = lines.some((line) => line.startsWith('not run: '));
    expect(reported).toBe(reason !== undefined);
  } finally {
    log.mockRestore();
  }
});
