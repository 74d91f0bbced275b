import { once } from 'node:events';
import fs from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { isCoded } from '../base/errors.ts';
import { fakeDesk } from '../../test/conformance/rpc.ts';
import { uploadDesk, type UploadDesk } from '../desk/uploads.ts';
import { createRpcServer } from './server.ts';
import { pageFiles } from './web-files.ts';
import { startWebHost, type WebHost } from './web-host.ts';

let dir = '';
let host: WebHost;
let uploads: UploadDesk;

beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'web-host-'));
  await fs.mkdir(path.join(dir, 'page/assets'), { recursive: true });
  await fs.writeFile(
    path.join(dir, 'page/index.html'),
    '<meta name="csp-nonce" content="__PARTNER_DESK_NONCE__">',
  );
  await fs.writeFile(path.join(dir, 'page/assets/app-1.js'), 'run()');
  await fs.writeFile(path.join(dir, 'page/assets/app-1.js.map'), '{}');
  await fs.writeFile(path.join(dir, 'secret.json'), 'not served');
  uploads = uploadDesk(path.join(dir, 'data'));
  const desk = { ...fakeDesk(), uploads };
  const rpc = createRpcServer(desk, { person: 'tester' });
  host = await startWebHost({
    desk,
    rpc,
    files: pageFiles(path.join(dir, 'page')),
    uploadLimit: () => Promise.resolve(1000),
  });
});

