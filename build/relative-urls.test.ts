import { expect, test } from 'vitest';
import { join } from 'node:path';
import { relativeUrls } from './relative-urls.ts';
import { ROOT } from './targets.ts';

/** Runs the plugin's transform on a module of the core, with the bundler's part of it written down. */
function transform(code: string, module = 'core/desk/x.ts'): string {
  const files: string[] = [];
  const bundler = {
    emitFile: ({ name }: { name: string }) => {
      files.push(name);
      return `ref${files.length}`;
    },
    error: (text: string) => {
      throw new Error(text);
    },
  };
  const { transform: run } = relativeUrls();
  if (typeof run !== 'function') throw new Error('the plugin has no transform');
  const result: unknown = Reflect.apply(run, bundler, [code, join(ROOT, module)]);
  return result === null ? code : String(Reflect.get(Object(result), 'code'));
}

test('a program beside the module becomes its built entry', () => {
  expect(transform(`new Worker(new URL('../sandbox/worker.ts', import.meta.url))`)).toBe(
    `new Worker(new URL('./sandbox-worker.js', import.meta.url))`,
  );
});

test('data beside the module is copied', () => {
  const code = `readFile(new URL('../../package.json', import.meta.url))`;
  expect(transform(code)).toBe('readFile(new URL(import.meta.ROLLUP_FILE_URL_ref1))');
});

test('anything else is an error at build time', () => {
  expect(() => transform(`new URL('./missing.json', import.meta.url)`)).toThrow('./missing.json');
  expect(() => transform(`new URL('../base/money.ts', import.meta.url)`)).toThrow('money.ts');
});

test('code without such addresses is left alone', () => {
  expect(transform('const x = import.meta.url;')).toBe('const x = import.meta.url;');
});
