/**
 * `app://desk/…`: the only place the screens come from (sync-and-safety section 10, rows 3 and 4). It serves a fixed
 * list of packaged files, read once at start; a path that is not in the list does not exist, so there is nothing to
 * traverse to. Every answer, refusals too, carries the security headers.
 */
import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { securityHeaders, withNonce } from '../core/contract/csp.ts';
import type { ElectronModule } from './electron-module.ts';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://desk';
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** Kinds of files that a build of the screens has; others are not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Must be called before the app is ready. */
export function registerScheme(electron: ElectronModule): void {
  electron.protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, corsEnabled: true, supportFetchAPI: true },
    },
  ]);
}

/** Address path ('/assets/x.js') to file, for every servable file below `folder`. */
export async function listServed(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const served = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile() || !(extname(entry.name) in MEDIA_TYPES)) continue;
    const file = join(entry.parentPath, entry.name);
    served.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  }
  return served;
}

/** Address path of a request, when it is one of ours: GET, our scheme and host, no query tricks. */
function pathOf(request: Request): string | undefined {
  if (request.method !== 'GET' || !URL.canParse(request.url)) return undefined;
  const url = new URL(request.url);
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== 'desk') return undefined;
  return url.pathname === '/' ? '/index.html' : url.pathname;
}

/** Answers one request from the list; everything else is 404 with the same headers. */
export async function answer(served: ReadonlyMap<string, string>, request: Request): Promise<Response> {
  const nonce = randomBytes(18).toString('base64');
  const headers = securityHeaders({ nonce });
  const path = pathOf(request);
  const file = path === undefined ? undefined : served.get(path);
  if (file === undefined) {
    return new Response('not found', {
      status: 404,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
    });
  }
  const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
  const content = await readFile(file);
  const body =
    extname(file) === '.html' ? withNonce(content.toString('utf8'), nonce) : new Uint8Array(content);
  return new Response(body, { headers: { ...headers, 'content-type': type } });
}

/** Serves `folder` (dist/renderer) at `app://desk/`. Call when the app is ready. */
export async function serveScreens(electron: ElectronModule, folder: string): Promise<void> {
  const served = await listServed(folder);
  electron.protocol.handle(APP_SCHEME, (request) => answer(served, request));
}
