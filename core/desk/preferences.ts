import path from 'node:path';
import { preferences, type Preferences } from '../contract/desk.ts';
import type { ParsedInputOf } from '../contract/index.ts';
import { privateFolder, readIfThere, writeWhole } from './files.ts';

/** What a person who never chose gets; the language is asked on the first run. */
const DEFAULTS: Preferences = { language: null, theme: 'system', density: 'compact' };

export interface PreferenceStore {
  get(): Preferences;
  /** Keeps the given ones, leaves the others. @throws CodedError FOLDER_READ_ONLY, DISK_FULL */
  set(changes: ParsedInputOf<'desk.setPreferences'>): Promise<Preferences>;
}

/** Preferences of this machine's user, in `preferences.json` of the data folder. A damaged file counts as none. */
export async function openPreferences(dataDir: string): Promise<PreferenceStore> {
  const file = path.join(dataDir, 'preferences.json');
  let current = DEFAULTS;
  try {
    const read = preferences.partial().parse(JSON.parse((await readIfThere(file)) ?? '{}'));
    current = preferences.parse({ ...DEFAULTS, ...read });
  } catch {
    current = DEFAULTS;
  }
  return {
    get: () => current,
    async set(changes) {
      const next = preferences.parse({ ...current, ...changes });
      await privateFolder(dataDir);
      await writeWhole(file, `${JSON.stringify(next, null, 2)}\n`);
      current = next;
      return current;
    },
  };
}
