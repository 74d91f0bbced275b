import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Downloads } from '../desk/types.ts';

/** Where a page gets a finished export: `/download/TOKEN`, once. */
export const DOWNLOAD_PATH = /^\/download\/([\w-]{16,64})$/;

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** RFC 6266: a plain name for the old, the exact one for the rest. */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/**
 * Gives the file behind a token; never kept by the browser, never shown as a page.
 * @returns false when the token names nothing (any more): nothing was answered then
 */
export async function sendDownload(
  response: ServerResponse,
  downloads: Downloads,
  token: string,
): Promise<boolean> {
  const file = downloads.take(token);
  const stat = file === undefined ? null : await fs.stat(file.path).catch(() => null);
  if (file === undefined || stat?.isFile() !== true) return false;
  response.statusCode = 200;
  response.setHeader('content-type', TYPES[path.extname(file.name)] ?? 'application/octet-stream');
  response.setHeader('content-length', stat.size);
  response.setHeader('content-disposition', disposition(file.name));
  response.setHeader('cache-control', 'no-store');
  // A person who closes the page ends the answer; there is nobody left to tell.
  await pipeline(createReadStream(file.path), response).catch(() => void response.destroy());
  return true;
}
