/**
 * Puts the parts of the shell together. Everything it needs comes as a parameter, so that the compiled main process
 * runs the same against a stand-in.
 */
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { HostLanguage, MenuCommand } from '../core/contract/host.ts';
import { CHANNELS } from './channels.ts';
import { CoreProcess } from './core-process.ts';
import { askAfterCoreDeaths, confirmExternal, pick } from './dialogs.ts';
import type { ElectronModule } from './electron-module.ts';
import { externalAddress, installGuards } from './guards.ts';
import { servePages } from './ipc.ts';
import type { Log } from './log.ts';
import { menuTemplate } from './menu.ts';
import { registerScheme, serveScreens } from './protocol.ts';
import { answerSecret } from './safe-storage.ts';
import { showFile } from './show-file.ts';
import { becomeFirst, LINK_SCHEME, linkAmong } from './single-instance.ts';
import { createWindow } from './window.ts';
import { systemLanguage } from './words.ts';

export interface ShellOptions {
  readonly electron: ElectronModule;
  /** Folder of the built app: holds core/, electron/, renderer/. */
  readonly dist: string;
  /** Arguments of the program, without Electron's own. */
  readonly args: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

/** Arguments that the core understands; everything else stays with the shell. */
export function coreArguments(args: readonly string[]): string[] {
  const workspace = args.indexOf('--workspace');
  const folder = workspace === -1 ? undefined : args[workspace + 1];
  return [
    ...(args.includes('--demo') ? ['--demo'] : []),
    ...(folder === undefined || folder.startsWith('--') ? [] : ['--workspace', folder]),
  ];
}

class Shell {
  readonly #options: ShellOptions;
  readonly #core: CoreProcess;
  #language: HostLanguage;
  #pendingLink: MenuCommand | undefined;

  constructor(options: ShellOptions) {
    const { electron, log, platform } = options;
    this.#options = options;
    this.#language = systemLanguage(electron.app.getLocale());
    this.#pendingLink = linkAmong(options.args);
    this.#core = new CoreProcess(electron, {
      entry: join(options.dist, 'core', 'main-core.js'),
      args: coreArguments(options.args),
      log,
      now: Date.now,
      onMessage: (message, answer) => {
        if (message.type === 'secret') answer(answerSecret(electron, platform, message));
        if (message.type === 'show-file') showFile(electron, message, log);
      },
      onGivenUp: () => void this.#coreGivenUp(),
    });
  }

  /** Called once the app is ready. */
  async run(): Promise<void> {
    const { electron, dist, log } = this.#options;
    await serveScreens(electron, join(dist, 'renderer'));
    servePages(electron, this.#requests(), log);
    this.#buildMenu();
    this.#core.start();
    this.openWindow();
    electron.app.on('activate', () => {
      if (electron.BrowserWindow.getAllWindows().length === 0) this.openWindow();
    });
    electron.app.on('window-all-closed', () => {
      if (this.#options.platform !== 'darwin') electron.app.quit();
    });
    let stopped = false;
    electron.app.on('before-quit', (event) => {
      if (stopped) return;
      event.preventDefault();
      void this.#core.stop().then(() => {
        stopped = true;
        electron.app.quit();
      });
    });
  }

  openWindow(): BrowserWindow {
    const { electron, dist, log } = this.#options;
    const window = createWindow(electron, {
      preload: join(dist, 'electron', 'preload.cjs'),
      stateFile: join(electron.app.getPath('userData'), 'window.json'),
    });
    window.webContents.on('did-fail-load', (_event, code, description) =>
      log('window', `screens did not load: ${code} ${description}`),
    );
    window.webContents.on('render-process-gone', (_event, details) => {
      log('window', `page gone: ${details.reason}`);
      if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
    });
    return window;
  }

  /** Brings a window to the front; opens one when there is none (macOS). */
  focus(): void {
    const { electron } = this.#options;
    if (!electron.app.isReady()) return;
    const window = electron.BrowserWindow.getAllWindows()[0] ?? this.openWindow();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Sends a command to the page in front; kept until a page listens when there is none yet. */
  command(command: MenuCommand): void {
    const { electron } = this.#options;
    const ready = electron.app.isReady();
    const window = ready
      ? (electron.BrowserWindow.getFocusedWindow() ?? electron.BrowserWindow.getAllWindows()[0])
      : undefined;
    if (window === undefined || window.webContents.isLoading()) this.#pendingLink = command;
    else window.webContents.send(CHANNELS.menuCommand, command);
  }

  #requests(): Parameters<typeof servePages>[1] {
    const { electron } = this.#options;
    return {
      corePort: (window) => {
        this.#core.attach(window.webContents);
        // The page listens now: an address it was started with can be opened.
        const link = this.#pendingLink;
        this.#pendingLink = undefined;
        if (link !== undefined) window.webContents.send(CHANNELS.menuCommand, link);
      },
      setTheme: (theme) => {
        electron.nativeTheme.themeSource = theme;
      },
      setLanguage: (language) => {
        this.#language = language;
        this.#buildMenu();
      },
      pick: (window, purpose) =>
        pick(electron, window, this.#language, purpose, (message) => this.#core.send(message)),
      openExternal: async (window, url) => {
        const address = externalAddress(url);
        if (address === undefined) return false;
        if (!(await confirmExternal(electron, window, this.#language, address))) return false;
        await electron.shell.openExternal(address);
        return true;
      },
    };
  }

  #buildMenu(): void {
    const { electron, platform } = this.#options;
    const template = menuTemplate({
      language: this.#language,
      platform,
      command: (command) => this.command(command),
      newWindow: () => void this.openWindow(),
    });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));
  }

  async #coreGivenUp(): Promise<void> {
    const { electron } = this.#options;
    if (await askAfterCoreDeaths(electron, this.#language)) this.#core.restart();
    else electron.app.quit();
  }
}

/** Starts the desktop application. Resolves when the first window is made; a second instance ends at once. */
export async function startShell(options: ShellOptions): Promise<void> {
  const { electron } = options;
  registerScheme(electron);
  installGuards(electron, options.log);
  electron.app.enableSandbox();
  const shell = new Shell(options);
  const isFirst = becomeFirst(electron, {
    focus: () => shell.focus(),
    command: (command) => shell.command(command),
  });
  if (!isFirst) {
    electron.app.quit();
    return;
  }
  electron.app.setAsDefaultProtocolClient(LINK_SCHEME);
  await electron.app.whenReady();
  await shell.run();
}
