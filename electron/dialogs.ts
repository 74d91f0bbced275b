/**
 * Dialogs of the system. What a person picks goes to the core under a token; the page gets the token and the bare
 * names, never a path.
 */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import type { HostLanguage, MainToCore, Picked, PickPurpose } from '../core/contract/host.ts';
import type { ElectronModule } from './electron-module.ts';
import { WORDS } from './words.ts';
import type { Word } from './words.ts';

interface PickKind {
  readonly title: Word;
  readonly properties: NonNullable<OpenDialogOptions['properties']>;
  readonly extensions?: readonly string[];
}

const PICKS: Readonly<Record<PickPurpose, PickKind>> = {
  'import-files': {
    title: 'pickImportFiles',
    properties: ['openFile', 'multiSelections'],
    extensions: ['csv', 'tsv', 'txt', 'gz', 'tgz', 'tar', 'zip', 'xlsx'],
  },
  'files-folder': { title: 'pickFilesFolder', properties: ['openDirectory'] },
  'workspace-folder': { title: 'pickWorkspaceFolder', properties: ['openDirectory', 'createDirectory'] },
};

/** Asks a person for files or a folder. Null when cancelled, or when there is no core to take the answer. */
export async function pick(
  electron: ElectronModule,
  window: BrowserWindow,
  language: HostLanguage,
  purpose: PickPurpose,
  toCore: (message: MainToCore) => boolean,
): Promise<Picked | null> {
  const kind = PICKS[purpose];
  const title = WORDS[language][kind.title];
  const answer = await electron.dialog.showOpenDialog(window, {
    title,
    message: title,
    properties: [...kind.properties],
    ...(kind.extensions === undefined
      ? {}
      : { filters: [{ name: kind.extensions.join(', '), extensions: [...kind.extensions] }] }),
  });
  if (answer.canceled || answer.filePaths.length === 0) return null;
  const token = randomUUID();
  const sent = toCore({ type: 'picked', token, purpose, paths: answer.filePaths });
  return sent ? { token, names: answer.filePaths.map((path) => basename(path)) } : null;
}

/** Asks before a page opens in the person's browser. The address shown is the parsed one, not what the page said. */
export async function confirmExternal(
  electron: ElectronModule,
  window: BrowserWindow,
  language: HostLanguage,
  address: string,
): Promise<boolean> {
  const words = WORDS[language];
  const { response } = await electron.dialog.showMessageBox(window, {
    type: 'question',
    message: words.openExternalQuestion,
    detail: address,
    buttons: [words.open, words.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** The core keeps dying: true to try again, false to quit. */
export async function askAfterCoreDeaths(electron: ElectronModule, language: HostLanguage): Promise<boolean> {
  const words = WORDS[language];
  const { response } = await electron.dialog.showMessageBox({
    type: 'error',
    message: words.coreGivenUp,
    detail: words.coreGivenUpDetail,
    buttons: [words.tryAgain, words.quitButton],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
