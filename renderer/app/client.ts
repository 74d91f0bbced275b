/**
 * The page's end of the contract: the only file here that knows oRPC. In the desktop window it speaks over the
 * MessagePort that main hands out, elsewhere over the WebSocket of the page's own origin. Either may be replaced while
 * the page lives: calls that were waiting are rejected with CORE_RESTARTED, live queries run again by themselves.
 */
import { ORPCError } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { ERRORS, type ErrorCode } from '../../core/base/error-codes.ts';
import { CodedError, type ErrorData } from '../../core/base/errors.ts';
import { onCorePort, type PartnerDeskApi } from '../../core/contract/host.ts';
import type { ChangeNotice, InputOf, Name, OutputOf } from '../../core/contract/index.ts';
import type { DeskClient, Link } from './desk-client.ts';

declare global {
  interface Window {
    readonly partnerDesk?: PartnerDeskApi;
  }
}

interface RpcLink {
  call(
    path: readonly string[],
    input: unknown,
    options: { context: object; signal?: AbortSignal },
  ): Promise<unknown>;
}

/** An error of the transport or the core as a coded one; unknown codes are INTERNAL. */
export function codedFrom(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof ORPCError && error.code in ERRORS) {
    const data = (typeof error.data === 'object' && error.data !== null ? error.data : {}) as ErrorData;
    return new CodedError(error.code as ErrorCode, data, { cause: error });
  }
  return new CodedError('INTERNAL', {}, { cause: error });
}

/** One connection after another to the core; see the head of the file. */
class Connection {
  #link: RpcLink | null = null;
  #state: Link = 'connecting';
  #lost = new AbortController();
  readonly #waiting = new Set<(link: RpcLink) => void>();
  readonly #links = new Set<(link: Link) => void>();
  readonly #changes = new Set<(notice: ChangeNotice) => void>();

  open(link: RpcLink): void {
    this.lose();
    this.#link = link;
    this.#lost = new AbortController();
    for (const resolve of this.#waiting) resolve(link);
    this.#waiting.clear();
    this.#set('open');
    void this.#follow(link, this.#lost.signal);
  }

  lose(): void {
    if (this.#link === null) return;
    this.#link = null;
    this.#lost.abort();
    this.#set('lost');
  }

  async call(path: readonly string[], input: unknown): Promise<unknown> {
    const link = this.#link ?? (await new Promise<RpcLink>((resolve) => this.#waiting.add(resolve)));
    const lost = this.#lost.signal;
    const restarted = Promise.withResolvers<never>();
    const onLost = (): void => restarted.reject(new CodedError('CORE_RESTARTED'));
    lost.addEventListener('abort', onLost, { once: true });
    try {
      return await Promise.race([link.call(path, input, { context: {} }), restarted.promise]);
    } catch (error) {
      throw lost.aborted ? new CodedError('CORE_RESTARTED') : codedFrom(error);
    } finally {
      lost.removeEventListener('abort', onLost);
    }
  }

  onChange(listener: (notice: ChangeNotice) => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  onLink(listener: (link: Link) => void): () => void {
    this.#links.add(listener);
    return () => this.#links.delete(listener);
  }

  state(): Link {
    return this.#state;
  }

  #set(state: Link): void {
    this.#state = state;
    for (const listener of this.#links) listener(state);
  }

  /** Reads the change stream of one link until it ends; a stream that ends while the link lives is opened again. */
  async #follow(link: RpcLink, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const stream = (await link.call(
          ['changes'],
          {},
          { context: {}, signal },
        )) as AsyncIterable<ChangeNotice>;
        for await (const notice of stream) {
          for (const listener of this.#changes) listener(notice);
        }
      } catch {
        // The transport reports an ended link in several ways; which one does not matter, the link's own end does.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function connectPort(connection: Connection, shell: PartnerDeskApi): void {
  onCorePort<MessagePort>(window, (port) => {
    port.start();
    connection.open(new PortLink({ port }));
  });
  shell.requestCorePort();
}

/** Opens the WebSocket, and again after it closed: at once, then with growing pauses up to five seconds. */
function connectSocket(connection: Connection): void {
  const address = new URL('./rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  let pause = 0;
  const open = (): void => {
    const socket = new WebSocket(address);
    socket.addEventListener('open', () => {
      pause = 0;
      connection.open(new SocketLink({ websocket: socket }));
    });
    socket.addEventListener('close', () => {
      connection.lose();
      setTimeout(open, pause);
      pause = Math.min(5000, pause === 0 ? 250 : pause * 2);
    });
  };
  open();
}

async function upload(file: File): Promise<string> {
  const answer = await fetch(new URL('./upload', window.location.href), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
    body: file,
  }).catch((error: unknown) => {
    throw new CodedError('FILE_UNREADABLE', {}, { cause: error });
  });
  const body: unknown = await answer.json().catch(() => null);
  const told = (typeof body === 'object' && body !== null ? body : {}) as {
    upload?: unknown;
    code?: unknown;
  };
  if (answer.ok && typeof told.upload === 'string') return told.upload;
  throw new CodedError(
    typeof told.code === 'string' && told.code in ERRORS ? (told.code as ErrorCode) : 'FILE_UNREADABLE',
  );
}

/** Connects this page to its core. */
export function connectCore(): DeskClient {
  const connection = new Connection();
  const shell = window.partnerDesk;
  if (shell === undefined) connectSocket(connection);
  else connectPort(connection, shell);
  return {
    call: async <N extends Name>(name: N, input: InputOf<N>) =>
      (await connection.call(name.split('.'), input)) as OutputOf<N>,
    onChange: (listener) => connection.onChange(listener),
    onLink: (listener) => connection.onLink(listener),
    link: () => connection.state(),
    upload,
    ...(shell === undefined ? {} : { shell }),
  };
}
