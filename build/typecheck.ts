/**
 * `npm run typecheck`: every TypeScript project of the repository, in parallel. Each runtime (core and tools, pure
 * base, screens, shell) has its own configuration, so that using an API of another runtime does not compile.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './targets.ts';

/** Folders with a tsconfig.json, relative to the top folder. */
export const PROJECTS: readonly string[] = ['.', 'core/base', 'renderer', 'electron'];

interface Outcome {
  readonly project: string;
  readonly status: number;
  readonly output: string;
}

function check(project: string): Promise<Outcome> {
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [compiler, '-p', join(ROOT, project)], { cwd: ROOT });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ project, status: 1, output: error.message }));
    child.on('close', (status) => resolve({ project, status: status ?? 1, output }));
  });
}

/** Runs all projects; true when none has an error. The compiler's own lines go to standard output. */
export async function typecheck(): Promise<boolean> {
  const outcomes = await Promise.all(PROJECTS.map(check));
  for (const { project, status, output } of outcomes) {
    process.stdout.write(output);
    process.stdout.write(`typecheck ${project}: ${status === 0 ? 'ok' : 'failed'}\n`);
  }
  return outcomes.every((outcome) => outcome.status === 0);
}

if (import.meta.main) process.exitCode = (await typecheck()) ? 0 : 1;
