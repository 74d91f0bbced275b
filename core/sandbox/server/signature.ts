// The gateway's side of the AK/SK signature (SDK-HMAC-SHA256). Written on its own, apart from the client's signer, so
// that each checks the other.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it arrived. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as sent, '/v2/x?b=1&a=2'. */
  readonly target: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export type SignatureFault =
  | 'missing'
  | 'malformed'
  | 'header-missing'
  | 'date-missing'
  | 'clock'
  | 'unknown-key'
  | 'mismatch';
export type Verdict =
  | { readonly ok: true; readonly ak: string }
  | { readonly ok: false; readonly fault: SignatureFault };

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const unreserved = /[A-Za-z0-9\-._~]/;

/** RFC 3986 encoding of UTF-8 text: only letters, digits and - . _ ~ stay. */
function encode(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    out += unreserved.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    })
    .map(([name = '', value = '']) => [encode(decode(name)), encode(decode(value))] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : x > y ? 1 : 0) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The text whose hash is signed. `signed` are the header names in the order of the Authorization header. */
export function canonicalRequest(request: SignedRequest, signed: readonly string[]): string {
  const at = request.target.indexOf('?');
  const path = at < 0 ? request.target : request.target.slice(0, at);
  const query = at < 0 ? '' : request.target.slice(at + 1);
  const headers = signed.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join('');
  const bodyHash =
    request.headers['x-sdk-content-sha256'] === 'UNSIGNED-PAYLOAD'
      ? 'UNSIGNED-PAYLOAD'
      : sha256(request.body);
  return [
    request.method.toUpperCase(),
    canonicalPath(path),
    canonicalQuery(query),
    headers,
    signed.join(';'),
    bodyHash,
  ].join('\n');
}

/** Hex signature of a request by a secret key. */
export function expectedSignature(
  request: SignedRequest,
  signed: readonly string[],
  date: string,
  sk: string,
): string {
  const text = ['SDK-HMAC-SHA256', date, sha256(canonicalRequest(request, signed))].join('\n');
  return createHmac('sha256', sk).update(text).digest('hex');
}

const AUTHORIZATION =
  /^SDK-HMAC-SHA256\s+Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
const SDK_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

function parseDate(text: string): number {
  const m = SDK_DATE.exec(text);
  return m ? Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`) : Number.NaN;
}

/**
 * Whether the request is signed by a key that `secretOf` knows, within the accepted difference of clocks.
 * @param now the gateway's time, ms UTC @param skewMs accepted difference either way
 */
export function verifySignature(
  request: SignedRequest,
  options: { now: number; skewMs: number; secretOf: (ak: string) => string | undefined },
): Verdict {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) return { ok: false, fault: 'missing' };
  const match = AUTHORIZATION.exec(authorization);
  if (!match) return { ok: false, fault: 'malformed' };
  const [, ak = '', names = '', signature = ''] = match;
  const signed = names.split(';');
  if (!signed.includes('host') || !signed.includes('x-sdk-date'))
    return { ok: false, fault: 'header-missing' };
  if (signed.some((name) => request.headers[name] === undefined))
    return { ok: false, fault: 'header-missing' };
  const date = request.headers['x-sdk-date'] ?? '';
  const time = parseDate(date);
  if (Number.isNaN(time)) return { ok: false, fault: 'date-missing' };
  if (Math.abs(time - options.now) > options.skewMs) return { ok: false, fault: 'clock' };
  const sk = options.secretOf(ak);
  if (sk === undefined) return { ok: false, fault: 'unknown-key' };
  const expected = expectedSignature(request, signed, date, sk);
  const same = timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
  return same ? { ok: true, ak } : { ok: false, fault: 'mismatch' };
}
