// What calls and the control endpoint changed, kept beside the files, so that a demo partner that was worked with is
// the same partner after a restart. The generated part needs no keeping: it follows from the seed.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World, WorldChanges } from './world/world.ts';

interface SavedState {
  readonly version: 1;
  /** Seed and size of the world it belongs to; the state of another one is not read. */
  readonly world: string;
  /** How far time was moved, ms. */
  readonly offset: number;
  readonly changes: WorldChanges;
}

const FILE = 'sandbox-state.json';

const markOf = (world: World): string => {
  const { seed, customers, kind, edgeCases } = world.options;
  return JSON.stringify([seed, customers, kind, edgeCases]);
};

export interface StateKeeper {
  /** Writes the state; the last of several asked for at once wins. */
  save(): Promise<void>;
}

/** Reads the state of the folder into the world; returns how far time was moved (0 when there is none). */
export async function restoreState(world: World, dir: string): Promise<number> {
  const text = await readFile(join(dir, FILE), 'utf8').catch(() => null);
  if (text === null) return 0;
  const state = JSON.parse(text) as SavedState;
  if (state.version !== 1 || state.world !== markOf(world)) return 0;
  world.restore(state.changes);
  return state.offset;
}

/** Keeps the state of a world in a folder. @param offset how far time was moved, ms */
export function keepState(world: World, dir: string, offset: () => number): StateKeeper {
  let last: Promise<void> = Promise.resolve();
  let waiting = false;
  const write = async (): Promise<void> => {
    waiting = false;
    const state: SavedState = { version: 1, world: markOf(world), offset: offset(), changes: world.saved() };
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, `${FILE}.tmp`), JSON.stringify(state));
    await rename(join(dir, `${FILE}.tmp`), join(dir, FILE));
  };
  return {
    save() {
      if (waiting) return last;
      waiting = true;
      last = last.then(write, write);
      return last;
    },
  };
}
