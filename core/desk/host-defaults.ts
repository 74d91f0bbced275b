import { userInfo } from 'node:os';
import path from 'node:path';
import { systemClock, systemTimers } from '../base/clock.ts';
import { systemRandom } from '../base/random.ts';
import { dataFolder } from './data-folder.ts';
import { fileLogger } from './log.ts';
import type { DeskOptions } from './options.ts';
import { threadSandbox } from './sandbox-thread.ts';
import type { SecretStore } from './secrets.ts';
import { VERSION } from './version.ts';

/** The system's account name; some containers have none. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'user';
  }
}

/** The sandbox worker beside this file: its source, or the built one when this is a bundle. */
export function sandboxWorker(): URL {
  const source = import.meta.url.endsWith('.ts');
  // Not written as `new Worker(new URL(…))`: the bundler would make a second copy of it.
  const file = source ? '../sandbox/worker.ts' : './sandbox-worker.js';
  return new URL(file, import.meta.url);
}

/** What every way to start gives the desk, apart from what makes it itself. */
export function systemOptions(own: {
  readonly host: DeskOptions['host'];
  readonly secrets: SecretStore;
  readonly background: boolean;
  readonly remember: boolean;
  readonly dataDir?: string;
  readonly actsAs?: string;
  readonly showFile?: DeskOptions['showFile'];
}): DeskOptions {
  const dataDir = own.dataDir ?? dataFolder();
  const log = fileLogger(path.join(dataDir, 'logs'), systemClock);
  return {
    dataDir,
    host: own.host,
    secrets: own.secrets,
    clock: systemClock,
    random: systemRandom,
    timers: systemTimers,
    sandboxFactory: threadSandbox(sandboxWorker(), log),
    log,
    version: VERSION,
    person: accountName(),
    background: own.background,
    remember: own.remember,
    ...(own.actsAs === undefined ? {} : { actsAs: own.actsAs }),
    ...(own.showFile === undefined ? {} : { showFile: own.showFile }),
  };
}
