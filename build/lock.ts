/**
 * One build at a time: several test files, or a person and a test run, may ask for a build in the same moment, and a
 * bundler empties its folder first. The lock is a folder, because making one either succeeds or does not.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Takes away a lock whose holder is gone (killed in the middle of a build). */
function removeStale(lock: string): void {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    if (!isAlive(pid)) rmSync(lock, { recursive: true, force: true });
  } catch {
    // between making the folder and writing the number, or just given back: look again
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error; // a folder that cannot be written to will not become free by waiting
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/** Runs `work` while holding the lock folder `lock`; waits for another holder to finish. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  while (!take(lock)) {
    removeStale(lock);
    await pause(50);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
