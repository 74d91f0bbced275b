/**
 * The channels from page to main, one per use case (sync-and-safety section 10, row 7): only the top frame of one of
 * our own windows is heard, and what it says is checked before anything looks at it.
 */
import type { BrowserWindow, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { hostLanguage, hostTheme, pickPurpose } from '../core/contract/host.ts';
import type { HostLanguage, HostTheme, Picked, PickPurpose } from '../core/contract/host.ts';
import { CHANNELS } from './channels.ts';
import type { ElectronModule } from './electron-module.ts';
import { isOwnAddress } from './guards.ts';
import type { Log } from './log.ts';

export interface PageRequests {
  corePort(window: BrowserWindow): void;
  setTheme(theme: HostTheme): void;
  setLanguage(language: HostLanguage): void;
  pick(window: BrowserWindow, purpose: PickPurpose): Promise<Picked | null>;
  openExternal(window: BrowserWindow, url: string): Promise<boolean>;
}

const externalUrl = z.string().max(2048);

/** The window that speaks, when it is one of ours and speaks from its top frame. */
function speaker(
  electron: ElectronModule,
  event: IpcMainEvent | IpcMainInvokeEvent,
): BrowserWindow | undefined {
  const frame = event.senderFrame;
  const window = electron.BrowserWindow.fromWebContents(event.sender);
  if (frame === null || window === null || frame !== event.sender.mainFrame) return undefined;
  return isOwnAddress(frame.url) ? window : undefined;
}

/** Serves the page's requests. A request that is not understood is refused with one word, and logged by channel. */
export function servePages(electron: ElectronModule, requests: PageRequests, log: Log): void {
  const handle = <T>(
    channel: string,
    schema: z.ZodType<T>,
    serve: (window: BrowserWindow, input: T) => unknown,
  ): void => {
    electron.ipcMain.handle(channel, async (event, input: unknown) => {
      const window = speaker(electron, event);
      const parsed = schema.safeParse(input);
      if (window === undefined || !parsed.success) {
        log('ipc', `refused a request on ${channel}`);
        throw new Error('REFUSED');
      }
      return serve(window, parsed.data);
    });
  };
  electron.ipcMain.on(CHANNELS.corePort, (event) => {
    const window = speaker(electron, event);
    if (window === undefined) log('ipc', `refused a request on ${CHANNELS.corePort}`);
    else requests.corePort(window);
  });
  handle(CHANNELS.setTheme, hostTheme, (_window, theme) => requests.setTheme(theme));
  handle(CHANNELS.setLanguage, hostLanguage, (_window, language) => requests.setLanguage(language));
  handle(CHANNELS.pick, pickPurpose, (window, purpose) => requests.pick(window, purpose));
  handle(CHANNELS.openExternal, externalUrl, (window, url) => requests.openExternal(window, url));
}
