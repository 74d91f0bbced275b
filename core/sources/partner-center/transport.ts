import http from 'node:http';
import https from 'node:https';
import type { Timers } from '../../base/clock.ts';

/**
 * One HTTP exchange: TLS 1.2 or newer, no redirects, an answer of at most 32 MiB, a deadline. It never retries and
 * never looks into the body.
 */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;
export const DEADLINE_MS = 30_000;
/** The reason of an answer beyond the limit: asking again would only fetch it again. */
export const TOO_LARGE = 'TOO_LARGE';

export interface HttpRequest {
  readonly method: string;
  /** Path and query exactly as signed. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Over a connection of its own: a kept one may have been closed by the other side, and then nobody knows. */
  readonly fresh?: boolean;
  /** Instead of the transport's own deadline, ms. */
  readonly deadlineMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly date: string | null;
  readonly text: string;
}

/** Why there was no answer. Never holds the request, so no header can leak through it. */
export class TransportFailure extends Error {
  /** Whether any byte of the request may have left. */
  readonly sent: boolean;
  /** Node's error code such as ECONNREFUSED, or DEADLINE, TOO_LARGE. */
  readonly reason: string;

  constructor(reason: string, sent: boolean) {
    super(`no answer: ${reason}`);
    this.name = 'TransportFailure';
    this.reason = reason;
    this.sent = sent;
  }
}

export interface Transport {
  /** @throws TransportFailure; or the signal's reason when aborted */
  exchange(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

/** A transport to one origin with kept connections. @param origin scheme, host and port */
export function createTransport(
  origin: URL,
  timers: Timers,
  limits: { deadlineMs?: number; maxBytes?: number } = {},
): Transport {
  const secure = origin.protocol === 'https:';
  const agent = secure
    ? new https.Agent({ keepAlive: true, maxSockets: 16, minVersion: 'TLSv1.2' })
    : new http.Agent({ keepAlive: true, maxSockets: 16 });
  const single = secure ? new https.Agent({ minVersion: 'TLSv1.2' }) : new http.Agent();
  const open = secure ? https.request : http.request;
  const usual = limits.deadlineMs ?? DEADLINE_MS;
  const maxBytes = limits.maxBytes ?? MAX_BODY_BYTES;

  async function exchange(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    signal?.throwIfAborted();
    const stop = new AbortController();
    const ended = new AbortController();
    let deadlinePassed = false;
    const onAbort = (): void => stop.abort();
    signal?.addEventListener('abort', onAbort, { once: true });
    timers.sleep(request.deadlineMs ?? usual, ended.signal).then(
      () => {
        deadlinePassed = true;
        stop.abort();
      },
      () => {}, // the exchange was over first
    );
    try {
      return await once(open, origin, request.fresh ? single : agent, request, stop.signal, maxBytes);
    } catch (error) {
      signal?.throwIfAborted();
      if (deadlinePassed)
        throw new TransportFailure('DEADLINE', error instanceof TransportFailure ? error.sent : true);
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      ended.abort();
    }
  }

  const close = (): void => {
    agent.destroy();
    single.destroy();
  };
  return { exchange, close };
}

function once(
  open: typeof http.request,
  origin: URL,
  agent: http.Agent,
  request: HttpRequest,
  signal: AbortSignal,
  maxBytes: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const fail = (error: unknown): void => reject(new TransportFailure(reasonOf(error), sent));
    const req = open(
      {
        protocol: origin.protocol,
        hostname: unbracket(origin.hostname),
        port: origin.port,
        path: request.target,
        method: request.method,
        headers: request.headers,
        agent,
        signal,
      },
      (res) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        res.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maxBytes) {
            reject(new TransportFailure(TOO_LARGE, true));
            req.destroy();
          } else chunks.push(chunk);
        });
        res.on('error', fail);
        res.on('aborted', () => fail(null));
        res.on('end', () => {
          if (!res.complete) fail(null);
          else
            resolve({
              status: res.statusCode ?? 0,
              date: res.headers.date ?? null,
              text: Buffer.concat(chunks).toString('utf8'),
            });
        });
      },
    );
    req.on('socket', (socket) => {
      if (!socket.connecting) sent = true;
      else socket.once(origin.protocol === 'https:' ? 'secureConnect' : 'connect', () => (sent = true));
    });
    req.on('error', fail);
    req.end(request.body);
  });
}

function unbracket(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

function reasonOf(error: unknown): string {
  const code: unknown = error !== null && typeof error === 'object' && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'CONNECTION_CUT';
}
