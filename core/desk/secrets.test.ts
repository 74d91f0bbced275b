import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CoreToMain, MainToCore } from '../contract/host.ts';
import { fileSecrets } from './secrets-file.ts';
import { secretChannel, systemSecrets } from './secrets-system.ts';
import { memorySecrets, type SecretPlace } from './secrets.ts';

const CANARY = 'canary-3ef0a55df89d8491e7e6';
let dir = '';
let place: SecretPlace;
beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'secrets-'));
  place = { dir: path.join(dir, 'workspace'), name: 'sk' };
});
afterEach(async () => {
  await fs.rm(dir, { recursive: true });
});

/** Windows has no such bits: the profile folder's own permissions hold there. */
const posix = process.platform !== 'win32';
const modes = async (...files: string[]): Promise<number[]> =>
  posix ? await Promise.all(files.map(async (file) => (await fs.stat(file)).mode & 0o777)) : [];

test('the file store keeps a secret in a file that only its owner can read', async () => {
  const store = fileSecrets();
  await expect(store.get(place)).resolves.toBeUndefined();
  await store.put(place, CANARY);
  await expect(fileSecrets().get(place)).resolves.toBe(CANARY);
  const file = path.join(place.dir, 'secrets.json');
  expect(await modes(file, place.dir)).toEqual(posix ? [0o600, 0o700] : []);
  await store.remove(place);
  await expect(fs.readdir(place.dir)).resolves.toEqual([]);
  await store.remove(place);
});

test('a file that others can read is refused, and the error does not quote it', async () => {
  await fileSecrets().put(place, CANARY);
  const file = path.join(place.dir, 'secrets.json');
  await fs.chmod(file, 0o644);
  const read: unknown = await fileSecrets()
    .get(place)
    .catch((e: unknown) => e);
  const error = posix ? read : { code: 'SECRET_FILE_EXPOSED', data: { file } };
  expect(error).toMatchObject({ code: 'SECRET_FILE_EXPOSED', data: { file } });
  expect(JSON.stringify([error, String(error)])).not.toContain(CANARY);
});

test('a damaged file is named, never quoted', async () => {
  await fs.mkdir(place.dir);
  await fs.writeFile(path.join(place.dir, 'secrets.json'), `{"sk": ${CANARY}`, { mode: 0o600 });
  const error: unknown = await fileSecrets()
    .get(place)
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'SECRET_FILE_DAMAGED' });
  expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(CANARY);
});

test.each(['', 'a\nb', 'a\r', 'é', 'x'.repeat(5000)])(
  'a secret is one line of printable text: %j',
  async (text) => {
    for (const store of [fileSecrets(), memorySecrets()])
      await expect(store.put(place, text)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        data: { paths: ['sk'] },
      });
  },
);

/** Main's side: seals by reversing, so that a test can tell sealed text from plain text. */
function fakeMain(usable: boolean): { channel: ReturnType<typeof secretChannel>; asked: CoreToMain[] } {
  const asked: CoreToMain[] = [];
  const turned = (text: string): string => Buffer.from(text).reverse().toString();
  const channel = secretChannel((message) => {
    asked.push(message);
    if (message.type !== 'secret') return;
    const { id, op, text } = message;
    const answer: Extract<MainToCore, { type: 'secret-answer' }> = usable
      ? { type: 'secret-answer', id, ok: true, value: op === 'probe' ? '' : turned(text) }
      : { type: 'secret-answer', id, ok: false, code: 'SECRET_STORE_UNAVAILABLE' };
    queueMicrotask(() => channel.answered(answer));
  });
  return { channel, asked };
}

test('the system store writes sealed text only', async () => {
  const { channel } = fakeMain(true);
  const store = await systemSecrets(channel);
  expect(store.kind).toBe('system');
  await store.put(place, CANARY);
  expect(await fs.readFile(path.join(place.dir, 'secrets.json'), 'utf8')).not.toContain(CANARY);
  await expect(store.get(place)).resolves.toBe(CANARY);
  // The file store must not take sealed text for a key.
  await expect(fileSecrets().get(place)).resolves.toBeUndefined();
});

test('without a key store that hides, nothing is written at all', async () => {
  const { channel } = fakeMain(false);
  const store = await systemSecrets(channel);
  expect(store.kind).toBe('none');
  await store.put(place, CANARY);
  await expect(store.get(place)).resolves.toBe(CANARY);
  await expect(fs.readdir(dir)).resolves.toEqual([]);
});

test('when main goes, whoever waits for a secret is told', async () => {
  const channel = secretChannel(() => undefined);
  const waiting = channel.request('decrypt', 'x');
  channel.closed();
  await expect(waiting).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' });
});
