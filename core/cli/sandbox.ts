import { CodedError } from '../base/errors.ts';
import type { Command } from './command.ts';
import { textOf } from './command.ts';
import { numberOf } from './numbers.ts';

/** Up to this many customer-months the files are complete before the line is printed; more would keep it waiting. */
const WAIT_UP_TO = 20_000;
const DEFAULTS = { customers: 300, months: 36 } as const;

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
    const { startSandbox } = await import('../sandbox/sandbox.ts');
    const { untilEnd } = await import('../desk/lifetime.ts');
    const ended = untilEnd({ withInput: true });
    const running = await startSandbox({
      customers,
      months,
      files: complete ? 'wait' : 'background',
      ...(port === undefined ? {} : { port }),
      ...(seed === undefined ? {} : { seed }),
      ...(files === undefined ? {} : { filesDir: files }),
      onError: () => line.io.err('sandbox: a request failed inside; it was answered with 500\n'),
    }).catch((error: unknown) => {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      throw taken ? new CodedError('PORT_IN_USE', { port: port ?? 0 }) : error;
    });
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
