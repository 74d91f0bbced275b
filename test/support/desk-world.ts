import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { seededRandom } from '../../core/base/random.ts';
import { createDesk, type StartedDesk } from '../../core/desk/desk.ts';
import { loggerTo } from '../../core/desk/log.ts';
import type { DeskOptions } from '../../core/desk/options.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';

/** A small partner, synced once, with the desk over it. */
export interface DeskWorld {
  readonly desk: StartedDesk;
  readonly sandbox: Sandbox;
  readonly dir: string;
  /** Lines of the log. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** @param part what differs from a desk that syncs only when told */
export async function openDeskWorld(part: Partial<DeskOptions> = {}): Promise<DeskWorld> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-world-'));
  const sandbox = await startSandbox({ customers: 40, months: 3, seed: 11, limits: false, files: 'wait' });
  const log: string[] = [];
  const desk = await createDesk({
    dataDir: path.join(dir, 'data'),
    host: 'browser',
    secrets: fileSecrets(),
    clock: systemClock,
    random: seededRandom(1),
    timers: systemTimers,
    sandboxFactory: () => Promise.reject(new Error('no demo here')),
    log: loggerTo((line) => log.push(line), systemClock),
    version: '0.0.0',
    person: 'tester',
    background: false,
    remember: true,
    checkOutput: true,
    ...part,
  });
  const { url: endpoint, ak, sk, filesDir } = sandbox;
  await desk.call('desk.connect', { endpoint, ak, sk, filesDir, name: 'Test partner' });
  await desk.state.session().settled;
  await desk.state.session().runSync();
  return {
    desk,
    sandbox,
    dir,
    log,
    async close() {
      await desk.close();
      await sandbox.close();
      await fs.rm(dir, { recursive: true, force: true });
    },
  };
}
