import { expect, test } from 'vitest';
import { contentSecurityPolicy, NONCE_PLACEHOLDER, securityHeaders, withNonce } from './csp.ts';

const nonce = Buffer.alloc(18, 7).toString('base64');

test('the policy starts from nothing and allows no inline and no eval', () => {
  const policy = contentSecurityPolicy({ nonce });
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(policy).not.toContain('unsafe');
});

test('the browser host adds its own WebSocket and nothing else can be added', () => {
  const policy = contentSecurityPolicy({ nonce, connect: ['ws://127.0.0.1:4711'] });
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:4711;");
  for (const address of ['ws://evil.example', '*', "ws://127.0.0.1:1; script-src 'unsafe-inline'", 'ws:']) {
    expect(() => contentSecurityPolicy({ nonce, connect: [address] })).toThrow(RangeError);
  }
});

test('a nonce that could break out of the header is refused', () => {
  for (const bad of ['', 'short', `${nonce}'; script-src *`, `${nonce}\n`, 'a b'.repeat(20)]) {
    expect(() => securityHeaders({ nonce: bad })).toThrow(RangeError);
  }
});

test('the nonce takes the place of the mark', () => {
  expect(withNonce(`<meta name="csp-nonce" content="${NONCE_PLACEHOLDER}">`, nonce)).toBe(
    `<meta name="csp-nonce" content="${nonce}">`,
  );
});
