/**
 * How each target is bundled. One function per target, used by build.ts through Vite's JavaScript API; the default
 * export is the screens' configuration, so that Vite's own tools find it.
 */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import { NONCE_META, NONCE_PLACEHOLDER } from '../core/contract/csp.ts';
import { relativeUrls } from './relative-urls.ts';
import { DIST, NATIVE_PACKAGES, ROOT } from './targets.ts';

/** `ws` tries these two accelerators and does without them; they are not installed. */
const ABSENT_ACCELERATORS = ['bufferutil', 'utf-8-validate'];

const QUIET = { configFile: false, logLevel: 'warn', clearScreen: false } as const satisfies InlineConfig;

/** The core's programs: ESM for Node 24, packages bundled, native ones beside. `entries`: output name to source. */
export function coreConfig(entries: Readonly<Record<string, string>>): InlineConfig {
  return {
    ...QUIET,
    root: ROOT,
    plugins: [relativeUrls()],
    ssr: { target: 'node', noExternal: true, external: ABSENT_ACCELERATORS },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(DIST, 'core'),
      emptyOutDir: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, source]) => [name, join(ROOT, source)]),
        ),
        external: [...NATIVE_PACKAGES, ...ABSENT_ACCELERATORS, /^node:/],
        // Everything lies in one folder, so that an address relative to a module is the same for every chunk.
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'part-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  };
}

/** Electron's main process: ESM. */
export function electronMainConfig(): InlineConfig {
  return {
    ...QUIET,
    root: ROOT,
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(DIST, 'electron'),
      emptyOutDir: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { main: join(ROOT, 'electron/main.ts') },
        external: ['electron', /^node:/],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  };
}

/** The preload: a sandboxed page's preload must be one CommonJS file. */
export function preloadConfig(): InlineConfig {
  return {
    ...QUIET,
    root: ROOT,
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(DIST, 'electron'),
      emptyOutDir: false,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { preload: join(ROOT, 'electron/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

/** Puts the nonce's meta element into index.html, first in the head; an element already there is left alone. */
function nonceMeta(): Plugin {
  return {
    name: 'partner-desk:nonce-meta',
    transformIndexHtml(html) {
      if (html.includes(NONCE_PLACEHOLDER)) return [];
      return [
        {
          tag: 'meta',
          attrs: { name: NONCE_META, content: NONCE_PLACEHOLDER },
          injectTo: 'head-prepend',
        },
      ];
    },
  };
}

/** The screens: relative addresses (they are served from app:// and from loopback), hashed names, nothing inline. */
export function rendererConfig(): InlineConfig {
  return {
    ...QUIET,
    root: join(ROOT, 'renderer'),
    base: './',
    plugins: [react(), nonceMeta()],
    build: {
      target: 'chrome140',
      outDir: join(DIST, 'renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 800,
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'charts',
                test: /node_modules[\\/](recharts|victory-vendor|d3-[a-z-]+)[\\/]/,
                priority: 4,
              },
              { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/, priority: 3 },
              { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 2 },
              { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 5 },
            ],
          },
        },
      },
    },
  };
}

export default rendererConfig();
