import { expect, test } from 'vitest';
import type { ElectronModule } from './electron-module.ts';
import { showFile } from './show-file.ts';

function fake(problem = ''): { electron: ElectronModule; done: string[]; lines: string[] } {
  const done: string[] = [];
  const shell = {
    openPath: (path: string) => {
      done.push(`open ${path}`);
      return Promise.resolve(problem);
    },
    showItemInFolder: (path: string) => void done.push(`folder ${path}`),
  };
  return { electron: { shell } as unknown as ElectronModule, done, lines: [] };
}

test('an export is opened, or shown in its folder; without a program for it, in its folder too', async () => {
  const one = fake();
  const log = (): void => undefined;
  showFile(one.electron, { type: 'show-file', path: '/w/exports/a.xlsx', how: 'open' }, log);
  showFile(one.electron, { type: 'show-file', path: '/w/exports/a.csv', how: 'folder' }, log);
  expect(one.done).toEqual(['open /w/exports/a.xlsx', 'folder /w/exports/a.csv']);
  const none = fake('no application');
  showFile(none.electron, { type: 'show-file', path: '/w/a.xlsx', how: 'open' }, log);
  await Promise.resolve();
  expect(none.done).toEqual(['open /w/a.xlsx', 'folder /w/a.xlsx']);
});

test.each(['/w/a.exe', '/w/a.xlsx.desktop', 'a.xlsx', '/w/a', '/w/a.html'])('%s is not opened', (path) => {
  const { electron, done } = fake();
  const lines: string[] = [];
  showFile(electron, { type: 'show-file', path, how: 'open' }, (_who, line) => void lines.push(line));
  expect(done).toEqual([]);
  expect(lines).toHaveLength(1);
});
