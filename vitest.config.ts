/**
 * Unit tests in two projects: `node` (core, shell, build, architecture) and `dom` (screens in happy-dom).
 * The end-to-end tests are Playwright's (`playwright.config.ts`).
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{core,electron,build,test}/**/*.test.ts', 'renderer/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/e2e/**', 'dist/**', 'release/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.tsx'],
          isolate: false,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
