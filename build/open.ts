/**
 * `npm run open`: builds what changed and opens Partner Desk, as a desktop window where that is possible, else in the
 * browser through the loopback host. Options: `--demo`, `--workspace DIR`, `--browser`. Ctrl+C ends everything.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { hasDisplay, obstacleOf, obtainRuntime, OBSTACLES } from './desktop.ts';
import type { Machine, Obstacle } from './desktop.ts';
import { DIST, ROOT } from './targets.ts';

const MACHINE: Machine = { platform: process.platform, env: process.env, uid: process.getuid?.() };

/** A window that ends with a failure this soon never opened. */
const STARTED_AFTER = 10_000;

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Ends the child with this process: on signals, and when the process that started us is gone. */
function endTogether(child: ChildProcess): void {
  let asked = false;
  const end = (): void => {
    if (asked) return;
    asked = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 6_000).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 1_000).unref();
}

/** Resolves with the exit status when the child ends; a child that we ended counts as 0. */
function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (status, signal) => {
      const ours = signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGKILL';
      resolve(status ?? (ours ? 0 : 1));
    });
  });
}

/** The program of this system that opens an address in the default browser. */
export function browserOpener(platform: NodeJS.Platform, address: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [address]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  return ['xdg-open', [address]];
}

/** The loopback address in a piece of the browser host's output. */
export function addressIn(text: string): string | undefined {
  return /http:\/\/(?:127\.0\.0\.1|localhost):\d+\/\S*/.exec(text)?.[0];
}

function serve(args: readonly string[]): Promise<number> {
  const host = join(DIST, 'core', 'main-web.js');
  const child = spawn(process.execPath, [host, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  endTogether(child);
  let opened = !hasDisplay(MACHINE);
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    const address = opened ? undefined : addressIn(chunk.toString());
    if (address === undefined) return;
    opened = true;
    const [program, programArgs] = browserOpener(process.platform, address);
    const browser = spawn(program, programArgs, { stdio: 'ignore', detached: true });
    browser.on('error', () => undefined); // no opener on this system: the address is on screen
    browser.unref();
  });
  return ended(child);
}

/** Opens the window; 'ended' when it failed before it can have been seen. */
async function openWindow(runtime: string, args: readonly string[]): Promise<number | 'ended'> {
  const start = performance.now();
  const child = spawn(runtime, [ROOT, ...args], { cwd: ROOT, stdio: 'inherit' });
  endTogether(child);
  const status = await ended(child);
  return status !== 0 && performance.now() - start < STARTED_AFTER ? 'ended' : status;
}

async function open(args: readonly string[], inBrowser: boolean): Promise<number> {
  let obstacle: Obstacle | undefined = inBrowser ? 'asked' : obstacleOf(MACHINE);
  if (obstacle === undefined) {
    const runtime = obtainRuntime();
    const outcome = runtime === undefined ? 'no-runtime' : await openWindow(runtime, args);
    if (typeof outcome === 'number') return outcome;
    obstacle = outcome;
  }
  say(OBSTACLES[obstacle]);
  return serve(args);
}

function readArguments(args: string[]): { host: string[]; browser: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        demo: { type: 'boolean' },
        workspace: { type: 'string' },
        browser: { type: 'boolean' },
      },
    });
    const host = [
      ...(values.demo === true ? ['--demo'] : []),
      ...(values.workspace === undefined ? [] : ['--workspace', values.workspace]),
    ];
    return { host, browser: values.browser === true };
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  if (options === undefined) {
    process.stderr.write('usage: npm run open -- [--demo] [--workspace DIR] [--browser]\n');
    return 2;
  }
  try {
    const { built, missing } = await buildAll();
    if (built.length > 0) say([`Built ${built.join(', ')}.`]);
    if (missing.length > 0) {
      process.stderr.write(`This copy of Partner Desk is not complete: ${missing.join(', ')} missing.\n`);
      return 1;
    }
  } catch (error) {
    process.stderr.write(
      `Partner Desk could not be built: ${error instanceof Error ? error.message : 'unknown'}\n`,
    );
    return 1;
  }
  return open(options.host, options.browser);
}

if (import.meta.main) process.exitCode = await main();
