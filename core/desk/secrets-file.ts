import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../base/errors.ts';
import { privateFolder, readIfThere, systemCode, writeWhole } from './files.ts';
import { checkSecret, type SecretPlace, type SecretStore } from './secrets.ts';

const entries = z.record(z.string().max(64), z.string().max(16_384));

/** How text is turned into what lies in the file, and back. */
export interface Sealing {
  readonly kind: 'system' | 'file';
  seal(text: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

/** Nothing is hidden from the user's own programs; other users are kept out by the file's mode. */
const plain: Sealing = {
  kind: 'file',
  seal: (text) => Promise.resolve(text),
  open: (sealed) => Promise.resolve(sealed),
};

const fileOf = (place: SecretPlace): string => path.join(place.dir, 'secrets.json');

/**
 * Others of this machine must not be able to read the file. Windows has no such bits: there the profile folder's own
 * permissions hold.
 * @throws CodedError SECRET_FILE_EXPOSED {file}
 */
async function refuseExposed(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const stat = await fs.stat(file).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (stat !== undefined && (stat.mode & 0o077) !== 0) throw new CodedError('SECRET_FILE_EXPOSED', { file });
}

async function readEntries(file: string): Promise<Record<string, string>> {
  await refuseExposed(file);
  const text = await readIfThere(file);
  if (text === undefined) return {};
  try {
    return entries.parse(JSON.parse(text));
  } catch {
    // The parser's message may quote the file: only its name goes on.
    throw new CodedError('SECRET_FILE_DAMAGED', { file });
  }
}

/** Secrets in `secrets.json` of the workspace's folder (mode 0600 in a folder of mode 0700), sealed when a sealing is given. */
export function fileSecrets(sealing: Sealing = plain): SecretStore {
  const key = (place: SecretPlace): string => `${sealing.kind}:${place.name}`;
  return {
    kind: sealing.kind,
    async put(place, text) {
      checkSecret(text);
      await privateFolder(place.dir);
      if (process.platform !== 'win32') await fs.chmod(place.dir, 0o700);
      const file = fileOf(place);
      const kept = await readEntries(file);
      await writeWhole(file, `${JSON.stringify({ ...kept, [key(place)]: await sealing.seal(text) })}\n`);
    },
    async get(place) {
      const sealed = (await readEntries(fileOf(place)))[key(place)];
      return sealed === undefined ? undefined : await sealing.open(sealed);
    },
    async remove(place) {
      const { [key(place)]: gone, ...rest } = await readEntries(fileOf(place));
      if (gone === undefined) return;
      if (Object.keys(rest).length === 0) await fs.rm(fileOf(place));
      else await writeWhole(fileOf(place), `${JSON.stringify(rest)}\n`);
    },
  };
}
