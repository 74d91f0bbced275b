import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { WebSocket, WebSocketServer } from 'ws';
import { createRpcServer } from '../../core/rpc/server.ts';
import { rpcConformance } from './rpc.ts';

const person = { person: 'tester' };

rpcConformance('a message channel', (desk) => {
  const { port1, port2 } = new MessageChannel();
  createRpcServer(desk, person).servePort(port1);
  port1.start();
  const link = new PortLink<Record<never, never>>({ port: port2 });
  port2.start();
  const ended = new Promise<void>((resolve) => port2.once('close', resolve));
  return Promise.resolve({
    link,
    closeServer: async () => {
      port1.close();
      await ended;
    },
    close: async () => {
      port2.close();
      await ended;
    },
  });
});

rpcConformance('a WebSocket', async (desk) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const rpc = createRpcServer(desk, person);
  server.on('connection', (socket) => rpc.serveSocket(socket));
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const closeServer = async (): Promise<void> => {
    for (const client of server.clients) client.terminate();
    server.close();
    await ended;
  };
  return {
    link: new SocketLink<Record<never, never>>({ websocket: socket as unknown as globalThis.WebSocket }),
    closeServer,
    close: async () => {
      socket.close();
      await ended;
      await closeServer();
    },
  };
});