afterEach(async () => {
  await host.close();
  await fs.rm(dir, { recursive: true });
});

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Bare HTTP: fetch would normalise paths and forbid the headers an attacker's tool can set. */
function ask(
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: host.port,
        path: target,
        method,
        headers: { host: `127.0.0.1:${host.port}`, ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const own = (): string => `http://127.0.0.1:${host.port}`;
const tokenPath = (): string => host.address.slice(own().length);

async function signIn(): Promise<string> {
  const reply = await ask(tokenPath());
  return (reply.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

test('the address with its token gives a strict cookie, and the cookie gives the page', async () => {
  const first = await ask(tokenPath());
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe('/');
  expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = (first.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  const page = await ask('/', { cookie });
  expect(page.status).toBe(200);
  const nonce = /content="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const policy = page.headers['content-security-policy'] ?? '';
  expect(policy).toContain(`'nonce-${nonce}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  expect(page.headers['referrer-policy']).toBe('no-referrer');
  expect(page.headers['access-control-allow-origin']).toBeUndefined();
  const again = await ask('/', { cookie });
  expect(again.body).not.toBe(page.body);
  await expect(ask('/customers/abc', { cookie })).resolves.toMatchObject({ status: 200 });
  await expect(ask('/assets/app-1.js', { cookie })).resolves.toMatchObject({ status: 200, body: 'run()' });
});

test('the token works once: without the cookie a second use is refused in both languages', async () => {
  const cookie = await signIn();
  const again = await ask(tokenPath());
  expect(again.status).toBe(403);
  expect(again.headers['set-cookie']).toBeUndefined();
  expect(again.body).toContain('works once');
  expect(again.body).toContain('只能使用一次');
  // The person's own page may be opened from the same link again.
  await expect(ask(tokenPath(), { cookie })).resolves.toMatchObject({ status: 303 });
});

test.each(['', 'x', 'a'.repeat(43), '%00'])(
  'a wrong token %j is refused and does not use up the right one',
  async (wrong) => {
    await expect(ask(`/?token=${wrong}`)).resolves.toMatchObject({ status: 403 });
    expect(await signIn()).not.toBe('');
  },
);

test('nothing is given without the cookie', async () => {
  for (const target of ['/', '/index.html', '/assets/app-1.js', '/rpc', '/nothing'])
    await expect(ask(target), target).resolves.toMatchObject({ status: 401 });
  const cookie = await signIn();
  await expect(ask('/', { cookie: `${cookie}x` })).resolves.toMatchObject({ status: 401 });
});

test('a foreign Host (DNS rebinding) is refused even with token and cookie', async () => {
  const cookie = await signIn();
  for (const name of [
    'evil.example',
    `evil.example:${host.port}`,
    '127.0.0.1',
    `127.0.0.1:${host.port + 1}`,
    '[::1]',
  ]) {
    await expect(ask('/', { cookie, host: name }), name).resolves.toMatchObject({ status: 403 });
    await expect(ask(tokenPath(), { host: name }), name).resolves.toMatchObject({ status: 403 });
  }
  await expect(ask('/', { cookie, host: `localhost:${host.port}` })).resolves.toMatchObject({ status: 200 });
});

test('another origin can neither read nor act with the person’s cookie', async () => {
  const cookie = await signIn();
  const foreign = [
    'http://evil.example',
    'null',
    `http://127.0.0.1:${host.port + 1}`,
    `https://127.0.0.1:${host.port}`,
  ];
  for (const origin of foreign) {
    await expect(ask('/', { cookie, origin }), origin).resolves.toMatchObject({ status: 403 });
    const sent = await ask('/upload', { cookie, origin, 'x-file-name': 'a.csv' }, 'POST', 'x');
    expect(sent.status, origin).toBe(403);
  }
  const silent = await ask('/upload', { cookie, 'x-file-name': 'a.csv' }, 'POST', 'x');
  expect(silent.status).toBe(403);
  for (const site of ['cross-site', 'same-site'])
    await expect(ask('/assets/app-1.js', { cookie, 'sec-fetch-site': site })).resolves.toMatchObject({
      status: 403,
    });
  await expect(ask('/', { cookie, origin: own() }, 'OPTIONS')).resolves.toMatchObject({ status: 405 });
});

test.each([
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/assets/app-1.js.map',
  '//etc/passwd.txt',
  '/assets/..%5c..%5csecret.json',
])('no path leaves the list of files: %s', async (target) => {
  const cookie = await signIn();
  const reply = await ask(target, { cookie });
  expect(reply.body).not.toContain('not served');
  expect([404, 400]).toContain(reply.status);
});

test('an upload becomes a token; its name is only a name', async () => {
  const cookie = await signIn();
  const headers = { cookie, origin: own(), 'x-file-name': encodeURIComponent('../../账单 2026-10.csv') };
  const reply = await ask('/upload', headers, 'POST', 'a,b\n1,2\n');
  expect(reply.status).toBe(200);
  const { upload } = JSON.parse(reply.body) as { upload: string };
  const file = uploads.get(upload);
  expect(file.name).toBe('账单 2026-10.csv');
  await expect(fs.readFile(file.path, 'utf8')).resolves.toBe('a,b\n1,2\n');
  await uploads.drop(upload);
  await expect(fs.stat(file.path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([true, false])(
  'an upload beyond the limit is refused and leaves nothing (length said: %s)',
  async (said) => {
    const cookie = await signIn();
    const body = 'x'.repeat(5000);
    const headers = {
      cookie,
      origin: own(),
      'x-file-name': 'big.csv',
      ...(said ? { 'content-length': '5000' } : { 'transfer-encoding': 'chunked' }),
    };
    const reply = await ask('/upload', headers, 'POST', body);
    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.body)).toEqual({
      code: 'IMPORT_TOO_LARGE',
      data: { limit: 1000, what: 'bytes' },
    });
    await expect(fs.readdir(path.join(dir, 'data/uploads'))).resolves.toEqual([]);
  },
);

test('an upload without a usable name is refused', async () => {
  const cookie = await signIn();
  for (const name of ['', '%E0%A4', encodeURIComponent('a/'), encodeURIComponent('x'.repeat(300))]) {
    const reply = await ask('/upload', { cookie, origin: own(), 'x-file-name': name }, 'POST', 'x');
    expect(JSON.parse(reply.body)).toMatchObject({ code: 'INPUT_INVALID' });
  }
});

function socket(headers: Record<string, string>, target = '/rpc'): Promise<'open' | number> {
  return new Promise((resolve) => {
    const client = new WebSocket(`ws://127.0.0.1:${host.port}${target}`, { headers });
    client.once('open', () => {
      resolve('open');
      client.terminate();
    });
    client.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    client.on('error', () => undefined);
  });
}

test('the socket needs cookie, Origin and Host', async () => {
  const cookie = await signIn();
  const origin = own();
  await expect(socket({ cookie, origin })).resolves.toBe('open');
  await expect(socket({ origin })).resolves.toBe(401);
  await expect(socket({ cookie })).resolves.toBe(403);
  await expect(socket({ cookie, origin: 'http://evil.example' })).resolves.toBe(403);
  await expect(socket({ cookie, origin: `http://127.0.0.1:${host.port + 1}` })).resolves.toBe(403);
  await expect(socket({ cookie, origin, host: `evil.example:${host.port}` })).resolves.toBe(403);
  await expect(socket({ cookie, origin }, '/other')).resolves.toBe(404);
});

test('a target that is no address is refused, and the host lives on', async () => {
  for (const target of ['//', '///', 'http://', 'http://[', '//[']) {
    const reply = await ask(target);
    expect([400, 401], target).toContain(reply.status);
  }
  expect(await signIn()).not.toBe('');
});

test('a refused upgrade that its client neither reads nor closes does not keep the host from ending', async () => {
  const raw = net.connect({ host: '127.0.0.1', port: host.port, allowHalfOpen: true });
  raw.on('error', () => undefined);
  const target = `127.0.0.1:${host.port}`;
  raw.write(`GET /rpc HTTP/1.1\r\nHost: ${target}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  const [answer] = (await once(raw, 'data')) as [Buffer];
  expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 403 /);
  // Ends although the other side stays; afterEach closes once more.
  await host.close();
  raw.destroy();
});

test.each([
  ['a message that is too long', (client: WebSocket) => client.send('x'.repeat(1024 * 1024 + 1))],
  ['bytes that are no frame', (client: WebSocket) => void rawOf(client).write(Buffer.alloc(64, 0xff))],
])('the socket ends for %s, the host does not', async (_what, send) => {
  const cookie = await signIn();
  const client = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin: own() } });
  const closed = Promise.withResolvers<void>();
  client.once('open', () => send(client));
  client.on('error', () => undefined);
  client.once('close', () => closed.resolve());
  await closed.promise;
  await expect(socket({ cookie, origin: own() })).resolves.toBe('open');
});

/** The stream under a socket, to write what no client would send. */
function rawOf(client: WebSocket): net.Socket {
  return (client as unknown as { _socket: net.Socket })._socket;
}

test('a port in use is said by its code', async () => {
  const desk = { ...fakeDesk(), uploads };
  const second = startWebHost({
    desk,
    rpc: createRpcServer(desk, { person: 'tester' }),
    files: new Map(),
    port: host.port,
  });
  await expect(second).rejects.toSatisfy((error) => isCoded(error, 'PORT_IN_USE'));
});
