import { writeFiles, type FileProgress } from './files.ts';
import type { World } from '../world/world.ts';

/** Keeps the folder up to date: one writing at a time, each with what is due when it begins. */
export class FileKeeper {
  readonly #world: World;
  readonly #dir: string;
  readonly #perMonth: number;
  readonly #onFiles: ((progress: FileProgress) => void) | undefined;
  readonly #stop = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  busy = 0;
  lateMs = 0;

  constructor(
    world: World,
    dir: string,
    perMonth: number,
    onFiles: ((progress: FileProgress) => void) | undefined,
  ) {
    this.#world = world;
    this.#dir = dir;
    this.#perMonth = perMonth;
    this.#onFiles = onFiles;
  }

  write(options: { from?: number; to?: number; signal?: AbortSignal } = {}): Promise<string[]> {
    const signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal;
    this.busy += 1;
    const run = this.#last.then(() =>
      writeFiles(this.#world, {
        dir: this.#dir,
        perMonth: this.#perMonth,
        ...options,
        now: this.#world.now() - this.lateMs,
        signal,
        ...(this.#onFiles ? { onProgress: this.#onFiles } : {}),
      }),
    );
    const done = run
      .catch((error: unknown) => {
        // The sandbox closed while writing: nothing is wrong, and half files are already removed.
        if (this.#stop.signal.aborted) return [];
        throw error;
      })
      .finally(() => {
        this.busy -= 1;
      });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }
}
