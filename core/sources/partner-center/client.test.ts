import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { fixedClock, systemTimers } from '../../base/clock.ts';
import { backoff } from './client.ts';
import { authorization } from './signing.ts';
import { client, closeAll, failure, json, KEYS, NOW, quick, serve, type Handler } from './testing.ts';

afterEach(closeAll);

test('signs what it sends: the server can check the very bytes', async () => {
  const seen: string[] = [];
  const endpoint = await serve((req, res, body) => {
    const url = new URL(req.url ?? '', 'http://x');
    const headers = Object.fromEntries(
      ['content-type', 'host', 'x-language', 'x-sdk-date'].map((n) => [n, String(req.headers[n])]),
    );
    const expected = authorization(
      {
        method: req.method ?? '',
        path: decodeURIComponent(url.pathname),
        query: [...url.searchParams],
        headers,
        ...(body === '' ? {} : { body: Buffer.from(body) }),
      },
      KEYS,
    );
    seen.push(String(req.headers['x-language']), String(req.headers['x-sdk-date']));
    json(res, req.headers.authorization === expected ? 200 : 401, { count: 0, customer_infos: [] });
  });
  const center = client(endpoint);
  await center.call('ListSubCustomers', { body: { offset: 0, limit: 100, label: '华为 %~+' } });
  await center.call('ListCustomerOrders', {
    query: { order_by: 'createTime', order_id: 'a b+c%~*', customer_id: '' },
  });
  await center.call('ShowCustomerOrderDetails', { path: { order_id: 'CS 1?#' } });
  expect(seen.slice(0, 2)).toEqual(['en_US', '20261123T120000Z']);
});

test('items and total come from where the operation has them, numbers as text', async () => {
  const endpoint = await serve((_, res) =>
    json(
      res,
      200,
      '{"total_count":"2","order_infos":[{"order_id":"A","amount":0.10},{"order_id":"B","amount":99999999999999.12345678}]}',
    ),
  );
  const answer = await client(endpoint).call('ListCustomerOrders');
  expect(answer.total).toBe(2);
  expect(answer.items.map((i) => i.body)).toEqual([
    { order_id: 'A', amount: '0.1' },
    { order_id: 'B', amount: '99999999999999.12345678' },
  ]);
  expect(answer.items[0]?.raw).toBe('{"amount":0.1,"order_id":"A"}');
  expect(answer.body['total_count']).toBe('2');
});

test('unit and currency beside the list of budgets are copied into each entry', async () => {
  const endpoint = await serve((_, res) =>
    json(
      res,
      200,
      '{"measure_id":1,"currency":"USD","budget_infos":[{"customer_id":"A","budget_amount":10.50},{"customer_id":"B","currency":"EUR"}]}',
    ),
  );
  const answer = await client(endpoint).call('ListSubCustomerBudget', { body: { customer_ids: ['A', 'B'] } });
  expect(answer.items.map((i) => i.raw)).toEqual([
    '{"budget_amount":10.5,"currency":"USD","customer_id":"A","measure_id":1}',
    '{"currency":"EUR","customer_id":"B","measure_id":1}',
  ]);
});

test('CBC.0000 is success; a failing code inside 200 is a refusal and is not asked again', async () => {
  const good = await serve((_, res) =>
    json(res, 200, { error_code: 'CBC.0000', error_msg: 'ok', count: 0, customer_infos: [] }),
  );
  expect((await client(good).call('ListSubCustomers')).total).toBe(0);
  let asked = 0;
  const bad = await serve(
    (_, res) => ((asked += 1), json(res, 200, { error_code: 'CBC.3006', error_msg: 'no' })),
  );
  expect(await failure(client(bad).call('ListSubCustomers'))).toMatchObject({
    code: 'UPSTREAM_REFUSED',
    data: { code: 'CBC.3006', status: 200, operation: 'ListSubCustomers' },
  });
  expect(asked).toBe(1);
});

