import type { ParseArgsOptionsConfig } from 'node:util';
import type { CodedError } from '../base/errors.ts';
import type { JsonValue } from '../base/json.ts';
import type { CliLanguage, Io } from './io.ts';

/** What the line said, read by the command's own options. */
export interface Line {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly io: Io;
  readonly language: CliLanguage;
  /** The folder of --workspace, absolute; undefined for the default one. */
  readonly workspace: string | undefined;
  /** Id of the member who acts; the owner when none is named. */
  readonly actsAs: string;
}

/** What a command has to say: one JSON document, or the same as text for people. */
export interface Answer {
  readonly document: JsonValue;
  text(): string;
  /** 0 by default; a check that found damage gives another one. */
  readonly exit?: number;
  /** The document is right, but what it speaks of would be refused: said on standard error, with that code's exit status. */
  readonly refusal?: CodedError;
  /** For commands that stay: the answer is printed, then this is waited for. */
  readonly stay?: () => Promise<void>;
}

export interface Command {
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many words may follow the options: [least, most]. */
  readonly words: readonly [number, number];
  run(line: Line): Promise<Answer>;
}

/** Text of an option, undefined when it was not given. */
export function textOf(line: Line, name: string): string | undefined {
  const value = line.values[name];
  return typeof value === 'string' ? value : undefined;
}
