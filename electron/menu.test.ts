import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuArea, menuCommand } from '../core/contract/host.ts';
import type { HostLanguage, MenuCommand } from '../core/contract/host.ts';
import { menuTemplate } from './menu.ts';
import { systemLanguage, WORDS } from './words.ts';

const LANGUAGES: readonly HostLanguage[] = ['en', 'zh-CN'];
const PLATFORMS: readonly NodeJS.Platform[] = ['win32', 'darwin', 'linux'];

function build(language: HostLanguage, platform: NodeJS.Platform) {
  const commands: MenuCommand[] = [];
  const template = menuTemplate({
    language,
    platform,
    command: (command) => commands.push(command),
    newWindow: () => undefined,
  });
  const items = template.flatMap((menu) => menu.submenu as MenuItemConstructorOptions[]);
  const click = (): void => {
    for (const item of items) Reflect.apply(item.click ?? (() => undefined), undefined, []);
  };
  return { template, items, commands, click };
}

/** What a menu says and does, without its language. */
const structure = (items: readonly MenuItemConstructorOptions[]) =>
  items.map(({ id, role, type, accelerator }) => ({ id, role, type, accelerator }));

test('both languages have the same menu, every entry named in its own language', () => {
  for (const platform of PLATFORMS) {
    const [english, chinese] = LANGUAGES.map((language) => build(language, platform));
    expect(structure(english?.items ?? [])).toEqual(structure(chinese?.items ?? []));
    for (const item of english?.items ?? []) expect(item.label ?? '').not.toMatch(/[\u4e00-\u9fff]/);
    const named = (chinese?.items ?? []).filter((item) => item.type !== 'separator');
    for (const item of named) expect(item.label).toMatch(/[\u4e00-\u9fff]/);
  }
});

test('every command is one the page understands, and every area can be reached', () => {
  for (const platform of PLATFORMS) {
    const { commands, click } = build('en', platform);
    click();
    for (const command of commands) expect(menuCommand.safeParse(command).success).toBe(true);
    const areas = commands.flatMap((command) => (command.type === 'go' ? [command.area] : []));
    expect([...areas].sort()).toEqual([...menuArea.options].sort());
    for (const type of ['find', 'commands', 'sync-now', 'import', 'print', 'shortcuts']) {
      expect(commands.map((command) => command.type)).toContain(type);
    }
  }
});

test('the keys people expect are there, none twice', () => {
  for (const platform of PLATFORMS) {
    const { items } = build('en', platform);
    const keys = items.flatMap((item) => item.accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(['CmdOrCtrl+,', 'CmdOrCtrl+F', 'CmdOrCtrl+K', 'CmdOrCtrl+P']),
    );
  }
});

test('standard roles are there on each system', () => {
  const editing = [
    'undo',
    'redo',
    'cut',
    'copy',
    'paste',
    'selectAll',
    'resetZoom',
    'zoomIn',
    'zoomOut',
    'quit',
  ];
  for (const platform of PLATFORMS) {
    const roles = build('en', platform).items.flatMap((item) => item.role ?? []);
    expect(roles).toEqual(expect.arrayContaining(editing));
    for (const debug of ['toggleDevTools', 'reload', 'forceReload']) expect(roles).not.toContain(debug);
  }
  expect(build('en', 'darwin').template.map((menu) => menu.label)[0]).toBe('Partner Desk');
});

test('mnemonics: one letter per menu on Windows, never two alike in one menu, none on macOS', () => {
  for (const language of LANGUAGES) {
    const { template } = build(language, 'win32');
    const menus = [template, ...template.map((menu) => menu.submenu as MenuItemConstructorOptions[])];
    for (const menu of menus) {
      const letters = menu.flatMap((item) => /&(.)/.exec(item.label ?? '')?.[1]?.toLowerCase() ?? []);
      expect(new Set(letters).size, `${language} ${letters.join('')}`).toBe(letters.length);
    }
    expect(template.every((menu) => menu.label?.includes('&'))).toBe(true);
    expect(JSON.stringify(build(language, 'darwin').template)).not.toContain('&');
  }
});

test('every word exists in both languages and differs', () => {
  expect(Object.keys(WORDS['zh-CN']).sort()).toEqual(Object.keys(WORDS.en).sort());
});

test('the language of the system becomes one of ours', () => {
  expect(['zh-CN', 'zh', 'zh-TW', 'en-GB', 'de', ''].map(systemLanguage)).toEqual([
    'zh-CN',
    'zh-CN',
    'zh-CN',
    'en',
    'en',
    'en',
  ]);
});
