/**
 * How scenarios reach a running shell, whatever carries it: the stand-in (everywhere) or real Electron (where its
 * runtime exists). A scenario is written once against this interface.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ElectronModule } from '../../electron/electron-module.ts';
import { ensureBuilt } from '../support/built.ts';

/** Electron's module with what its types leave out. */
export interface InspectableContents {
  getLastWebPreferences(): Record<string, unknown>;
}

export interface RunningShell {
  /** The page of the first window, loaded. */
  page(): Promise<Page>;
  /** Runs a function in main with the `electron` module; it must not use anything from outside. */
  inMain<T, A = undefined>(work: (electron: ElectronModule, arg: A) => T | Promise<T>, arg: A): Promise<T>;
  /** Starts the program a second time with these arguments, as the system would. */
  startAgain(args: readonly string[]): Promise<void>;
  /** Ends the core the hard way. */
  killCore(): Promise<void>;
  /** Asks as the page for a permission of the browser; true when granted. */
  requestPermission(name: string): Promise<boolean>;
  /** Addresses outside of the app that got through. */
  escaped(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly args?: readonly string[];
  /** Folder of the app's own files; kept between starts by the scenario. */
  readonly userData: string;
  readonly locale?: string;
}

export interface ShellDriver {
  readonly name: string;
  start(options: StartOptions): Promise<RunningShell>;
}

/** What a scenario gets: a way to start the shell and a folder that is removed afterwards. */
export interface Stage {
  readonly driver: ShellDriver;
  readonly userData: string;
  /** Starts the shell; it is closed at the scenario's end. */
  start(options?: Partial<StartOptions>): Promise<RunningShell>;
}

/** Lays out an app folder with the compiled shell and the small page and core of ./fixture. */
export function fixtureApp(): string {
  const dist = ensureBuilt('electron');
  const folder = mkdtempSync(join(tmpdir(), 'partner-desk-shell-'));
  const fixture = join(import.meta.dirname, 'fixture');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'partner-desk-fixture', type: 'module', main: 'dist/electron/main.js' }),
  );
  cpSync(join(dist, 'electron'), join(folder, 'dist', 'electron'), { recursive: true });
  mkdirSync(join(folder, 'dist', 'core'), { recursive: true });
  mkdirSync(join(folder, 'dist', 'renderer'), { recursive: true });
  cpSync(join(fixture, 'main-core.js'), join(folder, 'dist', 'core', 'main-core.js'));
  for (const file of ['index.html', 'page.js']) {
    cpSync(join(fixture, file), join(folder, 'dist', 'renderer', file));
  }
  // Beside the served folder: what a traversal would reach.
  writeFileSync(join(folder, 'dist', 'secret.json'), '{"secret":true}');
  return folder;
}

/** Runs one scenario on a fresh stage and cleans up whatever happens. */
export async function onStage(driver: ShellDriver, scenario: (stage: Stage) => Promise<void>): Promise<void> {
  const userData = mkdtempSync(join(tmpdir(), 'partner-desk-user-'));
  const running: RunningShell[] = [];
  try {
    await scenario({
      driver,
      userData,
      async start(options = {}) {
        const shell = await driver.start({ userData, ...options });
        running.push(shell);
        return shell;
      },
    });
  } finally {
    for (const shell of running) await shell.close();
    rmSync(userData, { recursive: true, force: true });
  }
}
