// A small signing client for tests of the sandbox, with its own signer built from the published steps.
import { createHash, createHmac } from 'node:crypto';
import { findOperation } from '../../core/contract/partner-center/api.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function queryText(query: Readonly<Record<string, string | number>>): string {
  return Object.entries(query)
    .map(([name, value]) => [encode(name), encode(String(value))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export interface Keys {
  readonly ak: string;
  readonly sk: string;
}

export interface SignInput {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The Authorization header of a request; every given header is signed. */
export function authorization(input: SignInput, keys: Keys): string {
  const names = Object.keys(input.headers).sort();
  const path = input.path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
  const canonical = [
    input.method,
    path.endsWith('/') ? path : `${path}/`,
    input.query,
    ...names.map((name) => `${name}:${(input.headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    sha256(input.body),
  ].join('\n');
  const text = `SDK-HMAC-SHA256\n${input.headers['x-sdk-date']}\n${sha256(canonical)}`;
  const signature = createHmac('sha256', keys.sk).update(text).digest('hex');
  return `SDK-HMAC-SHA256 Access=${keys.ak}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

export function sdkDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

export interface CallInput {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly language?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** Parsed with plain JSON.parse; only for looking at, amounts are checked in `text`. */
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export interface SandboxClient {
  call(operationId: string, input?: CallInput): Promise<Reply>;
  raw(method: string, path: string, input?: CallInput): Promise<Reply>;
}

/** A client of a sandbox. @param now the client's clock, ms */
export function sandboxClient(url: string, keys: Keys, now: () => number): SandboxClient {
  async function raw(method: string, path: string, input: CallInput = {}): Promise<Reply> {
    const query = queryText(input.query ?? {});
    const body =
      input.body === undefined
        ? ''
        : typeof input.body === 'string'
          ? input.body
          : JSON.stringify(input.body);
    const signed: Record<string, string> = { host: new URL(url).host, 'x-sdk-date': sdkDate(now()) };
    if (body !== '') signed['content-type'] = 'application/json';
    const headers: Record<string, string> = {
      ...signed,
      authorization: authorization({ method, path, query, headers: signed, body }, keys),
      'x-language': input.language ?? 'en_US',
      ...input.headers,
    };
    delete headers['host'];
    const response = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, {
      method,
      headers,
      ...(body === '' ? {} : { body }),
    });
    const text = await response.text();
    let parsed: unknown = {};
    try {
      parsed = text === '' ? {} : JSON.parse(text);
    } catch {
      parsed = {};
    }
    return {
      status: response.status,
      text,
      body: parsed as Record<string, unknown>,
      headers: response.headers,
    };
  }
  return {
    raw,
    call(operationId, input = {}) {
      const operation = findOperation(operationId);
      if (!operation) throw new RangeError(`no operation ${operationId}`);
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encode(input.path?.[name] ?? ''),
      );
      return raw(operation.method, path, input);
    },
  };
}

/** Every row of a list, page by page. */
export async function sweep(
  client: SandboxClient,
  operationId: string,
  input: CallInput = {},
  limit = 100,
): Promise<Record<string, unknown>[]> {
  const operation = findOperation(operationId);
  const items = operation?.paging?.itemsField ?? 'data';
  const inBody = operation?.params.some((p) => p.name === 'offset' && p.in === 'body') ?? false;
  const rows: Record<string, unknown>[] = [];
  for (;;) {
    const page = { offset: rows.length, limit };
    const reply = await client.call(
      operationId,
      inBody
        ? { ...input, body: { ...(input.body as object), ...page } }
        : { ...input, query: { ...input.query, ...page } },
    );
    if (reply.status !== 200) throw new Error(`${operationId}: ${reply.status} ${reply.text}`);
    const got = reply.body[items] as Record<string, unknown>[];
    rows.push(...got);
    if (got.length < limit) return rows;
  }
}
