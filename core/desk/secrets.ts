import { z } from 'zod';
import { CodedError } from '../base/errors.ts';

/** Where a secret belongs: a workspace's folder, and what it is there. */
export interface SecretPlace {
  /** The workspace's folder. */
  readonly dir: string;
  readonly name: 'sk';
}

/**
 * Where secret keys are kept. `system`: sealed by the key store of the system; `file`: a file that only the user can
 * read; `none`: nowhere, the key lives in memory until the program ends. No text of a secret is ever in an error or log.
 */
export interface SecretStore {
  readonly kind: 'system' | 'file' | 'none';
  /** @throws CodedError SECRET_STORE_UNAVAILABLE, FOLDER_READ_ONLY, DISK_FULL */
  put(place: SecretPlace, text: string): Promise<void>;
  /** The secret, or undefined when none is kept. @throws CodedError SECRET_FILE_EXPOSED, SECRET_STORE_UNAVAILABLE */
  get(place: SecretPlace): Promise<string | undefined>;
  remove(place: SecretPlace): Promise<void>;
}

/** Secrets are one line of printable text: a line break would split the entry of some key stores. */
export const secretText = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[\x20-\x7e]+$/);

/** @throws CodedError INPUT_INVALID that does not carry the text */
export function checkSecret(text: string): void {
  if (!secretText.safeParse(text).success) throw new CodedError('INPUT_INVALID', { paths: ['sk'] });
}

/** For a machine without a safe place: kept for this run alone. */
export function memorySecrets(): SecretStore {
  const kept = new Map<string, string>();
  const key = (place: SecretPlace): string => `${place.dir}\n${place.name}`;
  return {
    kind: 'none',
    // eslint-disable-next-line typescript/require-await -- a refusal is a rejection, as in the other stores
    put: async (place, text) => {
      checkSecret(text);
      kept.set(key(place), text);
    },
    get: (place) => Promise.resolve(kept.get(key(place))),
    remove: (place) => {
      kept.delete(key(place));
      return Promise.resolve();
    },
  };
}
