/** `BrowserWindow`: bounds and states kept in memory, contents in a Playwright page. */
import { EventEmitter } from 'node:events';
import type { StandInContents } from './contents.ts';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowHost {
  /** Windows that exist, in order of creation. */
  readonly windows: StandInWindow[];
  focused: StandInWindow | null;
  attach(preferences: Record<string, unknown>): Promise<StandInContents>;
  allClosed(): void;
}

/** Forwards to contents that are attached a moment later: Electron's exist at once. */
class LateContents extends EventEmitter {
  readonly ready: Promise<StandInContents>;
  real: StandInContents | undefined;
  readonly #early: ((contents: StandInContents) => void)[] = [];

  constructor(attaching: Promise<StandInContents>) {
    super();
    this.ready = attaching.then((contents) => {
      this.real = contents;
      for (const act of this.#early) act(contents);
      return contents;
    });
  }

  when(act: (contents: StandInContents) => void): void {
    if (this.real === undefined) this.#early.push(act);
    else act(this.real);
  }
}

/** Contents as main sees them: events and calls go to the page's contents once they are there. */
function contentsOf(late: LateContents, preferences: Record<string, unknown>): object {
  return new Proxy(late, {
    get(_target, key) {
      if (late.real !== undefined) {
        const value: unknown = Reflect.get(late.real, key);
        return typeof value === 'function' ? value.bind(late.real) : value;
      }
      if (key === 'on' || key === 'once' || key === 'setWindowOpenHandler' || key === 'setZoomFactor') {
        return (...args: unknown[]) => late.when((real) => Reflect.apply(Reflect.get(real, key), real, args));
      }
      if (key === 'isDestroyed') return () => false;
      if (key === 'isLoading') return () => true;
      if (key === 'getZoomFactor') return () => 1;
      if (key === 'getLastWebPreferences') return () => preferences;
      if (key === 'then') return undefined;
      throw new Error(`stand-in: webContents.${String(key)} is used before the page is there`);
    },
  });
}

export class StandInWindow extends EventEmitter {
  readonly webContents: object;
  readonly #late: LateContents;
  readonly #host: WindowHost;
  #bounds: Rectangle;
  #maximised = false;
  #minimised = false;
  #visible: boolean;
  #destroyed = false;

  constructor(
    host: WindowHost,
    options: Rectangle & { show?: boolean; webPreferences: Record<string, unknown> },
    announce: (contents: object) => void,
  ) {
    super();
    const { x, y, width, height } = options;
    this.#host = host;
    this.#bounds = { x, y, width, height };
    this.#visible = options.show !== false;
    this.#late = new LateContents(host.attach(options.webPreferences));
    this.webContents = contentsOf(this.#late, options.webPreferences);
    host.windows.push(this);
    announce(this.webContents);
  }

  /** The page's contents, once attached. */
  contents(): Promise<StandInContents> {
    return this.#late.ready;
  }

  owns(contents: unknown): boolean {
    return contents === this.webContents || contents === this.#late.real;
  }

  async loadURL(address: string): Promise<void> {
    const contents = await this.#late.ready;
    await contents.load(address);
    this.emit('ready-to-show');
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('resize');
    this.emit('move');
  }

  maximize(): void {
    this.#maximised = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#maximised = false;
    this.emit('unmaximize');
  }

  isMaximized(): boolean {
    return this.#maximised;
  }

  minimize(): void {
    this.#minimised = true;
    if (this.#host.focused === this) this.#host.focused = null;
  }

  isMinimized(): boolean {
    return this.#minimised;
  }

  restore(): void {
    this.#minimised = false;
  }

  show(): void {
    this.#visible = true;
    this.focus();
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    this.#host.focused = this;
  }

  isFocused(): boolean {
    return this.#host.focused === this;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    if (this.#destroyed) return;
    this.emit('close', { preventDefault: () => undefined });
    this.#destroyed = true;
    const at = this.#host.windows.indexOf(this);
    if (at !== -1) this.#host.windows.splice(at, 1);
    if (this.#host.focused === this) this.#host.focused = null;
    this.#late.real?.destroy();
    this.#late.real?.page.close().catch(() => undefined);
    this.emit('closed');
    if (this.#host.windows.length === 0) this.#host.allClosed();
  }
}
