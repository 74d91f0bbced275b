#!/usr/bin/env node
/**
 * The command line of Partner Desk, as the package's `bin`. It runs on any Node: the program itself is started with
 * the Node that comes with the packages when the running one is too old. Standard streams, signals and the exit
 * status pass through unchanged.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function findNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 15)) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', binary);
  return existsSync(own) ? own : undefined;
}

const built = join(root, 'dist', 'core', 'main-cli.js');
const source = join(root, 'core', 'main-cli.ts');
// A checkout runs what it says now, never an older build of it; Node takes no types off below node_modules, so an
// installed package runs its build.
const entry = existsSync(source) && !root.split(sep).includes('node_modules') ? source : built;
const node = findNode();
if (node === undefined) {
  process.stderr.write(
    `partner-desk needs Node.js 24.15 or newer and found ${process.version}. Run "npm ci" in ${root} or install Node.js from https://nodejs.org.\n` +
      `partner-desk 需要 Node.js 24.15 或更高版本，当前为 ${process.version}。请在 ${root} 中运行 “npm ci”，或从 https://nodejs.org 安装 Node.js。\n`,
  );
  process.exit(1);
}

/** In a process of its own, with the Node that was found. */
function start() {
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`partner-desk could not start ${node}: ${error.code}\n`);
    process.exit(1);
  });
  child.on('exit', (status, signal) => {
    // A child ended by a signal is reported the way a shell does it: 128 + the signal's number.
    process.exit(status ?? 128 + (constants.signals[signal] ?? 0));
  });
}

// `npm run cli` needs no second process where the running Node will do. It is another one only right after the packages
// were installed: the shell remembers where it found `node` before.
if (process.env.npm_lifecycle_event === 'cli' && node === process.execPath)
  await import(pathToFileURL(entry).href);
else start();
