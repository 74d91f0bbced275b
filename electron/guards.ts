/**
 * What a page may not do (sync-and-safety section 10, rows 2, 5, 6): leave our address, open windows, embed other
 * pages, get any permission or device. External pages open in the person's browser: https only, from an allowlist,
 * after a parse and a question.
 */
import type { Session, WebContents } from 'electron';
import type { ElectronModule } from './electron-module.ts';
import type { Log } from './log.ts';
import { APP_ORIGIN } from './protocol.ts';

/** Hosts that the product links to: Huawei Cloud's sites and consoles. A leading dot allows subdomains. */
export const EXTERNAL_HOSTS: readonly string[] = ['.huaweicloud.com', '.myhuaweicloud.com', '.huawei.com'];

/** May a frame of ours show this address? Only our own origin; compared after a parse, never as text. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  // For schemes that Node does not know, `origin` is 'null': compare the parts.
  return `${url.protocol}//${url.host}` === APP_ORIGIN && url.username === '' && url.password === '';
}

/** The address in normal form when it may be opened in the person's browser, else undefined. */
export function externalAddress(address: string): string | undefined {
  // A backslash, blank or control character is read differently by different parsers: no such address is honest.
  // oxlint-disable-next-line no-control-regex
  if (address.length > 2048 || /[\\\s\u0000-\u001f]/.test(address) || !URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
    return undefined;
  }
  const allowed = EXTERNAL_HOSTS.some(
    (host) => url.hostname === host.slice(1) || url.hostname.endsWith(host),
  );
  return allowed ? url.href : undefined;
}

/** Denies every permission and device on one browser partition. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps one page's contents where they are. */
export function guardContents(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }, url: string, what: string): void => {
    event.preventDefault();
    log('guard', `${what} refused: ${url.slice(0, 200)}`);
  };
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url)) refuse(event, event.url, 'navigation');
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnAddress(event.url)) refuse(event, event.url, 'frame navigation');
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnAddress(event.url)) refuse(event, event.url, 'redirect');
  });
  contents.on('will-attach-webview', (event) => refuse(event, '', 'webview'));
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  contents.setWindowOpenHandler(({ url }) => {
    log('guard', `new window refused: ${url.slice(0, 200)}`);
    return { action: 'deny' };
  });
}

/** Applies the guards to everything that exists or will: sessions and contents of every origin. */
export function installGuards(electron: ElectronModule, log: Log): void {
  const denied = new WeakSet<Session>();
  const deny = (session: Session): void => {
    if (!denied.has(session)) denyPermissions(session);
    denied.add(session);
  };
  electron.app.on('session-created', deny);
  electron.app.on('ready', () => deny(electron.session.defaultSession));
  electron.app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  electron.app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
}