test('reads are asked again on 429 and 5xx, in both shapes of error body, with waits in between', async () => {
  const endpoint = await serve((_, res, __, n) => {
    if (n === 0)
      json(res, 429, {
        status_code: 429,
        request_id: 'r1',
        error_code: 'APIGW.0308',
        error_message: 'throttled',
      });
    else if (n === 1) json(res, 500, { error_code: 'CBC.0999', error_msg: 'x' });
    else if (n === 2) res.writeHead(502).end('<html>bad gateway</html>');
    else json(res, 200, { count: 1, customer_infos: [{ customer_id: 'c' }] });
  });
  const slept: number[] = [];
  const clock = fixedClock(NOW);
  const answer = await client(endpoint, { clock, timers: quick(clock, slept) }).call('ListSubCustomers');
  expect(answer.items).toHaveLength(1);
  expect(slept).toHaveLength(3);
});

test('after the last attempt the reason is told; the request id is kept for support', async () => {
  let asked = 0;
  const endpoint = await serve(
    (_, res) => (
      (asked += 1),
      json(res, 429, { error_code: 'APIGW.0308', error_message: 'x', request_id: 'req-7' })
    ),
  );
  expect(await failure(client(endpoint, { attempts: 3 }).call('ListSubCustomers'))).toMatchObject({
    code: 'UPSTREAM_BUSY',
    data: { requestId: 'req-7' },
  });
  expect(asked).toBe(3);
});

test('400 and 403 are never asked again; a missing permission is named', async () => {
  let asked = 0;
  const endpoint = await serve(
    (_, res) => ((asked += 1), json(res, 403, { error_code: 'CBC.0151', error_msg: 'Access denied' })),
  );
  expect(await failure(client(endpoint).call('ShowPartnerConsumptionQuota'))).toMatchObject({
    code: 'PERMISSION_MISSING',
    data: { permission: 'BPC_ITEM_ACCOUNT_010500' },
  });
  const refused = await serve(
    (_, res) => ((asked += 1), json(res, 400, { error_code: 'CBC.0100', error_msg: 'x' })),
  );
  expect(await failure(client(refused).call('ListSubCustomers'))).toMatchObject({ code: 'UPSTREAM_REFUSED' });
  expect(asked).toBe(2);
});

test('a cut body, a body that is not JSON and a closed port', async () => {
  const cut = await serve((_, res) => {
    res.writeHead(200, { 'content-length': '1000' });
    res.write('{"count":');
    setImmediate(() => res.destroy());
  });
  expect(await failure(client(cut, { attempts: 2 }).call('ListSubCustomers'))).toMatchObject({
    code: 'ENDPOINT_UNREACHABLE',
  });
  const html = await serve((_, res) => res.writeHead(200).end('<html>'));
  expect(await failure(client(html, { attempts: 2 }).call('ListSubCustomers'))).toMatchObject({
    code: 'UPSTREAM_UNREADABLE',
  });
  expect(await failure(client('http://127.0.0.1:1', { attempts: 2 }).call('ListSubCustomers'))).toMatchObject(
    { code: 'ENDPOINT_UNREACHABLE', data: { reason: 'ECONNREFUSED' } },
  );
});

test('an answer beyond the limit is refused once, not fetched again', async () => {
  let asked = 0;
  const endpoint = await serve((_, res) => ((asked += 1), res.writeHead(200).end('x'.repeat(5000))));
  expect(await failure(client(endpoint, { maxBodyBytes: 4096 }).call('ListSubCustomers'))).toMatchObject({
    code: 'UPSTREAM_UNREADABLE',
    data: { code: 'TOO_LARGE' },
  });
  expect(asked).toBe(1);
});

test('redirects are not followed', async () => {
  let followed = 0;
  const other = await serve((_, res) => ((followed += 1), json(res, 200, { count: 0, customer_infos: [] })));
  const endpoint = await serve((_, res) => res.writeHead(302, { location: other }).end());
  expect(await failure(client(endpoint, { attempts: 1 }).call('ListSubCustomers'))).toMatchObject({
    code: 'UPSTREAM_UNREADABLE',
  });
  expect(followed).toBe(0);
});

