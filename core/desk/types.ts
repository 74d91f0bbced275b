import type { ChangeNotice, InputOf, Name, OutputOf } from '../contract/index.ts';

/** Who calls: the acting person. What was revealed is the desk's own knowledge. */
export interface CallContext {
  readonly person: string;
}

/**
 * The core as its callers see it: the screens (through rpc), the command line and the tests alike.
 * Errors are CodedErrors only: INPUT_INVALID {paths}, INTERNAL {ref} for what nobody expected (the cause is in the log).
 */
export interface Desk {
  /** Runs a query or an action of the contract: input is checked and completed with its defaults. */
  call<N extends Name>(name: N, input: InputOf<N>, context?: CallContext): Promise<OutputOf<N>>;
  /** The same for callers that know the name only at run time: an unknown name is NOT_FOUND. */
  dispatch(name: string, input: unknown, context?: CallContext): Promise<unknown>;
  /** Which collections were changed by commits, from now on, until `signal` is aborted or the desk closes. */
  changes(signal?: AbortSignal): AsyncIterable<ChangeNotice>;
  /** A file handed to the host becomes a token for `imports.check`. `path` is the host's own copy when `owned`. */
  uploads: Uploads;
  /** Files that may be taken out of the host once. */
  downloads: Downloads;
  /** Waits for running calls, refuses new ones (CORE_RESTARTED), closes the workspace. Safe to call twice. */
  close(): Promise<void>;
}

export interface Download {
  readonly path: string;
  /** The name it is saved under. */
  readonly name: string;
}

export interface Downloads {
  /** The file behind a token of `exports.download`, once; undefined for a token that names nothing (any more). */
  take(token: string): Download | undefined;
}

export interface Uploads {
  /** Registers a file (or folder) under a random token, or under the one its host already gave away. */
  register(file: { path: string; name: string; owned: boolean; token?: string }): string;
  /** A fresh folder of the host's own for one upload, inside the data folder. @throws CodedError FOLDER_READ_ONLY */
  staging(): Promise<string>;
  /** Where a token leads, or undefined when it names nothing. */
  pathOf(token: string): string | undefined;
}
