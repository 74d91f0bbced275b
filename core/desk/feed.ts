import type { Clock, Timers } from '../base/clock.ts';
import type { ChangeNotice } from '../contract/index.ts';

/** The change stream: any number of readers, each with one pending notice that later ones are joined to. */
export interface ChangeFeed {
  publish(collections: readonly string[]): void;
  /** From now on, until `signal` is aborted or the feed closes. A slow reader gets fewer, wider notices. */
  read(signal?: AbortSignal): AsyncIterable<ChangeNotice>;
  close(): void;
}

interface Reader {
  readonly pending: Set<string>;
  wake(): void;
}

/** A busy sync commits many times a second; a screen that runs its queries anew need not follow each one. */
export const PAUSE_MS = 100;

/** Notices go out at once when it is quiet, and joined at most every `PAUSE_MS` when it is not. */
export function changeFeed(clock: Clock, timers: Timers): ChangeFeed {
  const readers = new Set<Reader>();
  let closed = false;

  async function* read(reader: Reader, signal: AbortSignal | undefined): AsyncGenerator<ChangeNotice> {
    const stop = (): void => reader.wake();
    signal?.addEventListener('abort', stop);
    try {
      while (!closed && signal?.aborted !== true) {
        if (reader.pending.size === 0) {
          await new Promise<void>((resolve) => (reader.wake = resolve));
          continue;
        }
        const collections = [...reader.pending];
        reader.pending.clear();
        yield { collections, at: clock.now() };
        // An abort during the pause ends the reading below; its reason is of no interest.
        await timers.sleep(PAUSE_MS, signal).catch(() => undefined);
      }
    } finally {
      readers.delete(reader);
      signal?.removeEventListener('abort', stop);
    }
  }

  return {
    publish(collections) {
      for (const reader of readers) {
        for (const name of collections) reader.pending.add(name);
        if (reader.pending.size > 0) reader.wake();
      }
    },
    read(signal) {
      // Joined at once, not at the first `next`: a notice between asking and reading must not be lost.
      const reader: Reader = { pending: new Set(), wake: () => undefined };
      readers.add(reader);
      // A reading that never begins does not run its own end.
      signal?.addEventListener('abort', () => readers.delete(reader), { once: true });
      return read(reader, signal);
    },
    close() {
      closed = true;
      for (const reader of readers) reader.wake();
    },
  };
}
