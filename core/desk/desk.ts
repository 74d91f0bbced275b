import { z } from 'zod';
import { asCoded, CodedError, isCoded } from '../base/errors.ts';
import type { Caller } from '../contract/handlers.ts';
import type { Connection, WorkspaceInfo } from '../contract/desk.ts';
import { contract, type InputOf, type Name, type OutputOf, type ParsedInputOf } from '../contract/index.ts';
import { actingDesk } from './acting.ts';
import { countedCalls } from './calls.ts';
import { confirmations } from './confirmations.ts';
import { DeskState } from './desk-state.ts';
import { connect, deskHandlers } from './desk-handlers.ts';
import { changeFeed } from './feed.ts';
import { checkConfirmed, checkPermission } from './gate.ts';
import { downloadDesk } from './downloads.ts';
import { exportHandlers, exportInto } from './export-handlers.ts';
import { importHandlers } from './import-handlers.ts';
import type { Handlers } from './handlers.ts';
import type { Logger } from './log.ts';
import type { DeskOptions } from './options.ts';
import { openPreferences } from './preferences.ts';
import { revealSessions } from './reveals.ts';
import { areaHandlers } from './rooms.ts';
import { syncHandlers } from './sync-handlers.ts';
import { teamHandlers } from './team-handlers.ts';
import type { CallContext, Desk } from './types.ts';
import { uploadDesk } from './uploads.ts';

export type { Desk } from './types.ts';

/** The desk as the ways to start hold it: more than its callers see. */
export interface StartedDesk extends Desk {
  /** Opens the workspace in this folder; makes one when `create` is given and there is none. */
  openFolder(dir: string, create?: { kind: 'real'; name: string }): Promise<void>;
  /** As desk.connect, into the workspace of this folder, which is made when there is none. */
  connectFolder(input: Connection, dir: string | undefined): Promise<WorkspaceInfo>;
  /** Opens the workspace that was open last, if there is one and it opens; a failure is logged and leaves the first screen. */
  openLast(): Promise<void>;
  /** As exports.start, straight into a file of the caller's own; resolves when it is written. @throws CodedError why not */
  exportTo(file: string, asked: InputOf<'exports.start'>): Promise<{ rows: number; bytes: number }>;
  readonly state: DeskState;
  /** Who acts now, for what is done without a call. */
  caller(): Caller;
  readonly log: Logger;
}

const names = new Set<string>(Object.keys(contract));
const isName = (name: string): name is Name => names.has(name);

/**
 * The composition root: one open workspace at most, with everything that answers the contract over it. Callers are the
 * screens (through rpc), the command line and tests.
 */
export async function createDesk(options: DeskOptions): Promise<StartedDesk> {
  const { clock, log, dataDir } = options;
  const feed = changeFeed(clock, options.timers);
  const calls = countedCalls();
  const reveals = revealSessions();
  const uploads = uploadDesk(dataDir);
  await uploads.sweep();
  const downloads = downloadDesk(clock);
  const preferences = await openPreferences(dataDir);
  const state = new DeskState(options, (collections) => feed.publish(collections));
  const acting = actingDesk(options, state, reveals);
  const confirmed = confirmations(clock);
  const parts = { options, state, preferences, reveals, uploads, feed, acting };
  const handlers: Handlers<Name> = {
    ...deskHandlers(parts),
    ...syncHandlers(state),
    ...importHandlers(state, uploads),
    ...exportHandlers(options, state, downloads),
    ...teamHandlers(state, confirmed),
    ...areaHandlers(() => state.session()),
  };

  const answer = async (name: string, input: unknown, context: CallContext | undefined): Promise<unknown> => {
    if (!isName(name)) throw new CodedError('NOT_FOUND', { name: name.slice(0, 64) });
    const caller = acting.caller(context);
    checkPermission(caller, name);
    const parsed = checkedInput(name, input);
    checkConfirmed(state, confirmed, caller, name);
    const handler = handlers[name] as (input: unknown, caller: Caller) => unknown;
    const output = await handler(parsed, caller);
    return options.checkOutput === true ? contract[name].output.parse(output) : output;
  };

  const dispatch = (name: string, input: unknown, context?: CallContext): Promise<unknown> =>
    calls.run(async () => {
      try {
        return await answer(name, input, context);
      } catch (error) {
        if (isCoded(error) && error.code !== 'INTERNAL') throw error;
        const ref = log.unexpected(error, { name: isName(name) ? name : 'unknown' });
        throw new CodedError('INTERNAL', { ref }, { cause: asCoded(error) });
      }
    });

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    state.refuse();
    await calls.close();
    await state.close();
    feed.close();
    downloads.clear();
    await uploads.clear();
  };
  return {
    call: async <N extends Name>(name: N, input: InputOf<N>, context?: CallContext) =>
      (await dispatch(name, input, context)) as OutputOf<N>,
    dispatch,
    changes: (signal) => feed.read(signal),
    uploads,
    downloads,
    state,
    caller: () => acting.caller(),
    log,
    openFolder: (dir, create) => calls.run(async () => void (await state.open(dir, create))),
    connectFolder: (input, dir) => calls.run(() => connect(parts, input, dir)),
    openLast: () =>
      calls.run(async () => {
        try {
          await state.openLast();
        } catch (error) {
          log.unexpected(error, { name: 'open-last', code: asCoded(error).code });
        }
      }),
    exportTo: (file, asked) =>
      calls.run(() => exportInto(file, checkedInput('exports.start', asked), state, acting.caller())),
    close: () => (closing ??= close()),
  };
}

/** The input as the contract takes it. @throws CodedError INPUT_INVALID */
function checkedInput<N extends Name>(name: N, input: unknown): ParsedInputOf<N> {
  const parsed = contract[name].input.safeParse(input);
  if (!parsed.success) throw inputError(parsed.error);
  return parsed.data as ParsedInputOf<N>;
}

/** Names the fields, never their values. */
function inputError(error: z.ZodError): CodedError {
  const paths = [...new Set(error.issues.map((issue) => issue.path.map(String).join('.')))];
  return new CodedError('INPUT_INVALID', { paths: paths.slice(0, 20) });
}
