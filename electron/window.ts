/**
 * The only place that makes windows, so that their options are decided once (sync-and-safety section 10, row 2).
 */
import type { BrowserWindow, WebPreferences } from 'electron';
import type { ElectronModule } from './electron-module.ts';
import { APP_PAGE } from './protocol.ts';
import { MINIMUM, placeWindow, readState, writeState } from './window-state.ts';

/** Preferences of every window. Each is written down although most are defaults: the test reads them back. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  };
}

export interface WindowOptions {
  readonly preload: string;
  /** File that keeps the window's place. */
  readonly stateFile: string;
}

function keepState(electron: ElectronModule, window: BrowserWindow, stateFile: string): void {
  const keep = (): void => {
    if (window.isDestroyed()) return;
    const bounds = window.getNormalBounds();
    writeState(stateFile, {
      ...bounds,
      displayId: electron.screen.getDisplayMatching(bounds).id,
      maximised: window.isMaximized(),
      zoom: window.webContents.getZoomFactor(),
    });
  };
  let timer: NodeJS.Timeout | undefined;
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, 400);
    timer.unref();
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('maximize', keepSoon);
  window.on('unmaximize', keepSoon);
  window.webContents.on('zoom-changed', keepSoon);
  window.on('close', () => {
    clearTimeout(timer);
    keep();
  });
}

/** Brings a window back into sight when its display was unplugged while it was open. */
function surviveRemovedDisplay(electron: ElectronModule, window: BrowserWindow): void {
  const check = (): void => {
    if (window.isDestroyed()) return;
    const bounds = window.getNormalBounds();
    const place = placeWindow(bounds, workAreas(electron));
    if (place.x !== bounds.x || place.y !== bounds.y) window.setBounds(place);
  };
  electron.screen.on('display-removed', check);
  electron.screen.on('display-metrics-changed', check);
  window.on('closed', () => {
    electron.screen.removeListener('display-removed', check);
    electron.screen.removeListener('display-metrics-changed', check);
  });
}

/** Work areas of the displays, the primary one first. */
function workAreas(electron: ElectronModule): Electron.Rectangle[] {
  const primary = electron.screen.getPrimaryDisplay();
  const others = electron.screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

/** Makes a window with the screens in it; shown when there is something to see, in the theme's colour before. */
export function createWindow(electron: ElectronModule, options: WindowOptions): BrowserWindow {
  const kept = readState(options.stateFile);
  const window = new electron.BrowserWindow({
    ...placeWindow(kept, workAreas(electron)),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title: 'Partner Desk',
    backgroundColor: electron.nativeTheme.shouldUseDarkColors ? '#16181c' : '#f7f8f9',
    webPreferences: webPreferences(options.preload),
  });
  if (kept !== undefined) {
    window.webContents.once('did-finish-load', () => window.webContents.setZoomFactor(kept.zoom));
    if (kept.maximised) window.maximize();
  }
  window.once('ready-to-show', () => window.show());
  keepState(electron, window, options.stateFile);
  surviveRemovedDisplay(electron, window);
  window.loadURL(APP_PAGE).catch(() => {
    // The window stays with its background; the load's failure is reported by 'did-fail-load' in the shell.
  });
  return window;
}
