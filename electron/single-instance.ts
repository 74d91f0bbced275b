/**
 * One shell per person: a second start brings the first one's window to the front and ends. Its arguments, and
 * addresses opened by the system, are data: parsed against one narrow form, everything else ignored
 * (sync-and-safety section 10, row 11).
 */
import type { MenuCommand } from '../core/contract/host.ts';
import type { ElectronModule } from './electron-module.ts';

export const LINK_SCHEME = 'partnerdesk';

/** `partnerdesk://customer/ID` as a command for the page; undefined for anything else. */
export function parseLink(text: string): MenuCommand | undefined {
  const match = /^partnerdesk:\/\/customer\/([A-Za-z0-9_-]{1,64})\/?$/.exec(text);
  return match?.[1] === undefined ? undefined : { type: 'open-customer', id: match[1] };
}

/** The first link among a program's arguments. */
export function linkAmong(args: readonly unknown[]): MenuCommand | undefined {
  for (const arg of args.slice(0, 64)) {
    const command = typeof arg === 'string' ? parseLink(arg) : undefined;
    if (command !== undefined) return command;
  }
  return undefined;
}

export interface FirstInstance {
  /** Bring the window to the front. */
  readonly focus: () => void;
  readonly command: (command: MenuCommand) => void;
}

/** True when this is the first instance; then `first` hears about later starts. False: end at once. */
export function becomeFirst(electron: ElectronModule, first: FirstInstance): boolean {
  if (!electron.app.requestSingleInstanceLock()) return false;
  const open = (args: readonly unknown[]): void => {
    first.focus();
    const command = linkAmong(args);
    if (command !== undefined) first.command(command);
  };
  electron.app.on('second-instance', (_event, args) => open(args));
  // macOS gives addresses as an event instead of an argument.
  electron.app.on('open-url', (event, url) => {
    event.preventDefault();
    open([url]);
  });
  return true;
}
