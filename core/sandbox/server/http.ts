import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Timers } from '../../base/clock.ts';
import type { Outcome } from './gateway.ts';
import type { SignedRequest } from './signature.ts';

const MAX_BODY = 1024 * 1024;

/** Whatever answers requests. */
export interface Responder {
  respond(request: SignedRequest): Promise<Outcome> | Outcome;
}

async function readAll(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new RangeError('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf(message: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(message.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome.drop) {
    response.destroy();
    return;
  }
  const { status, body } = outcome.answer;
  const headers: Record<string, string> = { 'X-Request-Id': outcome.requestId, ...outcome.headers };
  if (outcome.spoil === 'garbage') {
    response.writeHead(status === 204 ? 200 : status, { ...headers, 'Content-Type': 'text/html' });
    response.end('<html><body>It works!</body></html>');
    return;
  }
  if (body === null) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  headers['Content-Type'] = 'application/json;charset=UTF-8';
  headers['Content-Length'] = String(bytes.length);
  response.writeHead(status, headers);
  if (outcome.spoil === 'cut-body') {
    // Announces the whole, sends half, hangs up.
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
    return;
  }
  response.end(bytes);
}

async function serve(
  responder: Responder,
  timers: Timers,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readAll(message);
  const outcome = await responder.respond({
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers: headersOf(message),
    body,
  });
  if (outcome.delayMs !== undefined && outcome.delayMs > 0) await timers.sleep(outcome.delayMs);
  if (!response.destroyed) send(response, outcome);
}

export interface Listening {
  readonly server: Server;
  readonly url: string;
}

/** Listens on loopback only. @param port 0 = any free one @throws the system's error when the port is taken */
export async function listen(
  responder: Responder,
  timers: Timers,
  port: number,
  onError: (error: unknown) => void,
): Promise<Listening> {
  const server = createServer((message, response) => {
    serve(responder, timers, message, response).catch((error: unknown) => {
      onError(error);
      if (response.headersSent) response.destroy();
      else {
        response.writeHead(500, { 'Content-Type': 'application/json;charset=UTF-8' });
        response.end(JSON.stringify({ error_code: 'CBC.0999', error_msg: 'Other or unknown error.' }));
      }
    });
  });
  // Clients keep connections open between pages; closing them early would look like a fault.
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${address.port}` };
}
