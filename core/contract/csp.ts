/**
 * The Content-Security-Policy of Partner Desk's pages and the headers that go with it: one text for the desktop
 * (`app://`) and the browser host (sync-and-safety section 10, row 4).
 *
 * Nothing inline runs. Style tags (the component library makes some at run time) need the nonce of the answer that
 * carried the page: the host puts it into the header and, through `withNonce`, into a meta element that the page reads.
 */

/** What index.html carries in the place of the nonce; the host that serves the page replaces it in each answer. */
export const NONCE_PLACEHOLDER = '__PARTNER_DESK_NONCE__';

/** Name of the meta element whose content is the nonce. */
export const NONCE_META = 'csp-nonce';

/** A nonce is base64 text of at least 128 random bits; anything else could break out of the header. */
const NONCE_SHAPE = /^[A-Za-z0-9+/_-]{22,}={0,2}$/;

/** An address a page may connect to: scheme, host, port and nothing more. */
const CONNECT_SHAPE = /^(wss?|https?):\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

export interface PageSecurity {
  /** Fresh for each answer, base64, from at least 16 random bytes. */
  readonly nonce: string;
  /** Loopback addresses beside 'self' that the page may connect to (the browser host's WebSocket). */
  readonly connect?: readonly string[];
}

/** The policy's text. Throws RangeError when a nonce or address does not have the expected shape: a programming error. */
export function contentSecurityPolicy(page: PageSecurity): string {
  if (!NONCE_SHAPE.test(page.nonce)) throw new RangeError('nonce is not base64 of 16 bytes or more');
  const connect = page.connect ?? [];
  const odd = connect.find((address) => !CONNECT_SHAPE.test(address));
  if (odd !== undefined) throw new RangeError(`not a loopback address to connect to: ${odd}`);
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${page.nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The security headers of every answer to a page, names in lower case. */
export function securityHeaders(page: PageSecurity): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(page),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    'cache-control': 'no-store',
  };
}

/** index.html with the answer's nonce in place. */
export function withNonce(html: string, nonce: string): string {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce);
}
