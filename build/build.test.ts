import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { hashInputs } from './stamp.ts';
import { ROOT } from './targets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partner-desk-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a target is stale when the content of a source changes, not when it is touched, nor for tests', () => {
  mkdirSync(join(folder, 'core'));
  writeFileSync(join(folder, 'core', 'a.ts'), 'one');
  const before = hashInputs(folder, ['core', 'absent']);
  utimesSync(join(folder, 'core', 'a.ts'), 1, 1);
  writeFileSync(join(folder, 'core', 'a.test.ts'), 'test');
  expect(hashInputs(folder, ['core', 'absent'])).toBe(before);
  writeFileSync(join(folder, 'core', 'a.ts'), 'two');
  expect(hashInputs(folder, ['core'])).not.toBe(before);
});

test('renaming a source changes the stamp', () => {
  writeFileSync(join(folder, 'a.ts'), 'x');
  const before = hashInputs(folder, ['.']);
  rmSync(join(folder, 'a.ts'));
  writeFileSync(join(folder, 'b.ts'), 'x');
  expect(hashInputs(folder, ['.'])).not.toBe(before);
});

test('one holder of the lock at a time, also after a holder that died', async () => {
  const lock = join(folder, 'lock');
  mkdirSync(lock);
  const gone = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(lock, 'pid'), String(gone.pid));
  let inside = 0;
  let most = 0;
  const work = () =>
    withLock(lock, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

test('a lock that cannot be made is an error, not an endless wait', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(withLock(join(folder, 'file', 'lock'), async () => undefined)).rejects.toThrow(
    /EEXIST|ENOTDIR/,
  );
});

/** A copy of the install check with package files of our own and an npm that only notes that it was called. */
function installation(packages: Record<string, { version: string; optional?: boolean }>) {
  mkdirSync(join(folder, 'build', 'bin'), { recursive: true });
  cpSync(join(ROOT, 'build/bin/ensure-installed.mjs'), join(folder, 'build/bin/ensure-installed.mjs'));
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', optionalDependencies: { [name]: '24.21.0' } }),
  );
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  const binary = join(folder, 'node_modules', name, 'bin');
  mkdirSync(binary, { recursive: true });
  writeFileSync(join(binary, 'node'), '#!/bin/sh\necho v24.21.0\n', { mode: 0o755 });
  writeFileSync(
    join(folder, 'npm.js'),
    `require('fs').appendFileSync('calls', process.argv[2] + '\\n');
    process.exit(Number(process.env.NPM_STATUS ?? 0));`,
  );
  // Outside of the copy's "type": "module".
  cpSync(join(folder, 'npm.js'), join(folder, 'node_modules', 'npm-cli.js'));
  writeFileSync(join(folder, 'node_modules', 'package.json'), '{"type":"commonjs"}');
  return (status = 0) => {
    const result = spawnSync(process.execPath, [join(folder, 'build/bin/ensure-installed.mjs')], {
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_execpath: join(folder, 'node_modules', 'npm-cli.js'),
        NPM_STATUS: String(status),
      },
    });
    const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '';
    return { status: result.status, calls, stdout: result.stdout, stderr: result.stderr };
  };
}

const writeInstalled = (packages: object): void =>
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));

test('packages are installed when they are absent or of another version, and only then', () => {
  const check = installation({
    'node_modules/a': { version: '2.0.0' },
    'node_modules/other-system': { version: '1.0.0', optional: true },
  });
  writeInstalled({ 'node_modules/a': { version: '1.0.0' } });
  // What is said about it leaves standard output to the program that is started after.
  expect(check()).toMatchObject({
    status: 0,
    calls: 'ci\n',
    stdout: '',
    stderr: expect.stringMatching(/^Installing packages[^\n]*\n$/) as string,
  });
  expect(check().calls).toBe('ci\n'); // the stamp says that this lock file is installed
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '3.0.0' } } }),
  );
  expect(check().calls).toBe('ci\nci\n');
});

test('an installation made by hand is recognised', () => {
  const packages = { 'node_modules/a': { version: '2.0.0' } };
  const check = installation(packages);
  writeInstalled(packages);
  expect(check()).toEqual({ status: 0, calls: '', stdout: '', stderr: '' });
});

test('a failed installation ends with one line in each language and no stack trace', () => {
  const check = installation({ 'node_modules/a': { version: '2.0.0' } });
  const { status, stderr } = check(3);
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(3); // that it began, and why it ended
  expect(stderr).toContain('status 3');
  expect(stderr).toContain('无法安装');
});

/** A copy of the package's bin with a program of our own behind it. */
function binary(program: string): string {
  const root = join(folder, 'package');
  mkdirSync(join(root, 'build', 'bin'), { recursive: true });
  mkdirSync(join(root, 'dist', 'core'), { recursive: true });
  cpSync(join(ROOT, 'build/bin/partner-desk.mjs'), join(root, 'build/bin/partner-desk.mjs'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'dist', 'core', 'main-cli.js'), program);
  return join(root, 'build/bin/partner-desk.mjs');
}

test('the bin passes arguments, streams and the exit status', () => {
  const bin =
    binary(`process.stdin.on('data', (text) => process.stdout.write(process.argv.slice(2).join() + text));
    process.stdin.on('end', () => { process.stderr.write('err'); process.exitCode = 42; });`);
  const result = spawnSync(process.execPath, [bin, 'show', '--json'], { input: '!', encoding: 'utf8' });
  expect(result).toMatchObject({ status: 42, stdout: 'show,--json!', stderr: 'err' });
});

test('the bin passes a signal on and reports the end the way a shell does', async () => {
  const bin = binary(`process.stdout.write('up'); setInterval(() => {}, 1000);`);
  const child = spawn(process.execPath, [bin], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const end = new Promise((resolve) => child.once('exit', (status) => resolve(status)));
  child.kill('SIGTERM');
  expect(await end).toBe(143);
});
