import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { CodedError, isCoded } from '../base/errors.ts';
import type { Command } from './command.ts';
import { textOf } from './command.ts';
import { numberOf } from './numbers.ts';

/** Up to this many customer-months the files are complete before the line is printed; more would keep it waiting. */
const WAIT_UP_TO = 20_000;
/** So long may the end take after it was asked for, ms; then the process goes anyway. */
const END_MS = 3000;
const DEFAULTS = { customers: 300, months: 36 } as const;

/** Makes the folder where there is none. @throws CodedError FOLDER_READ_ONLY, DISK_FULL */
async function writableFolder(dir: string): Promise<void> {
  try {
    const { makeFolder } = await import('../storage/make-folder.ts');
    makeFolder(dir);
    await fs.access(dir, constants.W_OK);
  } catch (error) {
    if (isCoded(error)) throw new CodedError(error.code, { folder: dir }, { cause: error });
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new CodedError(full ? 'DISK_FULL' : 'FOLDER_READ_ONLY', { folder: dir }, { cause: error });
  }
}

/** `sandbox`: a Partner Center to run against. Prints one line of JSON always, and stays. */
export const sandbox: Command = {
  usage: 'sandbox [--port N] [--customers N] [--months N] [--seed S] [--files DIR]',
  options: {
    port: { type: 'string' },
    customers: { type: 'string' },
    months: { type: 'string' },
    seed: { type: 'string' },
    files: { type: 'string' },
  },
  words: [0, 0],
  async run(line) {
    const port = numberOf(line, 'port', 0, 65_535);
    const customers = numberOf(line, 'customers', 1, 100_000) ?? DEFAULTS.customers;
    const months = numberOf(line, 'months', 1, 36) ?? DEFAULTS.months;
    const seed = numberOf(line, 'seed', 0, 0xffff_ffff);
    const files = textOf(line, 'files');
    const complete = customers * months <= WAIT_UP_TO;
    const filesDir = files === undefined ? undefined : path.resolve(line.io.cwd, files);
    if (filesDir !== undefined) await writableFolder(filesDir);
    const { startSandbox } = await import('../sandbox/sandbox.ts');
    const { untilEnd } = await import('../desk/lifetime.ts');
    const ended = untilEnd({ withInput: true });
    const starting = startSandbox({
      customers,
      months,
      files: complete ? 'wait' : 'background',
      ...(port === undefined ? {} : { port }),
      ...(seed === undefined ? {} : { seed }),
      ...(filesDir === undefined ? {} : { filesDir }),
      onError: () => line.io.err('sandbox: a request failed inside; it was answered with 500\n'),
    }).catch((error: unknown) => {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      throw taken ? new CodedError('PORT_IN_USE', { port: port ?? 0 }) : error;
    });
    // Told to end before it stands: there is nothing to say, and a start that hangs must not outlive its parent.
    void ended.then(() => setTimeout(() => process.exit(), END_MS).unref());
    const running = await starting;
    if (!complete) line.io.err('The usage and bill files are still being written, newest month first.\n');
    const document = {
      url: running.url,
      ak: running.ak,
      sk: running.sk,
      filesDir: running.filesDir,
      now: new Date(running.now()).toISOString(),
      control: { path: '/__sandbox/', token: running.controlToken },
    };
    return {
      document,
      text: () => `${JSON.stringify(document)}\n`,
      async stay() {
        await ended;
        await running.close();
      },
    };
  },
};
