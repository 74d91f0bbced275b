/**
 * The native menu as a table: what each entry is called, its keys, and the typed command it sends to the page, or the
 * system's standard role. Same names as in the screens, both languages.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { HostLanguage, MenuArea, MenuCommand } from '../core/contract/host.ts';
import { word } from './words.ts';
import type { Word } from './words.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

type Entry =
  | 'line'
  | { readonly word: Word; readonly role: Role; readonly keys?: string }
  | { readonly word: Word; readonly command: MenuCommand; readonly keys?: string }
  | { readonly word: Word; readonly act: 'new-window'; readonly keys?: string };

interface MenuTable {
  readonly word: Word;
  readonly role?: Role;
  readonly entries: readonly Entry[];
}

const go = (area: MenuArea, name: Word, keys?: string): Entry => ({
  word: name,
  command: { type: 'go', area },
  ...(keys === undefined ? {} : { keys }),
});

const FILE: readonly Entry[] = [
  { word: 'newWindow', act: 'new-window', keys: 'CmdOrCtrl+Shift+N' },
  'line',
  { word: 'importFiles', command: { type: 'import' }, keys: 'CmdOrCtrl+I' },
  { word: 'syncNow', command: { type: 'sync-now' }, keys: 'CmdOrCtrl+R' },
  'line',
  { word: 'print', command: { type: 'print' }, keys: 'CmdOrCtrl+P' },
];

const EDIT: readonly Entry[] = [
  { word: 'undo', role: 'undo' },
  { word: 'redo', role: 'redo' },
  'line',
  { word: 'cut', role: 'cut' },
  { word: 'copy', role: 'copy' },
  { word: 'paste', role: 'paste' },
  { word: 'selectAll', role: 'selectAll' },
  'line',
  { word: 'find', command: { type: 'find' }, keys: 'CmdOrCtrl+F' },
  { word: 'commands', command: { type: 'commands' }, keys: 'CmdOrCtrl+K' },
];

const VIEW: readonly Entry[] = [
  { word: 'actualSize', role: 'resetZoom' },
  { word: 'zoomIn', role: 'zoomIn' },
  { word: 'zoomOut', role: 'zoomOut' },
  'line',
  { word: 'fullScreen', role: 'togglefullscreen' },
];

const GO: readonly Entry[] = [
  go('home', 'home', 'CmdOrCtrl+1'),
  go('customers', 'customers', 'CmdOrCtrl+2'),
  go('orders', 'orders', 'CmdOrCtrl+3'),
  go('expenditures', 'expenditures', 'CmdOrCtrl+4'),
  go('coupons', 'coupons', 'CmdOrCtrl+5'),
  go('resellers', 'resellers', 'CmdOrCtrl+6'),
  'line',
  go('imports', 'imports', 'CmdOrCtrl+7'),
];

const HELP: readonly Entry[] = [
  go('help', 'help', 'F1'),
  { word: 'shortcuts', command: { type: 'shortcuts' }, keys: 'CmdOrCtrl+/' },
];

const PREFERENCES = { command: { type: 'go', area: 'settings' }, keys: 'CmdOrCtrl+,' } as const;

/** The menu bar of macOS: the application's own menu first. */
const MAC: readonly MenuTable[] = [
  {
    word: 'about',
    role: 'appMenu',
    entries: [
      { word: 'about', role: 'about' },
      'line',
      { word: 'settings', ...PREFERENCES },
      'line',
      { word: 'services', role: 'services' },
      'line',
      { word: 'hide', role: 'hide' },
      { word: 'hideOthers', role: 'hideOthers' },
      { word: 'showAll', role: 'unhide' },
      'line',
      { word: 'quit', role: 'quit' },
    ],
  },
  { word: 'file', entries: [...FILE, 'line', { word: 'closeWindow', role: 'close' }] },
  { word: 'edit', entries: EDIT },
  { word: 'view', entries: VIEW },
  { word: 'go', entries: GO },
  {
    word: 'window',
    role: 'windowMenu',
    entries: [
      { word: 'minimize', role: 'minimize' },
      { word: 'zoomWindow', role: 'zoom' },
      'line',
      { word: 'front', role: 'front' },
    ],
  },
  { word: 'helpMenu', role: 'help', entries: HELP },
];

/** The menu bar of Windows and Linux. */
const OTHERS: readonly MenuTable[] = [
  {
    word: 'file',
    entries: [
      ...FILE,
      'line',
      { word: 'preferences', ...PREFERENCES },
      'line',
      { word: 'exit', role: 'quit' },
    ],
  },
  { word: 'edit', entries: EDIT },
  { word: 'view', entries: VIEW },
  { word: 'go', entries: GO },
  {
    word: 'window',
    entries: [
      { word: 'minimize', role: 'minimize' },
      { word: 'closeWindow', role: 'close' },
    ],
  },
  { word: 'helpMenu', entries: [...HELP, 'line', { word: 'about', role: 'about' }] },
];

export interface MenuContext {
  readonly language: HostLanguage;
  readonly platform: NodeJS.Platform;
  /** To the page in the focused window. */
  readonly command: (command: MenuCommand) => void;
  readonly newWindow: () => void;
}

function item(entry: Entry, context: MenuContext): MenuItemConstructorOptions {
  if (entry === 'line') return { type: 'separator' };
  const label = word(context.language, entry.word, context.platform);
  const keys = entry.keys === undefined ? {} : { accelerator: entry.keys };
  if ('role' in entry) return { label, role: entry.role, ...keys };
  const act = 'command' in entry ? () => context.command(entry.command) : context.newWindow;
  return { id: entry.word, label, click: () => act(), ...keys };
}

/** The whole menu bar for `Menu.buildFromTemplate`. */
export function menuTemplate(context: MenuContext): MenuItemConstructorOptions[] {
  const mac = context.platform === 'darwin';
  return (mac ? MAC : OTHERS).map((menu) => ({
    label: menu.role === 'appMenu' ? 'Partner Desk' : word(context.language, menu.word, context.platform),
    ...(menu.role === undefined || menu.role === 'appMenu' ? {} : { role: menu.role }),
    submenu: menu.entries.map((entry) => item(entry, context)),
  }));
}
