/**
 * What every way of reaching the core must do, whatever carries it. A transport is given as a function that connects a
 * client to a server of the given desk; the suite is the same for all.
 */
import { createORPCClient } from '@orpc/client';
import type { RPCLink as PortLink } from '@orpc/client/message-port';
import type { RPCLink as SocketLink } from '@orpc/client/websocket';
import { afterEach, describe, expect, test } from 'vitest';
import { CodedError } from '../../core/base/errors.ts';
import type { ChangeNotice } from '../../core/contract/index.ts';
import type { Desk } from '../../core/desk/types.ts';

export type Link = PortLink<Record<never, never>> | SocketLink<Record<never, never>>;

/** One client connected to one server; `closeServer` is the core going away. */
export interface Connected {
  readonly link: Link;
  closeServer(): Promise<void>;
  close(): Promise<void>;
}

type Procedure = (input?: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>;
type Client = Record<string, Record<string, Procedure>> & {
  changes(input?: unknown, options?: { signal?: AbortSignal }): Promise<AsyncIterable<ChangeNotice>>;
};

/** A desk that answers from a table: the suite is about the border, not about the business. */
export interface FakeDesk extends Desk {
  notify(notice: ChangeNotice): void;
  /** Readers of the change stream now. */
  readers(): number;
}

export function fakeDesk(): FakeDesk {
  const readers = new Set<(notice: ChangeNotice) => void>();
  const answers: Record<string, (input: unknown) => Promise<unknown>> = {
    'desk.state': (input) => Promise.resolve({ echoed: input, big: 9007199254740993n, none: null }),
    'desk.openWorkspace': (input) =>
      Promise.reject(new CodedError('INPUT_INVALID', { paths: ['id'], got: typeof input })),
    'sync.status': () => Promise.reject(new Error('secret text of an unknown error')),
    'home.quota': () => new Promise(() => undefined),
    'customers.list': () =>
      Promise.resolve({ rows: Array.from({ length: 500 }, (_, i) => ({ i, text: '客户'.repeat(50) })) }),
  };
  async function* changes(signal?: AbortSignal): AsyncGenerator<ChangeNotice> {
    const waiting: ChangeNotice[] = [];
    let wake = (): void => undefined;
    const reader = (notice: ChangeNotice): void => {
      waiting.push(notice);
      wake();
    };
    const stop = (): void => wake();
    readers.add(reader);
    signal?.addEventListener('abort', stop);
    try {
      while (signal?.aborted !== true) {
        const next = waiting.shift();
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else yield next;
      }
    } finally {
      readers.delete(reader);
      signal?.removeEventListener('abort', stop);
    }
  }
  const dispatch = (name: string, input: unknown): Promise<unknown> =>
    (answers[name] ?? (() => Promise.reject(new CodedError('NOT_FOUND'))))(input);
  return {
    call: dispatch as Desk['call'],
    dispatch,
    changes,
    uploads: { register: () => 'token', staging: () => Promise.resolve('') } as unknown as Desk['uploads'],
    downloads: { take: () => undefined },
    close: () => Promise.resolve(),
    notify: (notice) => readers.forEach((reader) => reader(notice)),
    readers: () => readers.size,
  };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

/** Runs the whole suite over one transport. */
export function rpcConformance(name: string, connect: (desk: Desk) => Promise<Connected>): void {
  describe(`rpc over ${name}`, () => {
    let connected: Connected | undefined;
    const start = async (): Promise<{ desk: FakeDesk; client: Client; connected: Connected }> => {
      const desk = fakeDesk();
      connected = await connect(desk);
      return { desk, client: createORPCClient(connected.link) as unknown as Client, connected };
    };
    const procedure = (client: Client, area: string, leaf: string): Procedure =>
      client[area]?.[leaf] as Procedure;

    afterEach(async () => {
      await connected?.close();
      connected = undefined;
    });

    test('a call carries its input in and its answer out, exact', async () => {
      const { client } = await start();
      await expect(procedure(client, 'desk', 'state')({ a: '0.10' })).resolves.toEqual({
        echoed: { a: '0.10' },
        big: 9007199254740993n,
        none: null,
      });
      const list = (await procedure(client, 'customers', 'list')({})) as { rows: unknown[] };
      expect(list.rows).toHaveLength(500);
    });

    test('a refused input and every other coded error keep code and data', async () => {
      const { client } = await start();
      await expect(procedure(client, 'desk', 'openWorkspace')({ id: 1 })).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        data: { paths: ['id'], got: 'object' },
      });
    });

    test('an unknown error crosses as a bare code', async () => {
      const { client } = await start();
      const error: unknown = await procedure(client, 'sync', 'status')({}).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'INTERNAL', data: {} });
      expect(JSON.stringify(error)).not.toContain('secret text');
      expect(String(error)).not.toContain('secret text');
    });

    test('a name that is not in the contract is refused', async () => {
      const { client } = await start();
      await expect(procedure(client, 'desk', 'dropEverything')({})).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });

    test('changes arrive in order, and an abort ends the stream on both sides', async () => {
      const { desk, client } = await start();
      const abort = new AbortController();
      const stream = await client.changes({}, { signal: abort.signal });
      await until(() => desk.readers() === 1);
      const seen: number[] = [];
      for (let i = 0; i < 100; i += 1) desk.notify({ collections: ['customers'], at: i });
      const reading = (async () => {
        for await (const notice of stream) {
          seen.push(notice.at);
          if (seen.length === 100) abort.abort();
        }
      })();
      await reading.catch(() => undefined);
      expect(abort.signal.aborted).toBe(true);
      expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i));
      desk.notify({ collections: ['customers'], at: 100 });
      await until(() => desk.readers() === 0);
    });

    test('a page that leaves ends its stream in the core', async () => {
      const { desk, client, connected: link } = await start();
      await client.changes({});
      await until(() => desk.readers() === 1);
      await link.close();
      desk.notify({ collections: ['customers'], at: 1 });
      await until(() => desk.readers() === 0);
      expect(desk.readers()).toBe(0);
    });

    test('when the core goes, whatever waits is rejected', async () => {
      const { client, connected: link } = await start();
      const waiting = procedure(
        client,
        'home',
        'quota',
      )({}).then(
        () => 'answered',
        () => 'rejected',
      );
      // An answered call proves that the waiting one has been sent before the core goes.
      await procedure(client, 'desk', 'state')({});
      await link.closeServer();
      await expect(waiting).resolves.toBe('rejected');
    });
  });
}
