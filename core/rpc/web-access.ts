/**
 * Who may talk to the browser host. The page is reached by a one-time token that is exchanged for a strict cookie; another
 * page in the same browser has neither, and Host and Origin keep it from using the person's cookie.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request was turned away; the HTTP status that says so. */
export const REFUSALS = {
  HOST: 403,
  ORIGIN: 403,
  TOKEN: 403,
  SESSION: 401,
} as const;
export type Refusal = keyof typeof REFUSALS;

export interface Access {
  /** The token of the address that is printed; usable once. */
  readonly token: string;
  /** Whether the request names this host by an address of this machine: a foreign name means DNS rebinding. */
  hostRefused(request: IncomingMessage): Refusal | null;
  /** Whether the request comes from our own page. `mustName`: requests that act always carry an Origin. */
  originRefused(request: IncomingMessage, mustName: boolean): Refusal | null;
  sessionRefused(request: IncomingMessage): Refusal | null;
  /** Exchanges the token for the text of a Set-Cookie header; null when it is not the token or was used before. */
  exchange(token: string): string | null;
}

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Compares in constant time, whatever the lengths. */
const equal = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Cookies are shared by all ports of a host name, so the name carries the port. */
const cookieName = (port: number): string => `partner_desk_${port}`;

function cookies(request: IncomingMessage, name: string): string[] {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([key]) => key === name)
    .map(([, value]) => value ?? '');
}

/** Makes the access rules of a host that listens on 127.0.0.1:`port`. */
export function webAccess(port: number): Access {
  const token = secret();
  const session = secret();
  let used = false;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const origins = new Set([...hosts].map((host) => `http://${host}`));
  return {
    token,
    hostRefused: (request) => (hosts.has(request.headers.host ?? '') ? null : 'HOST'),
    originRefused(request, mustName) {
      const { origin, host } = request.headers;
      const site = request.headers['sec-fetch-site'];
      if (origin === undefined && mustName) return 'ORIGIN';
      if (origin !== undefined && (!origins.has(origin) || origin !== `http://${host}`)) return 'ORIGIN';
      return site === undefined || site === 'same-origin' || site === 'none' ? null : 'ORIGIN';
    },
    sessionRefused: (request) =>
      cookies(request, cookieName(port)).some((value) => equal(value, session)) ? null : 'SESSION',
    exchange(given) {
      if (!equal(given, token) || used) return null;
      used = true;
      return `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
  };
}
