/**
 * The page's only way to the shell: `window.partnerDesk` with one function per use case. No raw `ipcRenderer`, no
 * event objects. The core's MessagePort cannot pass through the bridge, so it goes to the page as a window message
 * of the page's own origin.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from './channels.ts';
import type { MenuCommand, PartnerDeskApi } from '../core/contract/host.ts';

/** Same text as CORE_PORT_MESSAGE of the contract; repeated so that no library is bundled into the preload. */
const CORE_PORT_MESSAGE: typeof import('../core/contract/host.ts').CORE_PORT_MESSAGE =
  'partner-desk:core-port';

ipcRenderer.on(CHANNELS.corePort, (event) => {
  window.postMessage({ type: CORE_PORT_MESSAGE }, window.location.origin, event.ports);
});

const api: PartnerDeskApi = {
  host: 'desktop',
  requestCorePort: () => ipcRenderer.send(CHANNELS.corePort),
  onMenuCommand(listener) {
    const relay = (_event: unknown, command: MenuCommand): void => listener(command);
    ipcRenderer.on(CHANNELS.menuCommand, relay);
    return () => ipcRenderer.removeListener(CHANNELS.menuCommand, relay);
  },
  setTheme: (theme) => ipcRenderer.invoke(CHANNELS.setTheme, theme),
  setLanguage: (language) => ipcRenderer.invoke(CHANNELS.setLanguage, language),
  pick: (purpose) => ipcRenderer.invoke(CHANNELS.pick, purpose),
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, url),
};

contextBridge.exposeInMainWorld('partnerDesk', api);
