import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import type { MainToCore } from '../contract/host.ts';
import { createRpcServer } from '../rpc/server.ts';
import { createDesk, type StartedDesk } from './desk.ts';
import { systemOptions } from './host-defaults.ts';
import type { GivenPort, Parent } from './parent-port.ts';
import { secretChannel, systemSecrets } from './secrets-system.ts';

export interface CoreArguments {
  readonly demo: boolean;
  readonly workspace: string | undefined;
}

/** Reads what the shell passes on: `--demo`, `--workspace DIR`. Anything else is not for the core. */
export function coreArguments(args: readonly string[]): CoreArguments {
  const at = args.indexOf('--workspace');
  const workspace = at === -1 ? undefined : args[at + 1];
  return { demo: args.includes('--demo'), workspace };
}

/**
 * The core of the desktop app: serves the contract on every port it is given, asks main for secrets, and ends when told
 * or when main is gone. Ports that come before the desk is ready wait for it.
 * @param dataDir only tests give one
 */
export async function runCore(parent: Parent, args: CoreArguments, dataDir?: string): Promise<void> {
  const secrets = secretChannel((message) => parent.post(message));
  const ended = Promise.withResolvers<void>();
  const early: GivenPort[] = [];
  let serve = (port: GivenPort): void => void early.push(port);
  let started: StartedDesk | undefined;

  const received: {
    readonly [T in MainToCore['type']]: (message: MainToCore, ports: readonly GivenPort[]) => void;
  } = {
    port: (_message, ports) => ports.forEach((port) => serve(port)),
    shutdown: () => ended.resolve(),
    'secret-answer': (message) => {
      if (message.type === 'secret-answer') secrets.answered(message);
    },
    picked: (message) => {
      if (message.type === 'picked' && started) registerPicked(started, message);
    },
  };
  parent.onMessage((data, ports) => {
    const message = messageOf(data);
    if (message !== null && Object.hasOwn(received, message.type)) received[message.type](message, ports);
  });
  parent.onClose(() => {
    secrets.closed();
    ended.resolve();
  });

  const desk = await createDesk(
    systemOptions({
      host: 'desktop',
      secrets: await systemSecrets(secrets),
      background: true,
      remember: true,
      ...(dataDir === undefined ? {} : { dataDir }),
      showFile: (file, how) => parent.post({ type: 'show-file', path: file, how }),
    }),
  );
  started = desk;
  const rpc = createRpcServer(desk);
  serve = (port) => {
    rpc.servePort(port);
    port.start();
  };
  const opening = openFirst(desk, args);
  // A page that asks for the state meanwhile must not take the first screen for the answer.
  desk.state.holdUntil(opening);
  early.forEach(serve);
  parent.post({ type: 'ready' });
  await opening;
  await ended.promise;
  await desk.close();
}

/** Main is trusted, its messages are still data: whatever has no known type is passed over. */
function messageOf(data: unknown): MainToCore | null {
  const known = typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
  return known ? (data as MainToCore) : null;
}

/** A workspace that does not open leaves the first screen; why is in the log and said when a person tries again. */
async function openFirst(desk: StartedDesk, args: CoreArguments): Promise<void> {
  try {
    if (args.workspace !== undefined) await desk.openFolder(path.resolve(args.workspace));
    else if (args.demo) await desk.call('desk.exploreDemo', {});
    else await desk.openLast();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    desk.log.write('error', 'open', { code: error.code });
  }
}

/** The token stands for the first path; of several files the others are `TOKEN/1`, `TOKEN/2`, … */
function registerPicked(desk: StartedDesk, message: Extract<MainToCore, { type: 'picked' }>): void {
  message.paths.forEach((file, index) => {
    const token = index === 0 ? message.token : `${message.token}/${index}`;
    desk.uploads.register({ path: file, name: path.basename(file), owned: false, token });
  });
}
