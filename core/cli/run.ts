import path from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { asCoded, CodedError, isCoded } from '../base/errors.ts';
import type { Command, Line } from './command.ts';
import { languageOf, printError, processIo, type Io } from './io.ts';
import { usageText } from './usage.ts';

/** One small file per command, loaded when it is the one that was asked for. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
  connect: async () => (await import('./connect.ts')).connect,
  sync: async () => (await import('./sync.ts')).sync,
  serve: async () => (await import('./serve.ts')).serve,
  check: async () => (await import('./check.ts')).check,
  import: async () => (await import('./import.ts')).importFiles,
  'undo-import': async () => (await import('./undo-import.ts')).undoImport,
  export: async () => (await import('./export.ts')).exportList,
  show: async () => (await import('./show.ts')).show,
};

/** Options that every command takes. */
const COMMON: ParseArgsOptionsConfig = {
  workspace: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/** Runs one command line. @returns the exit status; never throws */
export async function runCommand(args: readonly string[], io: Io = processIo): Promise<number> {
  const json = args.includes('--json');
  try {
    const { name = 'help', rest } = splitLine(args);
    if (name === 'help' || name === '--help' || name === '-h') {
      io.out(usageText(languageOf(io.env)));
      return 0;
    }
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined) throw new CodedError('USAGE', { command: name.slice(0, 40) });
    const command = await load();
    return await runOne(command, rest, io, json);
  } catch (error) {
    if (isCoded(error) && error.code !== 'INTERNAL') return printError(io, error, json);
    return printError(io, await unexpected(error), json);
  }
}

/** The command's name and everything else; options that every command takes may stand before it. */
function splitLine(args: readonly string[]): { name: string | undefined; rest: string[] } {
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--workspace' || word === '--as') at += 1;
    else if (word !== '--json' && !/^--(workspace|as)=/.test(word)) break;
  }
  return { name: args[at], rest: [...args.slice(0, at), ...args.slice(at + 1)] };
}

async function runOne(command: Command, rest: string[], io: Io, json: boolean): Promise<number> {
  const line = readLine(command, rest, io);
  if (line.values['help'] === true) {
    io.out(`${command.usage}\n`);
    return 0;
  }
  const answer = await command.run(line);
  io.out(json ? `${JSON.stringify(answer.document)}\n` : answer.text());
  await answer.stay?.();
  if (answer.refusal) return printError(io, answer.refusal, json);
  return answer.exit ?? 0;
}

/** Reads the line by the command's options. @throws CodedError USAGE */
export function readLine(command: Command, rest: string[], io: Io): Line {
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...COMMON, ...command.options },
      allowPositionals: command.words[1] > 0,
    });
    const [least, most] = command.words;
    if (values['help'] !== true && (positionals.length < least || positionals.length > most))
      throw new CodedError('USAGE', { usage: command.usage });
    const workspace = values['workspace'];
    // An empty one is a script's unset variable, not the folder the script stands in.
    if (workspace === '') throw new CodedError('USAGE', { empty: '--workspace' });
    const actsAs = values['as'];
    if (actsAs === '') throw new CodedError('USAGE', { empty: '--as' });
    return {
      values: values as Line['values'],
      positionals,
      io,
      language: languageOf(io.env),
      workspace: typeof workspace === 'string' ? path.resolve(io.cwd, workspace) : undefined,
      actsAs: typeof actsAs === 'string' ? actsAs : 'owner',
    };
  } catch (error) {
    if (isCoded(error)) throw error;
    throw new CodedError(
      'USAGE',
      { ...unknownOption(command, rest), usage: command.usage },
      { cause: error },
    );
  }
}

/** The first option that the command does not know: its name only, a value could be a secret. */
function unknownOption(command: Command, rest: string[]): { unknown?: string } {
  const known = { ...COMMON, ...command.options };
  const { tokens } = parseArgs({ args: rest, options: known, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(known, token.name) && /^[\w-]{1,30}$/.test(token.name))
      return { unknown: token.rawName };
  }
  return {};
}

/** Writes what nobody expected into the log and says where; the sentence names the file instead of the stack. */
async function unexpected(error: unknown): Promise<CodedError> {
  const { dataFolder } = await import('../desk/data-folder.ts');
  const { fileLogger } = await import('../desk/log.ts');
  const { systemClock } = await import('../base/clock.ts');
  const log = fileLogger(path.join(dataFolder(), 'logs'), systemClock);
  const known = isCoded(error, 'INTERNAL') ? error.data['ref'] : undefined;
  const ref = typeof known === 'string' ? known : log.unexpected(error, { name: 'cli' });
  return new CodedError('INTERNAL', { ref, log: log.file }, { cause: asCoded(error) });
}
