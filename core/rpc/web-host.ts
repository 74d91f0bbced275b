/**
 * The browser host: the same page and the same contract at a loopback address. It listens on 127.0.0.1 only, serves a
 * fixed list of files, and answers nobody but the page that came with its one-time token.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { asCoded, CodedError } from '../base/errors.ts';
import { securityHeaders, withNonce } from '../contract/csp.ts';
import type { Desk } from '../desk/types.ts';
import type { RpcServer } from './server.ts';
import { REFUSALS, webAccess, type Access, type Refusal } from './web-access.ts';
import type { PageFile } from './web-files.ts';
import { DOWNLOAD_PATH, sendDownload } from './web-download.ts';
import { receiveUpload } from './web-upload.ts';
import { refusalPage } from './web-words.ts';

export interface WebHostOptions {
  readonly desk: Desk;
  readonly rpc: RpcServer;
  /** The built screens by path; must hold '/index.html'. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Bytes an upload may have; by default what the disk has free. */
  readonly uploadLimit?: (dir: string) => Promise<number>;
}

export interface WebHost {
  readonly port: number;
  /** The address to open, with the one-time token. It is the only place where the token is given away. */
  readonly address: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Nothing the page sends over the socket is larger; files go through /upload. */
const MAX_MESSAGE = 1024 * 1024;

/** Starts the host. @throws CodedError PORT_IN_USE {port} */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer();
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const access = webAccess(port);
  const host = new Host(options, access, port);
  server.on('request', (request, response) => void host.answer(request, response));
  server.on('upgrade', (request, socket, head) => host.upgrade(request, socket, head));
  return {
    port,
    address: `http://127.0.0.1:${port}/?token=${access.token}`,
    async close() {
      host.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new CodedError('PORT_IN_USE', { port }, { cause: error }) : error);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
}

class Host {
  readonly #options: WebHostOptions;
  readonly #access: Access;
  readonly #port: number;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
  });

  constructor(options: WebHostOptions, access: Access, port: number) {
    this.#options = options;
    this.#access = access;
    this.#port = port;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const nonce = randomBytes(18).toString('base64');
    const headers = securityHeaders({
      nonce,
      connect: [`ws://127.0.0.1:${this.#port}`, `ws://localhost:${this.#port}`],
    });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refused = this.#access.hostRefused(request);
    if (refused) return refuse(response, refused);
    const url = addressOf(request, this.#port);
    if (url === null) return status(response, 400, '');
    if (request.method === 'POST' && url.pathname === '/upload') return await this.#upload(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return status(response, 405, '');
    const token = DOWNLOAD_PATH.exec(url.pathname)?.[1];
    if (token !== undefined) return await this.#download(request, response, token);
    this.#page(request, response, url, nonce);
  }

  /** A finished export: for the page that asked for the token alone, and once. */
  async #download(request: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
    const refused = this.#access.originRefused(request, false) ?? this.#access.sessionRefused(request);
    if (refused) return refuse(response, refused);
    if (request.method !== 'GET') return status(response, 405, '');
    if (!(await sendDownload(response, this.#options.desk.downloads, token))) status(response, 404, '');
  }

  #page(request: IncomingMessage, response: ServerResponse, url: URL, nonce: string): void {
    const token = url.pathname === '/' ? url.searchParams.get('token') : null;
    const signedIn = this.#access.sessionRefused(request) === null;
    if (token !== null) {
      // The first navigation: only this one may come from anywhere, and only once.
      const cookie = this.#access.exchange(token);
      if (cookie === null && !signedIn) return refuse(response, 'TOKEN');
      if (cookie !== null) response.setHeader('set-cookie', cookie);
      response.setHeader('location', '/');
      return status(response, 303, '');
    }
    const refused = this.#access.originRefused(request, false) ?? this.#access.sessionRefused(request);
    if (refused) return refuse(response, refused);
    this.#file(request, response, url.pathname, nonce);
  }

  #file(request: IncomingMessage, response: ServerResponse, name: string, nonce: string): void {
    // Addresses of screens are not files: they all are the one page.
    const known = this.#options.files.get(name);
    const isScreen = known === undefined && !/\.[^/]*$/.test(name);
    const file = isScreen ? this.#options.files.get('/index.html') : known;
    if (file === undefined) return status(response, 404, '');
    const html = file.type.startsWith('text/html');
    const body = html ? Buffer.from(withNonce(file.body.toString('utf8'), nonce)) : file.body;
    response.setHeader('content-type', file.type);
    response.setHeader('content-length', body.length);
    if (file.immutable) response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    response.statusCode = 200;
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  async #upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = this.#access.originRefused(request, true) ?? this.#access.sessionRefused(request);
    if (refused) return refuse(response, refused);
    try {
      const upload = await receiveUpload(request, this.#options.desk.uploads, this.#options.uploadLimit);
      json(response, 200, { upload });
    } catch (error) {
      const { code, data } = asCoded(error);
      json(response, code === 'IMPORT_TOO_LARGE' ? 413 : 400, { code, data });
    }
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A connection that breaks is its own end; without a listener it would be the program's.
    socket.on('error', ignored);
    const refused =
      this.#access.hostRefused(request) ??
      this.#access.originRefused(request, true) ??
      this.#access.sessionRefused(request);
    if (refused || request.url !== '/rpc') {
      const code = refused ? REFUSALS[refused] : 404;
      // Not kept for whoever never closes: the host could not end then.
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${code} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      // The same for a message that is too long or no message at all: `ws` has closed the socket by then.
      client.on('error', ignored);
      this.#options.rpc.serveSocket(client);
    });
  }

  close(): void {
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
  }
}

const ignored = (): void => undefined;

/** What is asked for, seen from this host; null for a target that is no address ('//'), which anybody may send. */
function addressOf(request: IncomingMessage, port: number): URL | null {
  return URL.parse(request.url ?? '/', `http://127.0.0.1:${port}`);
}

function status(response: ServerResponse, code: number, text: string): void {
  response.statusCode = code;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  // What was refused may still be sending; the connection is not worth keeping.
  if (code >= 400) response.setHeader('connection', 'close');
  response.end(text);
}

function json(response: ServerResponse, code: number, value: unknown): void {
  response.statusCode = code;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  if (code >= 400) response.setHeader('connection', 'close');
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  status(response, REFUSALS[refusal], refusalPage(refusal));
}
