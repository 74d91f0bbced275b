import { fstatSync, readFileSync } from 'node:fs';

/** When a started program ends: on the system's signals, and with the program that started it. */

/** How often a parent is looked for, ms. */
const LOOK_MS = 1000;

/** An input that ends sooner was never connected to anybody: it says nothing about a parent. */
const SOON_MS = 500;

/**
 * Resolves with the reason when the program should end: a signal, or the program that started this one is gone.
 * @param withInput a pipe on standard input that ends says that, too
 */
export function untilEnd(options: { readonly withInput: boolean }): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(signal));
    const parent = process.ppid;
    // `npm run` puts a shell between itself and its script, which stays when npm is killed: npm is looked for, too.
    const grandparent = process.env['npm_lifecycle_event'] === undefined ? null : parentOf(parent);
    setInterval(() => {
      if (process.ppid !== parent) resolve('PARENT');
      else if (grandparent !== null && parentOf(parent) !== grandparent) resolve('PARENT');
    }, LOOK_MS).unref();
    if (options.withInput && isPipe()) whenInputEnds(() => resolve('PARENT'));
  });
}

/** The parent of another process, where the system shows it as a file (Linux); else null. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; the state and the parent follow it.
    return Number(/\) \S (\d+) [^)]*$/.exec(stat)?.[1] ?? Number.NaN) || null;
  } catch {
    return null;
  }
}

function whenInputEnds(ended: () => void): void {
  const start = performance.now();
  const end = (): void => {
    if (performance.now() - start > SOON_MS) ended();
  };
  process.stdin.on('end', end);
  process.stdin.on('error', end);
  process.stdin.resume();
}

function isPipe(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
