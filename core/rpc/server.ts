/**
 * The contract served over a MessagePort and over WebSocket. The only file that knows oRPC on this side: names are paths
 * (`home.quota` is `client.home.quota`), coded errors keep their code and data, anything else crosses as a bare INTERNAL.
 */
import { ORPCError, os } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { asCoded } from '../base/errors.ts';
import { contract, type ChangeNotice } from '../contract/index.ts';
import type { CallContext, Desk } from '../desk/types.ts';

type ServedPort = Parameters<PortHandler<Record<never, never>>['upgrade']>[0];
type ServedSocket = Parameters<SocketHandler<Record<never, never>>['upgrade']>[0];

/** Serves one desk to any number of pages. */
export interface RpcServer {
  /** Answers on this port until it closes. The caller starts ports that need it. */
  servePort(port: ServedPort): void;
  /** Answers on this socket until it closes. */
  serveSocket(socket: ServedSocket): void;
}

/** What crosses of an error: its code and data, never its text, stack or cause. */
function crossing(error: unknown): ORPCError<string, unknown> {
  const coded = asCoded(error);
  return new ORPCError(coded.code, { status: 500, message: coded.code, data: coded.data });
}

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The change stream. The transport has no back-pressure, so a macrotask passes between two messages: an abort can be read,
 * and notices that arrive meanwhile are joined by the desk.
 */
async function* stream(desk: Desk, signal: AbortSignal | undefined): AsyncGenerator<ChangeNotice> {
  for await (const notice of desk.changes(signal)) {
    yield notice;
    await macrotask();
  }
}

interface Tree {
  [key: string]: ReturnType<typeof procedure> | Tree;
}

function procedure(desk: Desk, name: string, context: CallContext | undefined) {
  return os.handler(async ({ input }) => {
    try {
      return await desk.dispatch(name, input ?? {}, context);
    } catch (error) {
      throw crossing(error);
    }
  });
}

function procedures(desk: Desk, context: CallContext | undefined): Tree {
  const tree: Tree = {};
  for (const name of Object.keys(contract)) {
    const [area = '', leaf = ''] = name.split('.');
    const branch = (tree[area] ??= {}) as Tree;
    branch[leaf] = procedure(desk, name, context);
  }
  return tree;
}

/** Makes the server of a desk. Input is checked by the desk itself, the one border all hosts share. */
export function createRpcServer(desk: Desk, context?: CallContext): RpcServer {
  const router = {
    ...procedures(desk, context),
    changes: os.handler(({ signal }) => stream(desk, signal)),
  };
  const ports = new PortHandler(router);
  const sockets = new SocketHandler(router);
  return {
    servePort: (port) => ports.upgrade(port, { context: {} }),
    serveSocket: (socket) => void sockets.upgrade(socket, { context: {} }),
  };
}
