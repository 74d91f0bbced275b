import type { JsonObject } from '../base/json.ts';

/**
 * The one interface of everything records can come from. Sync codes against this file alone; the Partner Center, a
 * folder of usage files and the tests' own small fakes implement it.
 */

/** Who waits: a person in front of a screen, or nobody (the background sync). */
export type Priority = 'person' | 'background';

/** How a call is made. */
export interface CallOptions {
  /** Ends the call at once, whatever it waits for; the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  /** 'person' passes the background's queue of the rate limiter. Default 'background'. */
  readonly priority?: Priority;
}

/** What goes into a call: values are put into the path, the query (as text) or the JSON body. Leave filters out, never send null. */
export interface CallInput {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: JsonObject;
}

/** One record as it came: `raw` is its canonical JSON text, `body` the same with every JSON number as its text. */
export interface UpstreamItem {
  readonly raw: string;
  readonly body: JsonObject;
}

/** A successful answer. */
export interface UpstreamAnswer extends UpstreamItem {
  readonly status: number;
  /** When it arrived, ms UTC by the injected clock corrected to the Partner Center's own. */
  readonly at: number;
  /** The records of the operation's list, in the order they came; empty for operations without a list. An entry that is no object is kept with an empty body. */
  readonly items: readonly UpstreamItem[];
  /** The total of all pages as the answer states it; null for operations without one. */
  readonly total: number | null;
}

/** How a write is sent. */
export interface SendOptions extends CallOptions {
  /** When the connection is cut, ms after it was opened. Default 30 s. */
  readonly deadlineMs?: number;
}

/** What came back from a write, before anybody judges it. */
export type SentOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** error_code of the body; null when it has none. */
      readonly code: string | null;
      /** Whether the body was what it should be. */
      readonly readable: boolean;
      /** Batch writes list only the items that failed (HTTP 200 all the same). */
      readonly failedItems: readonly { readonly id: string | null; readonly code: string | null }[];
      readonly body: JsonObject;
      readonly requestId: string | null;
      /** By how many minutes our clock is off, when that alone explains a refused signature. */
      readonly minutesOff: number | null;
    }
  /** No answer. `sent`: whether any byte of the request may have left. `reason`: the system's or our own code. */
  | { readonly kind: 'transport'; readonly sent: boolean; readonly reason: string };

/**
 * The Partner Center API.
 * `call` asks: reads only, asked again as long as that makes sense. It resolves with a successful answer only. Errors: UPSTREAM_REFUSED {operation, status, code, requestId},
 * UPSTREAM_BUSY, UPSTREAM_FAILED, UPSTREAM_UNREADABLE, ENDPOINT_UNREACHABLE, CREDENTIALS_REFUSED, CLOCK_OFF,
 * PERMISSION_MISSING; or the signal's reason when it was aborted.
 */
export interface PartnerCenter {
  readonly endpoint: string;
  /** Names who is asked and as whom without revealing either: another text means another partner or another site. */
  readonly identity: string;
  call(operationId: string, input?: CallInput, options?: CallOptions): Promise<UpstreamAnswer>;
  /**
   * Sends a write: exactly one attempt, over a connection of its own, never repeated. Resolves with whatever came back.
   * Errors, thrown before any byte was sent: INPUT_INVALID, CREDENTIALS_MISSING; or the signal's reason when it was
   * aborted (then the write may have been sent).
   */
  send(operationId: string, input: CallInput, options?: SendOptions): Promise<SentOutcome>;
  /** Asks for as little as possible and says what is wrong when it does not work; see `client.ts` for the codes. */
  testConnection(signal?: AbortSignal): Promise<ConnectionReport>;
  /** State that should survive a restart (rate limits); opaque JSON. */
  exportState(): JsonObject;
  importState(state: JsonObject): void;
  /** Lets go of kept connections. */
  close(): Promise<void>;
}

/** What a successful test of a connection found. */
export interface ConnectionReport {
  readonly endpoint: string;
  /** Partner Center clock minus ours, ms; null when it did not say. */
  readonly clockOffsetMs: number | null;
  /** Operations of the background sync the key may not call: the sync goes on without them. */
  readonly missing: readonly { readonly operation: string; readonly permission: string | null }[];
}

/** A usage or bill file a file source offers. */
export interface FileItem {
  readonly name: string;
  readonly bytes: number;
  /** Last change, ms UTC. */
  readonly changedAt: number;
}

/** What one pass over a file source did. A failed file leaves everything as it was; the others go on. */
export interface FileSyncResult {
  readonly imported: number;
  readonly rejected: number;
  readonly failures: readonly { readonly name: string; readonly code: string }[];
}

/** Files that become bill and usage lines: a folder now, object storage later. */
export interface FileSource {
  /** The files it offers now, whether imported already or not. */
  list(): Promise<FileItem[]>;
  /**
   * Imports what is new or changed (a file already imported with the same content is passed over).
   * @param onProgress files done of files to look at
   * @throws the signal's reason when aborted; what was imported stays
   */
  sync(signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<FileSyncResult>;
}
