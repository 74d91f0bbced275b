import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One file of the page, in memory: what is served is decided at start, not by the request. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  /** The name carries a hash of the content, so it never changes. */
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Reads the built screens: exactly the files that lie there now, by their path from '/'. Nothing of a request is ever
 * joined to a path, so there is nothing to traverse. Files of an unknown kind (source maps) are left out.
 */
export function pageFiles(dir: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const type = TYPES[path.extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = `/${path.relative(dir, file).split(path.sep).join('/')}`;
    files.set(name, { type, body: readFileSync(file), immutable: name.startsWith('/assets/') });
  }
  return files;
}
