import { parentPort, type MessagePort } from 'node:worker_threads';
import type { CoreToMain } from '../contract/host.ts';

/** What crosses with a message: Electron's MessagePortMain, or a thread's own port in tests. */
export type GivenPort = Parameters<import('../rpc/server.ts').RpcServer['servePort']>[0] & { start(): void };

/** The wire to the process that started the core, whichever kind it is. */
export interface Parent {
  onMessage(listener: (data: unknown, ports: readonly GivenPort[]) => void): void;
  post(message: CoreToMain): void;
  /** The parent let go of the wire. */
  onClose(listener: () => void): void;
}

/** The part of Electron's `process.parentPort` that is used; Electron itself is not imported here. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly GivenPort[] }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: CoreToMain): void;
}

function electronParent(port: ElectronParentPort): Parent {
  return {
    onMessage: (listener) => port.on('message', ({ data, ports }) => listener(data, ports)),
    post: (message) => port.postMessage(message),
    onClose: (listener) => port.on('close', listener),
  };
}

/** A thread's ports travel inside the message, as `ports`. */
function threadParent(port: MessagePort): Parent {
  return {
    onMessage: (listener) =>
      port.on('message', (data: { ports?: readonly GivenPort[] } | null) =>
        listener(data, data?.ports ?? []),
      ),
    post: (message) => port.postMessage(message),
    onClose: (listener) => port.on('close', listener),
  };
}

/** The parent of this process or thread, or null when it was started by itself. */
export function findParent(): Parent | null {
  const electron = (process as unknown as { parentPort?: ElectronParentPort }).parentPort;
  if (electron) return electronParent(electron);
  return parentPort ? threadParent(parentPort) : null;
}
