/**
 * Starts the compiled main process (dist/electron/main.js) against the stand-in: `import 'electron'` in it resolves to
 * the stand-in made for this start.
 */
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StandIn } from './electron.ts';

const STARTS = '__partnerDeskStandIns';
const starts: Record<string, unknown> = {};
Reflect.set(globalThis, STARTS, starts);
let next = 1;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'electron') return nextResolve(specifier, context);
    const start = new URL(context.parentURL ?? 'none:').searchParams.get('start') ?? '';
    return { url: `stand-in:electron?start=${start}`, format: 'module', shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!url.startsWith('stand-in:electron')) return nextLoad(url, context);
    const start = new URL(url).searchParams.get('start') ?? '';
    const names = Object.keys(starts[start] ?? {});
    const source = names.map((name) => `export const ${name} = globalThis.${STARTS}[${start}].${name};`);
    return { format: 'module', source: source.join('\n'), shortCircuit: true };
  },
});

interface NativeImport {
  nativeImport(address: string): Promise<unknown>;
}

const native: NativeImport = createRequire(import.meta.url)('./native-import.cjs');

/** Runs main with these arguments of the program; resolves when its module has been evaluated. */
export async function startMain(standIn: StandIn, dist: string, args: readonly string[]): Promise<void> {
  const start = next++;
  starts[start] = standIn.module;
  const argv = process.argv;
  process.argv = [process.execPath, dist, ...args];
  try {
    await native.nativeImport(`${pathToFileURL(join(dist, 'electron', 'main.js')).href}?start=${start}`);
  } finally {
    process.argv = argv;
  }
}
