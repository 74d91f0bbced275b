import { createHash, createHmac } from 'node:crypto';

/**
 * The AK/SK request signature SDK-HMAC-SHA256 (API reference 3.1). Pure: everything comes in, nothing is remembered.
 */
const ALGORITHM = 'SDK-HMAC-SHA256';

/** SHA-256 of nothing: the body hash of a request without body. */
export const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** A key pair of the Partner Center. Never logged, never part of an error. */
export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Exactly what will be sent. `query` may name one parameter several times. */
export interface SignableRequest {
  readonly method: string;
  /** Decoded path, e.g. '/v2/partners/sub-customers/query'. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The headers to sign; must hold host and x-sdk-date. A name with an underscore is sent but not signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that are sent; undefined when there is no body. */
  readonly body?: Uint8Array;
}

const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;

/** RFC 3986: everything but A-Z a-z 0-9 - . _ ~ becomes %XX of its UTF-8 bytes. */
export function encodeStrict(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The path as it is sent: every segment encoded, no slash added. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeStrict).join('/');
}

/** The query as it is signed *and* sent: sorted by name, then value (before encoding, as the official SDKs do). */
export function canonicalQuery(query: SignableRequest['query']): string {
  return query
    .toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${encodeStrict(name)}=${encodeStrict(value)}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function signedHeaders(request: SignableRequest): [name: string, value: string][] {
  return Object.entries(request.headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .filter(([name]) => !name.includes('_'))
    .toSorted((a, b) => compare(a[0], b[0]));
}

/** The canonical request: six parts joined with newlines; the header block ends with one of its own. */
export function canonicalRequest(request: SignableRequest): string {
  const path = encodePath(request.path);
  const headers = signedHeaders(request);
  return [
    request.method.toUpperCase(),
    path.endsWith('/') ? path : `${path}/`,
    canonicalQuery(request.query),
    headers.map(([name, value]) => `${name}:${value}\n`).join(''),
    headers.map(([name]) => name).join(';'),
    request.body === undefined || request.body.length === 0 ? EMPTY_HASH : sha256(request.body),
  ].join('\n');
}

/** The string to sign. @param date the X-Sdk-Date value @param canonical the canonical request */
export function stringToSign(date: string, canonical: string): string {
  return `${ALGORITHM}\n${date}\n${sha256(canonical)}`;
}

/** The Authorization header of the request. The secret key is used directly; there is no derived key. */
export function authorization(request: SignableRequest, keys: KeyPair): string {
  const date =
    Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'x-sdk-date')?.[1] ?? '';
  const signature = createHmac('sha256', keys.secretKey)
    .update(stringToSign(date, canonicalRequest(request)))
    .digest('hex');
  const names = signedHeaders(request).map(([name]) => name);
  return `${ALGORITHM} Access=${keys.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

/** X-Sdk-Date of an instant (ms UTC): yyyyMMddTHHmmssZ. */
export function sdkDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Lower-case hex SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
