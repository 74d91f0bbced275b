/**
 * A stand-in for the `electron` module: the parts that the shell uses, over a real Chromium driven by Playwright.
 * It has Electron's manners where the shell relies on them (what is denied, in which order events come, what ends
 * when) and throws where something is not there, so that a new use of Electron shows at once.
 */
import { EventEmitter } from 'node:events';
import type { BrowserContext, Route } from '@playwright/test';
import { toMain } from './addresses.ts';
import { StandInContents } from './contents.ts';
import { StandInChannel } from './ports.ts';
import { StandInUtility } from './utility.ts';
import type { ForkOptions } from './utility.ts';
import { StandInWindow } from './window.ts';
import type { Rectangle, WindowHost } from './window.ts';

export interface StandInOptions {
  readonly context: BrowserContext;
  readonly userData: string;
  readonly locale?: string;
  readonly displays?: { id: number; workArea: Rectangle }[];
  /** Another instance holds the lock. */
  readonly second?: boolean;
  readonly storageBackend?: string;
}

type PermissionHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
) => void;

/** The handlers of a session, as set by the shell; Electron allows what has no handler. */
class StandInSession extends EventEmitter {
  request: PermissionHandler = (_contents, _permission, callback) => callback(true);
  check: (contents: unknown, permission: string) => boolean = () => true;
  device: (details: object) => boolean = () => true;
  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(): void {}
  setUSBProtectedClassesHandler(): void {}
  setBluetoothPairingHandler(): void {}
}

export type StandIn = ReturnType<typeof createStandIn>;

interface MenuItem {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  click?: () => void;
  submenu?: MenuItem[];
}

/** Makes the module and the handles by which a test acts as the system. */
export function createStandIn(options: StandInOptions) {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    ready: false,
    quitted: undefined as number | undefined,
    scheme: '',
    whenReady: async () => {
      await Promise.resolve();
      app.ready = true;
      app.emit('session-created', session);
      app.emit('ready');
    },
    isReady: () => app.ready,
    getLocale: () => options.locale ?? 'en-US',
    getPath: (name: string) => (name === 'userData' ? options.userData : `/nowhere/${name}`),
    enableSandbox: () => undefined,
    requestSingleInstanceLock: () => options.second !== true,
    setAsDefaultProtocolClient: (scheme: string) => ((app.scheme = scheme), true),
    quit: () => {
      if (app.quitted !== undefined) return;
      let prevented = false;
      app.emit('before-quit', { preventDefault: () => (prevented = true) });
      if (prevented) return;
      app.quitted = 0;
      for (const window of host.windows.slice()) window.close();
      app.emit('quit');
    },
    exit: (status: number) => {
      app.quitted = status;
      app.emit('quit');
    },
  });
  const session = new StandInSession();
  const handlers = new Map<string, (event: object, ...args: unknown[]) => unknown>();
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: (event: object, ...args: unknown[]) => unknown) =>
      handlers.set(channel, handler),
  });
  const schemes = new Map<string, (request: Request) => Promise<Response>>();
  const privileged: unknown[] = [];
  const cores: StandInUtility[] = [];
  const allContents: StandInContents[] = [];
  const displays = options.displays ?? [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }];
  const screen = Object.assign(new EventEmitter(), {
    getAllDisplays: () => displays,
    getPrimaryDisplay: () => displays[0],
    getDisplayMatching: (place: Rectangle) =>
      displays.find(({ workArea }) => place.x >= workArea.x && place.x < workArea.x + workArea.width) ??
      displays[0],
  });

  const host: WindowHost = {
    windows: [],
    focused: null,
    allClosed: () => app.emit('window-all-closed'),
    async attach(preferences) {
      const page = await options.context.newPage();
      const contents = await StandInContents.attach(page, preferences, {
        send: (event, channel, args) => void ipcMain.emit(channel, event, ...args),
        invoke: async (event, channel, args) => {
          const handler = handlers.get(channel);
          if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
          return handler(event, ...args);
        },
      });
      allContents.push(contents);
      await page.route('**/*', (route) => answer(route, contents));
      return contents;
    },
  };

  /** Every request of every page ends here; nothing reaches a network. */
  async function answer(route: Route, contents: StandInContents): Promise<void> {
    const request = route.request();
    const address = toMain(request.url());
    const handler = schemes.get(new URL(address).protocol.slice(0, -1));
    // 'aborted' leaves the page where it is, as a prevented navigation does; other reasons show an error page.
    if (!contents.allows(request)) return route.abort('aborted');
    if (handler === undefined) {
      contents.escaped.push(address);
      return route.abort('failed');
    }
    const response = await handler(new Request(address, { method: request.method() }));
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  class BrowserWindow extends StandInWindow {
    constructor(windowOptions: Rectangle & { webPreferences: Record<string, unknown> }) {
      super(host, windowOptions, (contents) => app.emit('web-contents-created', {}, contents));
    }
    static getAllWindows(): StandInWindow[] {
      return [...host.windows];
    }
    static getFocusedWindow(): StandInWindow | null {
      return host.focused;
    }
    static fromWebContents(contents: unknown): StandInWindow | null {
      return host.windows.find((window) => window.owns(contents)) ?? null;
    }
  }

  const answers = { openDialog: [] as string[], messageBox: 1, asked: [] as object[] };
  const opened: string[] = [];
  const menu = { current: [] as MenuItem[] };
  const module = {
    app,
    BrowserWindow,
    ipcMain,
    screen,
    nativeTheme: { themeSource: 'system', shouldUseDarkColors: false },
    MessageChannelMain: StandInChannel,
    Menu: {
      buildFromTemplate: (template: MenuItem[]) => template,
      setApplicationMenu: (template: MenuItem[]) => (menu.current = template),
      getApplicationMenu: () => ({ items: menu.current }),
    },
    session: { defaultSession: session },
    protocol: {
      registerSchemesAsPrivileged: (list: unknown[]) => {
        if (app.ready) throw new Error('registerSchemesAsPrivileged must come before ready');
        privileged.push(...list);
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        schemes.set(scheme, handler),
    },
    utilityProcess: {
      fork: (entry: string, args: string[], forkOptions: ForkOptions) => {
        const core = new StandInUtility(entry, args, forkOptions, (details) =>
          app.emit('child-process-gone', {}, details),
        );
        cores.push(core);
        return core;
      },
    },
    dialog: {
      showOpenDialog: async (...args: object[]) => {
        answers.asked.push(args.at(-1) ?? {});
        return { canceled: answers.openDialog.length === 0, filePaths: answers.openDialog };
      },
      showMessageBox: async (...args: object[]) => {
        answers.asked.push(args.at(-1) ?? {});
        return { response: answers.messageBox };
      },
    },
    shell: {
      openExternal: async (url: string) => void opened.push(url),
      openPath: () => Promise.resolve(''),
      showItemInFolder: () => undefined,
    },
    safeStorage: {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => options.storageBackend ?? 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from(`sealed:${text}`),
      decryptString: (sealed: Buffer) => {
        const text = sealed.toString();
        if (!text.startsWith('sealed:')) throw new Error(`cannot open ${text}`);
        return text.slice('sealed:'.length);
      },
    },
  };
  return {
    module,
    app,
    host,
    session,
    screen,
    displays,
    cores,
    allContents,
    answers,
    opened,
    menu,
    privileged,
  };
}
