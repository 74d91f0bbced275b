import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  authorization,
  canonicalQuery,
  canonicalRequest,
  EMPTY_HASH,
  encodeStrict,
  sdkDate,
  sha256,
  stringToSign,
  type SignableRequest,
} from './signing.ts';

const GUIDE = { accessKey: 'QTWAOYTTINDUT2QVKYUC', secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc' };
const DATE = '20191115T033655Z';

const vpcs: SignableRequest = {
  method: 'GET',
  path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
  query: [
    ['limit', '2'],
    ['marker', '13551d6b-755d-4757-b956-536f674975c0'],
  ],
  headers: { 'Content-Type': 'application/json', Host: 'service.region.example.com', 'X-Sdk-Date': DATE },
};

test('the example of the signing guide, step by step', () => {
  const canonical = [
    'GET',
    '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/',
    'limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
    'content-type:application/json',
    'host:service.region.example.com',
    'x-sdk-date:20191115T033655Z',
    '',
    'content-type;host;x-sdk-date',
    EMPTY_HASH,
  ].join('\n');
  expect(canonicalRequest(vpcs)).toBe(canonical);
  expect(sha256(canonical)).toBe('b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a');
  expect(stringToSign(DATE, canonical)).toBe(
    `SDK-HMAC-SHA256\n${DATE}\nb25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a`,
  );
  expect(authorization(vpcs, GUIDE)).toBe(
    'SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
  );
});

test('the example of the open-source SDK: a GET without content type', () => {
  const request: SignableRequest = {
    method: 'GET',
    path: '/resources',
    query: [['size', '1']],
    headers: { Host: 'service.endpoint.myhuaweicloud.com', 'X-Sdk-Date': '20200608T023900Z' },
  };
  expect(authorization(request, { accessKey: 'AccessKey', secretKey: 'SecretKey' })).toBe(
    'SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, Signature=cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
  );
});

const post: SignableRequest = {
  method: 'POST',
  path: '/v2/partners/sub-customers/budget/query',
  query: [],
  headers: { 'Content-Type': 'application/json', Host: 'bss-intl.myhuaweicloud.com', 'X-Sdk-Date': DATE },
  body: Buffer.from('{"customer_ids":["053a48736500d5f40ffec01689b88480"]}'),
};

test('a POST with a body', () => {
  expect(sha256(canonicalRequest(post))).toBe(
    '5679ce77d40332e1a7ac65c18b3973bad26b10fd8dfa5b4df793e6f4a7a1830a',
  );
  expect(authorization(post, GUIDE)).toContain(
    'Signature=2d99f603263907c0a7cba15b6c012069979058ca83bc7b887dd80d3f7f797891',
  );
});

test('an empty value keeps its sign; space, %, ~ and + are encoded as RFC 3986 says', () => {
  expect(canonicalQuery([['a', '']])).toBe('a=');
  expect(canonicalQuery([])).toBe('');
  expect(encodeStrict(' ')).toBe('%20');
  expect(encodeStrict('100%')).toBe('100%25');
  expect(encodeStrict('~a-b._')).toBe('~a-b._');
  expect(encodeStrict('a+b')).toBe('a%2Bb');
  expect(encodeStrict("!'()*")).toBe('%21%27%28%29%2A');
  expect(encodeStrict('中')).toBe('%E4%B8%AD');
});

test('query: sorted by name, then by value', () => {
  const query = [
    ['b', '2'],
    ['a', 'z'],
    ['b', '1'],
    ['a', ''],
  ] as const;
  expect(canonicalQuery(query)).toBe('a=&a=z&b=1&b=2');
});

test('the body hash is of the very bytes: non-ASCII text', () => {
  const body = Buffer.from('{"label":"华为云 é"}', 'utf8');
  expect(canonicalRequest({ ...post, body }).endsWith(sha256(body))).toBe(true);
  expect(canonicalRequest({ ...post, body: new Uint8Array() }).endsWith(EMPTY_HASH)).toBe(true);
});

test('a header whose name has an underscore is not signed; values are trimmed', () => {
  const canonical = canonicalRequest({
    ...vpcs,
    headers: { ...vpcs.headers, x_secret: '1', 'X-Language': ' en_US ' },
  });
  expect(canonical).not.toContain('x_secret');
  expect(canonical).toContain('\nx-language:en_US\n');
});

test('the date of a signature is UTC without punctuation', () => {
  expect(sdkDate(Date.UTC(2019, 10, 15, 3, 36, 55, 999))).toBe(DATE);
});

interface OfficialSigner {
  sign(request: object, credential: { getAk(): string; getSk(): string }): Record<string, string>;
}

/** The official SDK's own signer, from inside its package. */
const { AKSKSigner } = createRequire(import.meta.url)(
  '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js',
) as { AKSKSigner: OfficialSigner };

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,11}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((s) => s.toWellFormed());
const segment = fc.stringMatching(/^[A-Za-z0-9._~-]{1,12}$/);

test('signs any request exactly as the official SDK does', () => {
  fc.assert(
    fc.property(
      fc.record({
        method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
        segments: fc.array(segment, { minLength: 1, maxLength: 5 }),
        query: fc.dictionary(word, text, { maxKeys: 5 }),
        headers: fc.dictionary(
          fc.stringMatching(/^x-[a-z]{1,8}$/),
          fc.stringMatching(/^[a-zA-Z0-9]{1,10}$/),
          { maxKeys: 3 },
        ),
        body: fc.option(fc.dictionary(word, text, { minKeys: 1, maxKeys: 3 })),
        at: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
        ak: fc.stringMatching(/^[A-Z0-9]{20}$/),
        sk: fc.stringMatching(/^[A-Za-z0-9]{40}$/),
      }),
      ({ method, segments, query, headers, body, at, ak, sk }) => {
        const path = `/${segments.join('/')}`;
        const date = sdkDate(at);
        const all = { ...headers, 'content-type': 'application/json', 'X-Sdk-Date': date };
        const official = AKSKSigner.sign(
          {
            method,
            endpoint: `https://bss.example.com${path}`,
            queryParams: { ...query },
            headers: all,
            ...(body ? { data: body } : {}),
          },
          { getAk: () => ak, getSk: () => sk },
        );
        const ours = authorization(
          {
            method,
            path,
            query: Object.entries(query),
            headers: { ...all, host: 'bss.example.com' },
            ...(body ? { body: Buffer.from(JSON.stringify(body), 'utf8') } : {}),
          },
          { accessKey: ak, secretKey: sk },
        );
        expect(ours).toBe(official['Authorization']);
      },
    ),
    { numRuns: 300 },
  );
});
