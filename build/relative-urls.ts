/**
 * `new URL('./x', import.meta.url)` in the core, made to work after bundling.
 *
 * In the sources such an address names a file beside the module: another program (`worker.ts`) or data. After bundling,
 * modules have moved, so the build rewrites the address: a program becomes its built entry, data is copied beside it.
 * Anything else is an error at build time rather than a missing file on a person's machine.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { CORE_ENTRIES, ROOT } from './targets.ts';

const ADDRESS = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/** The built name of a core program's source, when it is one of the entries. */
function entryNameOf(file: string): string | undefined {
  const source = relative(ROOT, file).split(sep).join('/');
  return Object.keys(CORE_ENTRIES).find((name) => CORE_ENTRIES[name] === source);
}

/** Vite plugin for the core build; see the file's head. */
export function relativeUrls(): Plugin {
  return {
    name: 'partner-desk:relative-urls',
    enforce: 'pre',
    transform(code, id) {
      const module = id.split('?')[0] ?? id;
      if (!module.startsWith(ROOT) || module.includes('node_modules') || !code.includes('import.meta.url')) {
        return null;
      }
      const changed = code.replace(ADDRESS, (_whole, _quote: string, address: string) => {
        const file = resolve(dirname(module), address);
        const entry = entryNameOf(file);
        if (entry !== undefined) return `new URL('./${entry}.js', import.meta.url)`;
        if (!existsSync(file) || !statSync(file).isFile() || /\.[cm]?tsx?$/.test(file)) {
          this.error(
            `${relative(ROOT, module)} refers to ${address}, which is neither a built entry nor a data file`,
          );
        }
        const reference = this.emitFile({
          type: 'asset',
          name: basename(file),
          source: readFileSync(file),
        });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      return changed === code ? null : { code: changed, map: null };
    },
  };
}