test('a deadline ends an exchange that never answers; an abort ends it at once with its own reason', async () => {
  const endpoint = await serve(() => {});
  expect(
    await failure(
      client(endpoint, { attempts: 1, deadlineMs: 50, timers: systemTimers }).call('ListSubCustomers'),
    ),
  ).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', data: { reason: 'DEADLINE' } });
  const stop = new AbortController();
  const reason = new Error('cancelled by a person');
  const call = client(endpoint).call('ListSubCustomers', {}, { signal: stop.signal });
  setImmediate(() => stop.abort(reason));
  await expect(call).rejects.toBe(reason);
});

test('a path value cannot name another operation', async () => {
  for (const order_id of ['', '..', 'a/b']) {
    expect(
      await failure(client('http://127.0.0.1:1').call('ShowCustomerOrderDetails', { path: { order_id } })),
    ).toMatchObject({ code: 'INPUT_INVALID' });
  }
  expect(await failure(client('http://127.0.0.1:1').call('DeleteEverything'))).toMatchObject({
    code: 'INPUT_INVALID',
  });
});

test.each([
  '',
  'nonsense',
  'ftp://x',
  'http://bss-intl.myhuaweicloud.com',
  'https://user:pw@x',
  'https://x/path',
  'https://x?a=1',
])('the endpoint %j is refused', (endpoint) => {
  expect(() => client(endpoint)).toThrow(expect.objectContaining({ code: 'ENDPOINT_INVALID' }));
});

test('https anywhere and http on this machine are accepted', () => {
  expect(client('https://bss-intl.myhuaweicloud.com/').endpoint).toBe('https://bss-intl.myhuaweicloud.com');
  expect(client('http://localhost:8080').endpoint).toBe('http://localhost:8080');
  expect(client('http://[::1]:8080').endpoint).toBe('http://[::1]:8080');
});

test('a small drift of the clock is corrected in the signature from the second call on', async () => {
  const dates: string[] = [];
  const endpoint = await serve(
    (req, res) => (
      dates.push(String(req.headers['x-sdk-date'])),
      json(res, 200, { count: 0, customer_infos: [] })
    ),
    NOW + 300_000,
  );
  const center = client(endpoint);
  await center.call('ListSubCustomers');
  const second = await center.call('ListSubCustomers');
  expect(dates).toEqual(['20261123T120000Z', '20261123T120500Z']);
  expect(Math.abs(second.at - (NOW + 300_500))).toBeLessThan(10);
});

test('the identity changes with endpoint and access key and shows neither', () => {
  const one = client('https://a.example');
  const others = [
    client('https://b.example'),
    client('https://a.example', { keys: { ...KEYS, accessKey: 'OTHER' } }),
  ];
  for (const other of others) expect(other.identity).not.toBe(one.identity);
  expect(client('https://a.example', { keys: { ...KEYS, secretKey: 'new' } }).identity).toBe(one.identity);
  expect(one.identity).not.toContain(KEYS.accessKey);
});

test('canary: the keys are in no error, no log line and no saved state', async () => {
  const spoken: string[] = [];
  const echo: Handler = (req, res) =>
    json(res, 400, {
      error_code: String(req.headers.authorization),
      error_msg: JSON.stringify(req.headers),
      request_id: String(req.headers.authorization),
    });
  const endpoints = [
    await serve(echo),
    await serve((_, res) => res.destroy()),
    await serve((_, res) => json(res, 401, { error_code: 'APIGW.0301', error_msg: KEYS.secretKey })),
    'http://127.0.0.1:1',
  ];
  for (const endpoint of endpoints) {
    const center = client(endpoint, { attempts: 2 });
    const { error } = await failure(center.call('ListSubCustomers'));
    const tested = await failure(center.testConnection());
    const all = { depth: 20, showHidden: true };
    spoken.push(
      inspect(error, all),
      inspect(tested.error, all),
      inspect(center, all),
      JSON.stringify(center.exportState()),
      JSON.stringify(tested.data),
    );
  }
  const text = spoken.join('\n');
  expect(text).not.toContain(KEYS.secretKey);
  expect(text).not.toContain(KEYS.accessKey);
});

test('back-off: full jitter, doubled each time, capped', () => {
  const most = { next: () => 0.999_999 };
  expect([0, 1, 2, 3, 10, 30].map((n) => backoff(n, most))).toEqual([499, 999, 1999, 3999, 29999, 29999]);
  expect(backoff(5, { next: () => 0 })).toBe(0);
});
