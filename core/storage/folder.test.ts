import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { refuseSharedFolder, sharedBy, systemFolderFacts, writeWhole } from './folder.ts';
import type { FolderFacts } from './folder.ts';
import { codedFrom, tempDir } from './testing/support.ts';

function facts(platform: string, more: Partial<FolderFacts> & { files?: string[] } = {}): FolderFacts {
  return {
    platform,
    exists: (file) => (more.files ?? []).includes(file) || /^([A-Za-z]:)?[\\/]$/.test(file),
    fileSystemType: more.fileSystemType ?? (() => undefined),
    realpath: more.realpath ?? ((dir) => dir),
  };
}

test.each([
  ['win32', 'C:\\Users\\a\\OneDrive\\desk', 'OneDrive'],
  ['win32', 'C:\\Users\\a\\OneDrive - Contoso Ltd\\Documents\\desk', 'OneDrive'],
  ['win32', 'C:\\Users\\a\\Dropbox (Personal)\\desk', 'Dropbox'],
  ['win32', 'G:\\My Drive\\desk', 'Google Drive'],
  ['win32', 'C:\\Users\\a\\iCloudDrive\\desk', 'iCloud Drive'],
  ['win32', '\\\\server\\share\\desk', 'network share'],
  ['win32', '\\\\?\\UNC\\server\\share\\desk', 'network share'],
  ['win32', 'D:\\我的坚果云\\desk', 'Nutstore'],
  ['darwin', '/Users/a/Library/Mobile Documents/com~apple~CloudDocs/desk', 'iCloud Drive'],
  ['darwin', '/Users/a/Library/CloudStorage/GoogleDrive-a@b.c/My Drive/desk', 'CloudStorage'],
  ['linux', '/home/a/Dropbox/desk', 'Dropbox'],
  ['linux', '/home/a/Nextcloud/desk', 'Nextcloud'],
])('%s %s is shared by %s', (platform, dir, service) => {
  expect(sharedBy(dir, facts(platform))).toBe(service);
});

test.each([
  ['win32', 'C:\\Users\\a\\AppData\\Local\\Partner Desk\\workspace'],
  ['win32', '\\\\?\\C:\\Users\\a\\desk'],
  ['darwin', '/Users/a/Library/Application Support/Partner Desk'],
  ['linux', '/home/a/.local/share/partner-desk'],
  ['linux', '/home/a/my-dropbox-notes/desk'],
  ['linux', '/home/a/Boxes/desk'],
])('%s %s is a plain folder', (platform, dir) => {
  expect(sharedBy(dir, facts(platform))).toBeUndefined();
});

test.each([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0xef53, undefined],
])('file system type %s is %s', (type, service) => {
  expect(sharedBy('/mnt/x/desk', facts('linux', { fileSystemType: () => type }))).toBe(service);
});

test('a link, a mapped drive and a marker file betray a shared folder too', () => {
  const link = facts('linux', {
    files: ['/data'],
    realpath: (dir) => (dir === '/data' ? '/home/a/Dropbox' : dir),
  });
  expect(sharedBy('/data/desk', link)).toBe('Dropbox');
  const mapped = facts('win32', { files: ['Z:\\'], realpath: () => '\\\\server\\share\\' });
  expect(sharedBy('Z:\\desk', mapped)).toBe('network share');
  expect(
    sharedBy('/srv/team/desk/ws', facts('linux', { files: ['/srv/team/desk', '/srv/team/.stfolder'] })),
  ).toBe('Syncthing');
});

test('this machine: a temporary folder is fine, one named like a cloud folder is refused', () => {
  const dir = tempDir();
  expect(sharedBy(dir, systemFolderFacts)).toBeUndefined();
  const error = codedFrom(() => refuseSharedFolder(path.join(dir, 'OneDrive', 'desk')));
  expect([error.code, error.data]).toEqual(['WORKSPACE_ON_SHARED_FOLDER', { service: 'OneDrive' }]);
  fs.mkdirSync(path.join(dir, 'Dropbox'));
  fs.symlinkSync(path.join(dir, 'Dropbox'), path.join(dir, 'plain'));
  expect(sharedBy(path.join(dir, 'plain', 'desk'))).toBe('Dropbox');
  fs.rmSync(dir, { recursive: true });
});

test('a small file is replaced as a whole', () => {
  const dir = tempDir();
  const file = path.join(dir, 'a.json');
  writeWhole(file, 'one');
  writeWhole(file, 'two');
  expect(fs.readFileSync(file, 'utf8')).toBe('two');
  expect(fs.readdirSync(dir)).toEqual(['a.json']);
  fs.rmSync(dir, { recursive: true });
});
