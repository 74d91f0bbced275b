/**
 * `webContents` over a Playwright page: the preload runs in it, messages and ports go through, and what Electron would
 * tell main about navigation is told from the page's requests.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { Frame, Page, Request as PageRequest } from '@playwright/test';
import { toBrowser, toMain } from './addresses.ts';
import type { StandInPort } from './ports.ts';

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** What the page's half says (page-side.js). */
type FromPage =
  | { kind: 'document' }
  | { kind: 'send' | 'invoke'; channel: string; args: unknown[] }
  | { kind: 'port-message'; id: number; data: unknown }
  | { kind: 'port-close'; id: number };

export interface IpcSink {
  send(event: object, channel: string, args: unknown[]): void;
  invoke(event: object, channel: string, args: unknown[]): Promise<unknown>;
}

let nextId = 1;

export class StandInContents extends EventEmitter {
  readonly id = nextId++;
  readonly mainFrame = { url: '', origin: '' };
  readonly page: Page;
  /** Addresses outside of the app that the page managed to ask for; must stay empty. */
  readonly escaped: string[] = [];
  readonly #preferences: Record<string, unknown>;
  readonly #ports = new Map<number, MessagePort>();
  #nextPort = 1;
  #zoom = 1;
  #loading = true;
  #loadingByMain = false;
  #destroyed = false;
  #openHandler: WindowOpenHandler = () => ({ action: 'allow' });

  private constructor(page: Page, preferences: Record<string, unknown>) {
    super();
    this.page = page;
    this.#preferences = preferences;
  }

  /** Prepares a page: preload, bindings, events. */
  static async attach(
    page: Page,
    preferences: Record<string, unknown>,
    ipc: IpcSink,
  ): Promise<StandInContents> {
    const contents = new StandInContents(page, preferences);
    await page.exposeBinding('__standInTell', (source, message: FromPage) =>
      contents.#heard(source.frame, message, ipc),
    );
    const half = readFileSync(join(import.meta.dirname, 'page-side.js'), 'utf8');
    const preload = readFileSync(String(preferences['preload']), 'utf8');
    await page.addInitScript({ content: half.replace('/* PRELOAD */', () => preload) });
    page.on('framenavigated', (frame) => contents.#navigated(frame));
    page.on('load', () => {
      contents.#loading = false;
      contents.emit('did-finish-load');
    });
    page.on('popup', (popup) => contents.#opened(popup));
    page.on('crash', () => contents.emit('render-process-gone', {}, { reason: 'crashed' }));
    return contents;
  }

  getLastWebPreferences(): Record<string, unknown> {
    return this.#preferences;
  }

  getURL(): string {
    return toMain(this.page.url());
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  getZoomFactor(): number {
    return this.#zoom;
  }

  setZoomFactor(factor: number): void {
    this.#zoom = factor;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  async load(address: string): Promise<void> {
    this.#loadingByMain = true;
    this.#loading = true;
    await this.page.goto(toBrowser(address));
  }

  reload(): void {
    this.#loadingByMain = true;
    this.page.reload().catch(() => undefined);
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ kind: 'ipc', channel, args, portIds: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly StandInPort[] = []): void {
    const portIds = transfer.map((port) => this.#continuePort(port.release()));
    this.#deliver({ kind: 'ipc', channel, args: [message], portIds });
  }

  /** Would Electron let this request of the page go on? Emits the events that Electron emits. */
  allows(request: PageRequest): boolean {
    if (!request.isNavigationRequest()) return true;
    const isMainFrame = request.frame() === this.page.mainFrame();
    if (isMainFrame && this.#loadingByMain) {
      this.#loadingByMain = false;
      return true;
    }
    const url = toMain(request.url());
    const event = { url, isMainFrame, prevented: false, preventDefault: () => (event.prevented = true) };
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit(request.redirectedFrom() === null ? 'will-navigate' : 'will-redirect', event);
    return !event.prevented;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#closePorts();
    this.emit('destroyed');
  }

  async #heard(frame: Frame, message: FromPage, ipc: IpcSink): Promise<unknown> {
    // A new document: ports of the one before are gone with it. (Moves within a document keep them.)
    if (message.kind === 'document') return this.#closePorts();
    if (message.kind === 'port-message') return this.#ports.get(message.id)?.postMessage(message.data);
    if (message.kind === 'port-close') return this.#ports.get(message.id)?.close();
    const isMain = frame === this.page.mainFrame();
    const senderFrame = isMain ? this.mainFrame : { url: toMain(frame.url()), origin: 'null' };
    const event = { sender: this, senderFrame };
    if (message.kind === 'send') return ipc.send(event, message.channel, message.args);
    try {
      return { ok: true, value: await ipc.invoke(event, message.channel, message.args) };
    } catch (error) {
      return { ok: false, error: String(error) };
    }
  }

  #deliver(message: object): void {
    this.page.evaluate(`globalThis.__standInDeliver?.(${JSON.stringify(message)})`).catch(() => undefined); // the page is gone or going: as in Electron, the message is lost
  }

  #continuePort(port: MessagePort): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.on('message', (data: unknown) => this.#deliver({ kind: 'port-message', id, data }));
    port.on('close', () => {
      this.#ports.delete(id);
      this.#deliver({ kind: 'port-close', id });
    });
    return id;
  }

  #closePorts(): void {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
  }

  #navigated(frame: Frame): void {
    if (frame !== this.page.mainFrame()) return;
    const url = toMain(frame.url());
    Object.assign(this.mainFrame, { url, origin: url.split('/').slice(0, 3).join('/') });
  }

  #opened(popup: Page): void {
    const { action } = this.#openHandler({ url: toMain(popup.url()) });
    if (action === 'allow') this.escaped.push(popup.url());
    popup.close().catch(() => undefined);
  }
}
