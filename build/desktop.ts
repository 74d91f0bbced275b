/**
 * Can the desktop window open on this machine? Decided before anything is started, so that a person reads one clear
 * line with the reason instead of a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './targets.ts';

export type Obstacle = 'asked' | 'no-display' | 'root' | 'no-runtime' | 'ended';

/** Why the app opens in the browser instead; English and Chinese. */
export const OBSTACLES: Readonly<Record<Obstacle, readonly [string, string]>> = {
  asked: ['Opening Partner Desk in the browser.', '正在浏览器中打开 Partner Desk。'],
  'no-display': [
    'No display was found, so Partner Desk is served to the browser instead of its own window.',
    '未找到显示器，因此 Partner Desk 将在浏览器中提供，而不是独立窗口。',
  ],
  root: [
    'The desktop window does not start for the user root, so Partner Desk is served to the browser instead.',
    '桌面窗口不能以 root 用户启动，因此 Partner Desk 将在浏览器中提供。',
  ],
  'no-runtime': [
    'The desktop runtime (Electron) could not be downloaded, so Partner Desk is served to the browser instead.',
    '无法下载桌面运行时（Electron），因此 Partner Desk 将在浏览器中提供。',
  ],
  ended: [
    'The desktop window could not start on this system, so Partner Desk is served to the browser instead.',
    '桌面窗口无法在此系统上启动，因此 Partner Desk 将在浏览器中提供。',
  ],
};

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** User id, undefined on Windows. */
  readonly uid: number | undefined;
}

export function hasDisplay(machine: Machine): boolean {
  if (machine.platform !== 'linux') return true;
  return Boolean(machine.env['DISPLAY']) || Boolean(machine.env['WAYLAND_DISPLAY']);
}

/** What stands in the way before the runtime is even looked at. */
export function obstacleOf(machine: Machine): Obstacle | undefined {
  if (!hasDisplay(machine)) return 'no-display';
  if (machine.platform === 'linux' && machine.uid === 0) return 'root';
  return undefined;
}

/** The Electron program, when it is installed. */
export function findRuntime(folder: string = join(ROOT, 'node_modules', 'electron')): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const program = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

/** The Electron program, downloaded when absent; undefined when that fails or takes longer than `limit` ms. */
export function obtainRuntime(limit = 60_000): string | undefined {
  const present = findRuntime();
  if (present !== undefined) return present;
  // Output is kept back: its failure is a stack trace, and the person gets our one line.
  spawnSync(process.execPath, [join(ROOT, 'node_modules', 'electron', 'install.js')], {
    timeout: limit,
    stdio: 'ignore',
  });
  return findRuntime();
}
