import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../../core/cli/run.ts';
import type { Io } from '../../core/cli/io.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'core/main-cli.ts');

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface How {
  readonly cwd: string;
  readonly input?: string;
  readonly language?: 'en' | 'zh-CN';
}

const localeOf = (how: How): string => (how.language === 'zh-CN' ? 'zh_CN.UTF-8' : 'en_US.UTF-8');

/** Runs a command line in this process, with its own output: everything but the start of Node. */
export async function runHere(args: readonly string[], how: How): Promise<Ran> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: { LANG: localeOf(how) },
    cwd: how.cwd,
    input: () => Promise.resolve(how.input ?? ''),
  };
  const status = await runCommand(args, io);
  return { status, out, err };
}

/** Starts the real program. `data` is its data folder. */
export function startCli(args: readonly string[], how: How, data: string): ChildProcess {
  const { LC_ALL: _all, LC_MESSAGES: _messages, ...env } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: how.cwd,
    env: { ...env, LANG: localeOf(how), PARTNER_DESK_DATA: data, NODE_OPTIONS: '' },
    stdio: 'pipe',
  });
}

/** Runs the real program to its end. */
export async function runCli(args: readonly string[], how: How, data: string): Promise<Ran> {
  const child = startCli(args, how, data);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin?.end(how.input ?? '');
  const status = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return { status, out, err };
}

/** The first line a program prints. @throws when it ends before */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('close', () => reject(new Error(`ended without a line: ${text}`)));
  });
}

/** Every file below a folder with the hash of its content; 'absent' when there is none. */
export async function contents(dir: string): Promise<Record<string, string> | 'absent'> {
  try {
    const found: Record<string, string> = {};
    for (const entry of await fs.readdir(dir, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(dir, file);
      if (entry.isFile())
        found[name] = createHash('sha256')
          .update(await fs.readFile(file))
          .digest('hex');
      else found[`${name}/`] = '';
    }
    return found;
  } catch {
    return 'absent';
  }
}
