import type http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { client, closeAll, failure, json, NOW, serve, type Handler } from './testing.ts';

afterEach(closeAll);

// What testConnection tells apart.
const quota = { consumption_quota: '1', amount: '0' };
const pick = (req: http.IncomingMessage): boolean => (req.url ?? '').includes('quota');

test('connection test: all well', async () => {
  const endpoint = await serve((req, res) =>
    json(res, 200, pick(req) ? quota : { count: 0, customer_infos: [] }),
  );
  expect(await client(endpoint).testConnection()).toMatchObject({ endpoint, missing: [] });
});

test('connection test: one right is missing, the sync can go on', async () => {
  const endpoint = await serve((req, res) =>
    pick(req) ? json(res, 403, { error_code: 'CBC.0151' }) : json(res, 200, { count: 0, customer_infos: [] }),
  );
  expect((await client(endpoint).testConnection()).missing).toEqual([
    { operation: 'ShowPartnerConsumptionQuota', permission: 'BPC_ITEM_ACCOUNT_010500' },
  ]);
});

test.each<[string, Handler, number, string, object]>([
  [
    'every right is missing',
    (_, res) => json(res, 403, { error_code: 'CBC.0151' }),
    NOW,
    'PERMISSION_MISSING',
    { operation: 'ShowPartnerConsumptionQuota' },
  ],
  [
    'wrong keys',
    (_, res) =>
      json(res, 401, { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information' }),
    NOW,
    'CREDENTIALS_REFUSED',
    {},
  ],
  [
    'our clock is 16 minutes behind',
    (_, res) => json(res, 401, { error_code: 'APIGW.0301' }),
    NOW + 16 * 60_000,
    'CLOCK_OFF',
    { minutes: 16 },
  ],
  [
    'our clock is 3 hours ahead',
    (_, res) => json(res, 401, { error_code: 'APIGW.0301' }),
    NOW - 180 * 60_000,
    'CLOCK_OFF',
    { minutes: -180 },
  ],
  [
    'a web page',
    (_, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>'),
    NOW,
    'ENDPOINT_NOT_PARTNER_CENTER',
    {},
  ],
  [
    'a page that is not there',
    (_, res) => res.writeHead(404).end('not found'),
    NOW,
    'ENDPOINT_NOT_PARTNER_CENTER',
    { status: 404 },
  ],
  [
    'another JSON service',
    (_, res) => json(res, 200, { hello: 'world' }),
    NOW,
    'ENDPOINT_NOT_PARTNER_CENTER',
    {},
  ],
  [
    'another service behind such a gateway',
    (_, res) => json(res, 404, { error_code: 'APIGW.0101', error_msg: 'API not found' }),
    NOW,
    'ENDPOINT_NOT_PARTNER_CENTER',
    {},
  ],
  [
    'a login page somewhere else',
    (_, res) => res.writeHead(302, { location: 'https://example.invalid/' }).end(),
    NOW,
    'ENDPOINT_NOT_PARTNER_CENTER',
    {},
  ],
  [
    'somebody else who wants a password',
    (_, res) => res.writeHead(401).end('who are you'),
    NOW,
    'ENDPOINT_NOT_PARTNER_CENTER',
    {},
  ],
  [
    'a Partner Center in trouble',
    (_, res) => json(res, 503, { error_code: 'CBC.0999' }),
    NOW,
    'UPSTREAM_FAILED',
    {},
  ],
])('connection test: %s', async (_, handler, date, code, data) => {
  const endpoint = await serve(handler, date);
  expect(await failure(client(endpoint).testConnection())).toMatchObject({ code, data });
});

test('connection test: nobody there', async () => {
  expect(await failure(client('http://127.0.0.1:1').testConnection())).toMatchObject({
    code: 'ENDPOINT_UNREACHABLE',
  });
});

test('connection test: https against something that does not speak it', async () => {
  const endpoint = (await serve((_, res) => res.end())).replace('http:', 'https:');
  expect(await failure(client(endpoint).testConnection())).toMatchObject({
    code: 'ENDPOINT_NOT_PARTNER_CENTER',
  });
});
