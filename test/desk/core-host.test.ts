import { EventEmitter, once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CoreToMain, MainToCore } from '../../core/contract/host.ts';
import type { DeskState } from '../../core/contract/desk.ts';
import { coreArguments, runCore } from '../../core/desk/core-host.ts';
import type { GivenPort, Parent } from '../../core/desk/parent-port.ts';

let dir = '';
beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'core-host-'));
});
afterEach(async () => {
  await fs.rm(dir, { recursive: true, force: true });
});

/** Electron's main as the core sees it: has no key store, hands out ports. */
class Main extends EventEmitter {
  readonly told: CoreToMain[] = [];
  readonly parent: Parent = {
    onMessage: (listener) => void this.on('message', listener),
    onClose: (listener) => void this.on('close', listener),
    post: (message) => {
      this.told.push(message);
      if (message.type === 'secret')
        this.send({ type: 'secret-answer', id: message.id, ok: false, code: 'SECRET_STORE_UNAVAILABLE' });
      else this.emit('ready');
    },
  };
  send(message: MainToCore, ports: GivenPort[] = []): void {
    this.emit('message', message, ports);
  }
  page(): Client {
    const { port1, port2 } = new MessageChannel();
    this.send({ type: 'port' }, [port1]);
    const client = createORPCClient(new RPCLink<Record<never, never>>({ port: port2 })) as unknown as Client;
    port2.start();
    return client;
  }
}
type Client = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;

const state = async (client: Client): Promise<DeskState> =>
  (await client['desk']?.['state']?.({})) as DeskState;

test('pages are served, also one that asked before the core was ready; a picked file is known by its token alone', async () => {
  const main = new Main();
  const ready = once(main, 'ready');
  const core = runCore(main.parent, { demo: false, workspace: undefined }, dir);
  const early = state(main.page());
  await ready;
  await expect(early).resolves.toMatchObject({ host: 'desktop', secretStore: 'none', workspace: null });
  const page = main.page();
  await fs.writeFile(path.join(dir, 'a.csv'), 'not a bill');
  main.send({ type: 'picked', token: 'tok', purpose: 'import-files', paths: [path.join(dir, 'a.csv')] });
  await expect(page['imports']?.['check']?.({ upload: 'tok' })).rejects.toMatchObject({
    code: 'WORKSPACE_MISSING',
  });
  main.send({ type: 'shutdown' });
  await core;
});

test('a core whose main is gone ends by itself; a workspace that does not open leaves the first screen', async () => {
  const main = new Main();
  const ready = once(main, 'ready');
  const core = runCore(main.parent, { demo: false, workspace: path.join(dir, 'gone') }, dir);
  await ready;
  await expect(state(main.page())).resolves.toMatchObject({ workspace: null });
  main.emit('close');
  await core;
});

test('messages that are not understood are passed over', async () => {
  const main = new Main();
  const ready = once(main, 'ready');
  const core = runCore(main.parent, { demo: false, workspace: undefined }, dir);
  await ready;
  for (const message of [null, 5, 'shutdown', {}, { type: 'constructor' }, { type: 7 }])
    main.emit('message', message, []);
  await expect(state(main.page())).resolves.toMatchObject({ host: 'desktop' });
  main.send({ type: 'shutdown' });
  await core;
});

test('only its own arguments are read', () => {
  expect(coreArguments(['--inspect', '--demo', '--workspace', '/w'])).toEqual({
    demo: true,
    workspace: '/w',
  });
  expect(coreArguments(['--workspace'])).toEqual({ demo: false, workspace: undefined });
});
