import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from './audit.ts';
import { listBackups, verifyBackup } from './backups.ts';
import { seededRandom } from '../base/random.ts';
import { getSetting } from './settings.ts';
import { creating, options, rejection, tempDir } from './testing/support.ts';
import { checkWorkspace, openWorkspace, workspacePaths } from './workspace.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

let root: string;
let dir: string;
let ack: string;
const children: Child[] = [];

beforeEach(() => {
  root = tempDir();
  dir = path.join(root, 'desk');
  ack = path.join(root, 'ack');
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  fs.rmSync(root, { recursive: true });
});

/** Starts the child and waits for its first line. */
async function start(mode: string): Promise<Child> {
  const script = path.join(import.meta.dirname, 'testing', 'crash-child.ts');
  const child = spawn(process.execPath, [script, mode, dir, ack], { stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the child ended with ${code}: ${errors}`)));
  });
  return child;
}

function kill(child: Child): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.removeAllListeners('exit').once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('kill -9 while writing, five times: what was acknowledged is there, everything checks clean, the lock is free', async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 5; round += 1) {
    const child = await start('write');
    await pause(Math.floor(random.next() * 60));
    await kill(child);
    const acknowledged = fs.readFileSync(ack, 'utf8').trim().split('\n').map(Number);
    const ws = await openWorkspace(options(dir));
    expect(ws.report).toEqual({ created: false, rebuild: [], repairs: [], migrated: [] });
    const missing = acknowledged.filter((i) => getSetting(ws.ledger, `saved.${i}`) !== i);
    expect(missing).toEqual([]);
    const { entries } = verifyAudit(ws.ledger.read);
    // One more than acknowledged when the kill came between the commit and the acknowledgement.
    expect(entries - acknowledged.length).toBeGreaterThanOrEqual(0);
    expect((await checkWorkspace(ws)).checks.filter(({ ok }) => !ok)).toEqual([]);
    for (const { file } of listBackups(ws.paths.backups)) verifyBackup(file);
    await ws.close();
    // The next child counts on from its acknowledgements: the one that was saved without any must not be in its way.
    fs.writeFileSync(ack, `${Array.from({ length: entries }, (_, i) => i + 1).join('\n')}\n`);
  }
});

test('kill -9 in the middle of a migration: the old schema with all its rows, and the next program goes on', async () => {
  const ws = await openWorkspace(creating(dir));
  ws.ledger.write((w) => void w.run("INSERT INTO setting VALUES ('k', '\"v\"', 0)"));
  await ws.close();
  await kill(await start('migrate'));
  const again = await openWorkspace(options(dir));
  expect(again.report.repairs).toEqual([]);
  expect(getSetting(again.ledger, 'k')).toBe('v');
  expect(again.ledger.read.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
  expect(again.ledger.read.all("SELECT * FROM schema_version WHERE component = 'workspace'")).toEqual([]);
  expect((await checkWorkspace(again)).ok).toBe(true);
  await again.close();
});

test('kill -9 in the middle of a creation: the folder counts as empty and is tidied by the next one', async () => {
  await kill(await start('create'));
  expect(fs.existsSync(workspacePaths(dir).identity)).toBe(false);
  expect(fs.readdirSync(dir).some((name) => name.startsWith('.making-'))).toBe(true);
  expect((await rejection(openWorkspace(options(dir)))).code).toBe('WORKSPACE_MISSING');
  const ws = await openWorkspace(creating(dir));
  expect(ws.report.created).toBe(true);
  expect((await checkWorkspace(ws)).ok).toBe(true);
  await ws.close();
  expect(fs.readdirSync(dir).some((name) => name.startsWith('.making-'))).toBe(false);
});

test('two processes: the second is told who has it; when the first is killed the workspace is free at once', async () => {
  const holder = await start('hold');
  const error = await rejection(openWorkspace(options(dir)));
  expect([error.code, error.data['pid']]).toEqual(['WORKSPACE_IN_USE', holder.pid]);
  await kill(holder);
  const ws = await openWorkspace(options(dir));
  expect(ws.report.repairs).toEqual([]);
  await ws.close();
});
