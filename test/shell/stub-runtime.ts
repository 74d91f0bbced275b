/**
 * A folder with the shape of Electron's runtime, enough for electron-builder to pack against: nothing in it runs. The
 * program carries a fuse wire, so that setting and reading the fuses is real.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** Text that marks the fuse wire in Electron's program; then version, length and one character per fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

function program(): Buffer {
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 9]), Buffer.from('101101001')]);
  return Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]);
}

async function defaultApp(to: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-desk-default-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"name":"default","main":"main.js"}');
    writeFileSync(join(folder, 'main.js'), '');
    await createPackage(folder, to);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the stub for a platform into `folder`; `electron` is the file name of the program. */
export async function writeStubRuntime(folder: string, electron: string): Promise<void> {
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name), { recursive: true });
  for (const language of ['en-US', 'zh-CN', 'fr']) {
    writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  }
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, electron), program(), { mode: 0o755 });
  await defaultApp(join(folder, 'resources', 'default_app.asar'));
}

const plist = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.electron</string>
</dict></plist>`;

/** The same for macOS: an application bundle with its helpers. */
export async function writeStubMacRuntime(folder: string): Promise<void> {
  const contents = join(folder, 'Electron.app', 'Contents');
  const bundles = [
    ['', 'Electron'],
    ...['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => {
      const name = `Electron Helper${kind}`;
      return [join('Frameworks', `${name}.app`, 'Contents'), name];
    }),
  ];
  for (const [place = '', name = ''] of bundles) {
    mkdirSync(join(contents, place, 'MacOS'), { recursive: true });
    writeFileSync(join(contents, place, 'Info.plist'), plist(name));
    writeFileSync(join(contents, place, 'MacOS', name), program(), { mode: 0o755 });
  }
  const framework = join(
    contents,
    'Frameworks',
    'Electron Framework.framework',
    'Versions',
    'A',
    'Resources',
  );
  mkdirSync(framework, { recursive: true });
  writeFileSync(join(framework, '..', 'Electron Framework'), program());
  cpSync(
    join(framework, '..', 'Electron Framework'),
    join(framework, '..', '..', '..', 'Electron Framework'),
  );
  for (const language of ['en.lproj', 'zh_CN.lproj', 'fr.lproj']) {
    for (const place of [join(contents, 'Resources', language), join(framework, language)]) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'locale.pak'), '');
    }
  }
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(folder, name), name);
  await defaultApp(join(contents, 'Resources', 'default_app.asar'));
}
