import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeDesk } from '../../test/conformance/rpc.ts';
import { fixedClock } from '../base/clock.ts';
import { downloadDesk, type DownloadDesk } from '../desk/downloads.ts';
import { createRpcServer } from './server.ts';
import { startWebHost, type WebHost } from './web-host.ts';

let dir = '';
let host: WebHost;
let downloads: DownloadDesk;
const clock = fixedClock(Date.UTC(2026, 10, 23, 4));

beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'download-'));
  downloads = downloadDesk(clock);
  const desk = { ...fakeDesk(), downloads };
  host = await startWebHost({ desk, rpc: createRpcServer(desk), files: new Map() });
});
afterEach(async () => {
  await host.close();
  await fs.rm(dir, { recursive: true });
});

const origin = (): string => `http://127.0.0.1:${host.port}`;

async function signIn(): Promise<string> {
  const reply = await fetch(host.address, { redirect: 'manual' });
  return (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function offer(name = '客户 "a".csv', content = 'ID\r\n1\r\n'): Promise<string> {
  const file = path.join(dir, 'export.csv');
  await fs.writeFile(file, content);
  return downloads.offer({ path: file, name });
}

const get = (token: string, headers: Record<string, string>, method = 'GET'): Promise<Response> =>
  fetch(`${origin()}/download/${token}`, { headers, method });

test('the file comes once, as a file to be saved, kept nowhere', async () => {
  const cookie = await signIn();
  const token = await offer();
  const reply = await get(token, { cookie });
  expect(reply.status).toBe(200);
  expect(await reply.text()).toBe('ID\r\n1\r\n');
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(reply.headers.get('content-length')).toBe('7');
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  expect(reply.headers.get('content-disposition')).toBe(
    `attachment; filename="__ _a_.csv"; filename*=UTF-8''${encodeURIComponent('客户 "a".csv')}`,
  );
  expect((await get(token, { cookie })).status).toBe(404);
});

test('without the cookie, from another page or another host it is refused, and the token is still good', async () => {
  const cookie = await signIn();
  const token = await offer();
  expect((await get(token, {})).status).toBe(401);
  expect((await get(token, { cookie: `${cookie}x` })).status).toBe(401);
  expect((await get(token, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await get(token, { cookie, origin: 'http://evil.example' })).status).toBe(403);
  expect((await get(token, { cookie }, 'HEAD')).status).toBe(405);
  expect((await get(token, { cookie })).status).toBe(200);
});

test.each(['x'.repeat(32), '..%2f..%2fetc%2fpasswd', 'short'])('no file behind %s', async (token) => {
  expect((await get(token, { cookie: await signIn() })).status).toBe(404);
});

test('a token waits a minute; a file that is gone meanwhile is no answer', async () => {
  const cookie = await signIn();
  const late = await offer();
  clock.advance(60_001);
  expect((await get(late, { cookie })).status).toBe(404);
  const gone = await offer();
  await fs.rm(path.join(dir, 'export.csv'));
  expect((await get(gone, { cookie })).status).toBe(404);
});
