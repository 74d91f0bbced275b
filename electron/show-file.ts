/** Shows a finished export: with the program it belongs to, or in its folder. Only the core asks for it, never a page. */
import { isAbsolute, extname } from 'node:path';
import type { CoreToMain } from '../core/contract/host.ts';
import type { ElectronModule } from './electron-module.ts';
import type { Log } from './log.ts';

/** What exports are; nothing that could be a program is ever opened. */
const OPENED = new Set(['.csv', '.xlsx']);

export function showFile(
  electron: ElectronModule,
  request: Extract<CoreToMain, { type: 'show-file' }>,
  log: Log,
): void {
  const { path, how } = request;
  if (!isAbsolute(path) || !OPENED.has(extname(path).toLowerCase())) {
    log('shell', 'a file that is no export was not opened');
    return;
  }
  if (how === 'folder') electron.shell.showItemInFolder(path);
  else
    void electron.shell.openPath(path).then((problem) => {
      // No program for it: the folder is the next best answer.
      if (problem !== '') electron.shell.showItemInFolder(path);
    });
}
