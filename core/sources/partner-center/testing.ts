import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { fixedClock, systemTimers, type Timers } from '../../base/clock.ts';
import { isCoded } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { PartnerCenter } from '../source.ts';
import { createPartnerCenter, type ClientOptions } from './client.ts';

/** For the tests of this folder: servers on loopback that answer as the test says, and clients for them. */
export const KEYS = {
  accessKey: 'CANARYACCESSKEY00001',
  secretKey: 'canarySecretKeyThatMustNeverBeSeen000001',
};
export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const closers: (() => Promise<unknown>)[] = [];

/** Ends everything a test opened; call it after each. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).toReversed()) await close();
}

export type Handler = (
  req: http.IncomingMessage,
  res: http.ServerResponse,
  body: string,
  count: number,
) => void;

/** A server on loopback that answers as the test says; `date` is its clock. */
export async function serve(handler: Handler, date: number | null = NOW): Promise<string> {
  let count = 0;
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (c: Buffer) => chunks.push(c));
    req.on('end', () => {
      res.sendDate = false;
      if (date !== null) res.setHeader('Date', new Date(date).toUTCString());
      handler(req, res, Buffer.concat(chunks).toString('utf8'), count++);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Timers whose short waits take no time (they move the clock); the deadline waits for real. */
export function quick(clock: { advance(ms: number): void }, slept: number[] = []): Timers {
  return {
    sleep(ms, signal) {
      if (ms >= 30_000) return systemTimers.sleep(ms, signal);
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      slept.push(ms);
      clock.advance(ms);
      return Promise.resolve();
    },
  };
}

export function client(endpoint: string, more: Partial<ClientOptions> = {}): PartnerCenter {
  const clock = fixedClock(NOW);
  const made = createPartnerCenter({
    endpoint,
    keys: KEYS,
    clock,
    timers: quick(clock),
    random: seededRandom(1),
    unlimited: true,
    ...more,
  });
  closers.push(() => made.close());
  return made;
}

export const json = (res: http.ServerResponse, status: number, body: unknown): void => {
  res
    .writeHead(status, { 'content-type': 'application/json' })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
};

export async function failure(
  promise: Promise<unknown>,
): Promise<{ code: string; data: Record<string, unknown>; error: unknown }> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isCoded(error)) throw new Error(`not a coded error: ${inspect(error)}`);
  return { code: error.code, data: error.data, error };
}
