import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { CodedError } from '../base/errors.ts';

/** Everything a log line may say. Ids, codes, names of code and counts: no names of people, no values, no secrets. */
export const FIELDS = [
  'code',
  'name',
  'ref',
  'ms',
  'count',
  'state',
  'store',
  'file',
  'component',
  'statement',
  'workspace',
  'operation',
  'status',
  'step',
  'reason',
  'version',
  'port',
  'stack',
] as const;
export type Field = (typeof FIELDS)[number];
export type Fields = Partial<Record<Field, string | number | boolean | null>>;
export type Level = 'info' | 'warn' | 'error';

export interface Logger {
  write(level: Level, event: string, fields?: Fields): void;
  /** Writes an error nobody expected with its stack; gives a short reference to find it by. */
  unexpected(error: unknown, fields?: Fields): string;
  /** The file written to now; null when lines go nowhere. */
  readonly file: string | null;
}

const allowed = new Set<string>(FIELDS);
const LONGEST = 400;
const LONGEST_STACK = 4000;
const KEEP_BYTES = 5 * 1024 * 1024;

/** Control and format characters of a value could forge lines or hide text: written as escapes. */
const escaped = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);

/** One line of JSON: only allowed fields, values cut and escaped. */
export function logLine(at: number, level: Level, event: string, fields: Fields): string {
  const line: Record<string, unknown> = { at: new Date(at).toISOString(), level, event };
  for (const [field, value] of Object.entries(fields)) {
    if (!allowed.has(field) || value === undefined) continue;
    const most = field === 'stack' ? LONGEST_STACK : LONGEST;
    line[field] = typeof value === 'string' ? escaped(value.slice(0, most)) : value;
  }
  return `${JSON.stringify(line)}\n`;
}

/**
 * Where an unexpected error came from: the frames of the stack and of its causes. The first line of a stack carries the
 * message, which may quote data: only its kind is kept.
 */
export function frames(error: unknown): string {
  const parts: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    const code = at instanceof CodedError ? at.code : 'code' in at ? String(at.code) : '';
    const lines = (at.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    parts.push([`${at.name} ${code}`.trim(), ...lines.slice(0, 12).map((line) => line.trim())].join(' | '));
  }
  return parts.join(' || ') || typeof error;
}

/** A log in `dir`, one file that is turned over when it has grown. A log that cannot be written never stops the work. */
export function fileLogger(dir: string, clock: Clock): Logger {
  const file = path.join(dir, 'partner-desk.log');
  let ready = false;
  let bytes = 0;
  const append = (line: string): void => {
    try {
      if (!ready) {
        fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
        bytes = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        ready = true;
      }
      if (bytes > KEEP_BYTES) {
        fs.renameSync(file, `${file}.old`);
        bytes = 0;
      }
      fs.appendFileSync(file, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      ready = false;
    }
  };
  return loggerTo(append, clock, file);
}

/** A log that gives its lines to a function; without one they go nowhere. */
export function loggerTo(append: (line: string) => void, clock: Clock, file: string | null = null): Logger {
  return {
    file,
    write: (level, event, fields = {}) => append(logLine(clock.now(), level, event, fields)),
    unexpected(error, fields = {}) {
      const ref = clock.now().toString(36).toUpperCase();
      append(logLine(clock.now(), 'error', 'unexpected', { ...fields, ref, stack: frames(error) }));
      return ref;
    },
  };
}
