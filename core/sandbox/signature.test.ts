import { expect, test } from 'vitest';
import vectors from '../contract/partner-center/signing-vectors.json' with { type: 'json' };
import { authorization, sdkDate } from '../../test/support/sandbox-client.ts';
import {
  canonicalRequest,
  expectedSignature,
  verifySignature,
  type SignedRequest,
} from './server/signature.ts';

function requestOf(vector: (typeof vectors)[number]): SignedRequest {
  const url = new URL(vector.url);
  const headers: Record<string, string> = { authorization: vector.expect.authorization };
  for (const [name, value] of Object.entries(vector.headers)) headers[name.toLowerCase()] = value;
  return {
    method: vector.method,
    target: `${url.pathname}${url.search}`,
    headers,
    body: Buffer.from(vector.body, 'utf8'),
  };
}

const timeOf = (date: string): number =>
  Date.parse(date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));

test.each(vectors)('verifies the published vector $id', (vector) => {
  const request = requestOf(vector);
  const signed = Object.keys(vector.headers)
    .map((name) => name.toLowerCase())
    .sort();
  const date = vector.headers['X-Sdk-Date'];
  const canonical = canonicalRequest(request, signed);
  // One of the published vectors names no canonical request.
  expect(canonical).toBe(vector.expect.canonicalRequest ?? canonical);
  expect(expectedSignature(request, signed, date, vector.secretKey)).toBe(vector.expect.signature);
  const secretOf = (ak: string): string | undefined =>
    ak === vector.accessKey ? vector.secretKey : undefined;
  expect(verifySignature(request, { now: timeOf(date), skewMs: 900_000, secretOf })).toEqual({
    ok: true,
    ak: vector.accessKey,
  });
});

const KEYS = { ak: 'AK', sk: 'SK' };
const NOW = Date.parse('2026-11-23T08:00:00Z');
const options = { now: NOW, skewMs: 15 * 60_000, secretOf: (ak: string) => (ak === 'AK' ? 'SK' : undefined) };

function signed(query: string, body = '', at = NOW, keys = KEYS): SignedRequest {
  const headers: Record<string, string> = { host: 'localhost:1', 'x-sdk-date': sdkDate(at) };
  const input = { method: 'POST', path: '/v2/a b/ü', query, headers, body };
  return {
    method: 'POST',
    target: `/v2/a%20b/%C3%BC${query === '' ? '' : `?${query}`}`,
    headers: { ...headers, authorization: authorization({ ...input, path: '/v2/a%20b/%C3%BC' }, keys) },
    body: Buffer.from(body, 'utf8'),
  };
}

test.each(['empty=', 'q=a%20b', 'q=100%25', 'q=~', 'q=1%2B1', 'q=%E5%AE%A2%E6%88%B7', 'a=1&a=2&b='])(
  'accepts the query %s',
  (query) => {
    expect(verifySignature(signed(query, '{"name":"客户"}'), options)).toEqual({ ok: true, ak: 'AK' });
  },
);

test('tells apart what is wrong', () => {
  const good = signed('a=1', '{}');
  const fault = (request: SignedRequest, now = NOW): unknown => {
    const verdict = verifySignature(request, { ...options, now });
    return verdict.ok ? null : verdict.fault;
  };
  expect(fault({ ...good, headers: {} })).toBe('missing');
  expect(fault({ ...good, headers: { ...good.headers, authorization: 'Bearer x' } })).toBe('malformed');
  expect(fault({ ...good, body: Buffer.from('{ }') })).toBe('mismatch');
  expect(fault({ ...good, target: '/v2/a%20b/%C3%BC?a=2' })).toBe('mismatch');
  expect(fault({ ...good, method: 'PUT' })).toBe('mismatch');
  expect(fault(signed('', '', NOW, { ak: 'AK', sk: 'other' }))).toBe('mismatch');
  expect(fault(signed('', '', NOW, { ak: 'nobody', sk: 'SK' }))).toBe('unknown-key');
  expect(fault(good, NOW + 15 * 60_000)).toBeNull();
  expect(fault(good, NOW + 16 * 60_000)).toBe('clock');
  expect(fault(good, NOW - 16 * 60_000)).toBe('clock');
  const { 'x-sdk-date': _date, ...withoutDate } = good.headers;
  expect(fault({ ...good, headers: withoutDate })).toBe('header-missing');
});
