import path from 'node:path';
import { CodedError, isCoded } from '../base/errors.ts';
import { ERRORS } from '../base/error-codes.ts';
import type { JsonValue } from '../base/json.ts';
import { zhErrors } from './words.zh.ts';

/** What a command may touch of the process; tests give their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The whole of standard input. */
  input(): Promise<string>;
  readonly cwd: string;
}

export type CliLanguage = 'en' | 'zh-CN';

/** The language of messages, by the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX). */
export function languageOf(env: Io['env']): CliLanguage {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
}

const plain = (value: JsonValue): string =>
  Array.isArray(value) ? value.map(plain).join(', ') : typeof value === 'object' ? '' : String(value);

/** Data of an error as a short hint: `period: 2026-10; limit: 1000`. Only what the code's own room put there. */
function hint(error: CodedError): string {
  return Object.entries(error.data)
    .map(([key, value]) => [key, plain(value)])
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key}: ${text}`)
    .join('; ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .slice(0, 400);
}

/** One sentence, what it is about, and what to do. Never a stack trace. */
export function errorText(error: CodedError, language: CliLanguage): string {
  const { meaning, advice } = language === 'zh-CN' ? zhErrors[error.code] : ERRORS[error.code];
  const about = hint(error);
  const brackets = language === 'zh-CN' ? ['（', '）'] : [' (', ')'];
  const subject = about === '' ? '' : `${brackets[0]}${about}${brackets[1]}`;
  return `${error.code}: ${meaning}${subject}\n${advice}\n`;
}

/** Prints an error: as one JSON line first when the output is JSON, then as a sentence. @returns the exit status */
export function printError(io: Io, error: unknown, json: boolean): number {
  if (!isCoded(error)) throw error;
  if (json) io.err(`${JSON.stringify({ error: { code: error.code, data: error.data } })}\n`);
  io.err(errorText(error, languageOf(io.env)));
  return ERRORS[error.code].exit;
}

/** Where the person stands: `npm run` starts scripts in the package's folder and tells where it was called. */
export function folderOfCaller(env: Io['env'], cwd: string): string {
  const { npm_lifecycle_event: script, npm_package_json: file, INIT_CWD: caller } = env;
  if (script !== 'cli' || caller === undefined || file === undefined) return cwd;
  return path.relative(path.dirname(file), cwd) === '' ? caller : cwd;
}

/**
 * Output that goes nowhere ends in a status, not in a stack trace. Whoever reads it may stop (`| head`): the work goes on.
 * A full disk is a failure.
 */
export function outliveReaders(): void {
  process.stderr.on('error', () => undefined); // nobody is left to be told
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    const coded = error.code === 'ENOSPC' ? new CodedError('DISK_FULL') : new CodedError('INTERNAL');
    const status = printError(processIo, coded, false);
    process.once('exit', () => (process.exitCode = status));
  });
}

/** The process's own. */
export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: folderOfCaller(process.env, process.cwd()),
  async input() {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  },
};
