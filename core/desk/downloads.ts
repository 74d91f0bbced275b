import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Download, Downloads } from './types.ts';

/** How long a token waits to be used, ms: the page uses it at once. */
const KEPT_MS = 60_000;
const MOST = 64;

export interface DownloadDesk extends Downloads {
  /** A token that gives this file once. */
  offer(file: Download): string;
  clear(): void;
}

/** Files that may be taken out once, by random token, within a minute. */
export function downloadDesk(clock: Clock): DownloadDesk {
  const files = new Map<string, Download & { readonly until: number }>();
  return {
    offer(file) {
      const token = randomBytes(24).toString('base64url');
      files.set(token, { ...file, until: clock.now() + KEPT_MS });
      const [oldest] = files.keys();
      if (files.size > MOST && oldest !== undefined) files.delete(oldest);
      return token;
    },
    take(token) {
      const file = files.get(token);
      files.delete(token);
      return file === undefined || file.until < clock.now()
        ? undefined
        : { path: file.path, name: file.name };
    },
    clear: () => files.clear(),
  };
}
