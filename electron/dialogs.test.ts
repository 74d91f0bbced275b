import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { expect, test } from 'vitest';
import { pick } from './dialogs.ts';
import type { ElectronModule } from './electron-module.ts';

test('only files that the import road reads are offered: no spreadsheets, no zip', async () => {
  let asked: OpenDialogOptions = {};
  const electron = {
    dialog: {
      showOpenDialog: (_window: BrowserWindow, options: OpenDialogOptions) => {
        asked = options;
        return Promise.resolve({ canceled: true, filePaths: [] });
      },
    },
  } as unknown as ElectronModule;
  await expect(pick(electron, {} as BrowserWindow, 'en', 'import-files', () => true)).resolves.toBeNull();
  // The same as the page's own file input takes (renderer/areas/imports).
  expect(asked.filters?.flatMap(({ extensions }) => extensions)).toEqual([
    'csv',
    'tsv',
    'txt',
    'gz',
    'tgz',
    'tar',
    'zip',
    'xlsx',
  ]);
});
