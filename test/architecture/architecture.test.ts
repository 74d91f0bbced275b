import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectSources, violations } from './scan.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the house', () => {
  test('no file imports what its room may not see', () => {
    const sources = projectSources(root);
    // A check that looks at nothing must not pass.
    expect(sources.length).toBeGreaterThan(100);
    expect(violations(sources)).toEqual([]);
  });

  test('no test is skipped, focused or left for later', () => {
    const skipped = projectSources(root)
      .filter(
        (source) => /\.(test|spec)\.tsx?$/.test(source.path) && !source.path.startsWith('test/architecture/'),
      )
      .filter((source) =>
        /\b(?:it|test|describe)\.(?:skip|only|todo|fixme|skipIf|runIf)\b/.test(source.text),
      );
    expect(skipped.map((source) => source.path)).toEqual([]);
  });
});

/** Each rule is shown to bite: a file that breaks it is refused. */
const planted: readonly [path: string, text: string, complaint: string][] = [
  ['core/base/x.ts', "import { z } from 'zod';", 'base imports nothing'],
  ['core/base/x.ts', "import { a } from '../storage/store.ts';", 'base imports nothing'],
  ['core/contract/x.ts', "import { a } from '../storage/store.ts';", 'the contract imports base'],
  ['core/areas/quota/rules.ts', "import { a } from '../../storage/store.ts';", 'rules of an area are pure'],
  ['core/areas/home/queries.ts', "import { a } from '../quota/queries.ts';", 'an area imports itself'],
  ['core/areas/home/queries.ts', "import fs from 'node:fs';", 'an area imports itself'],
  [
    'core/storage/backups.ts',
    "import { DuckDBInstance } from '@duckdb/node-api';",
    'core/storage/lines alone knows DuckDB',
  ],
  ['core/sync/plan.ts', "import { a } from '../areas/register.ts';", 'sync imports storage'],
  ['core/sync/plan.ts', 'const now = Date.now();', 'time and chance are parameters'],
  ['core/areas/home/queries.ts', 'const x = Math.random();', 'time and chance are parameters'],
  ['core/sources/partner-center/client.ts', 'setTimeout(run, 5);', 'time and chance are parameters'],
  ['core/sources/partner-center/client.ts', "import { a } from '../../sync/plan.ts';", 'sources import base'],
  ['core/sandbox/server.ts', "import { a } from '../storage/store.ts';", 'the sandbox stands alone'],
  ['core/rpc/web-host.ts', "import { os } from '@orpc/server';", 'oRPC is imported in two files only'],
  ['core/desk/desk.ts', "import Database from 'better-sqlite3';", 'core/storage is the one owner'],
  [
    'renderer/areas/home/home.tsx',
    "import { a } from '../../../core/storage/store.ts';",
    'screens see the contract',
  ],
  ['renderer/areas/home/home.tsx', "import { Button } from '@mantine/core';", 'Mantine is wrapped once'],
  ['electron/main.ts', "import { a } from '../core/desk/desk.ts';", 'the shell sees types'],
  ['core/desk/desk.ts', "import { app } from 'electron';", 'the shell alone knows Electron'],
  ['core/unplaced/x.ts', 'export {};', 'no rule names this place'],
  ['core/base/x.ts', 'export {};\n'.repeat(401), 'more than 400 lines'],
];

describe('each rule bites', () => {
  test.each(planted)('%s: %s', (file, text, complaint) => {
    expect(violations([{ path: file, text }]).join('\n')).toContain(complaint);
  });

  test('and a file that keeps them is let through', () => {
    const text =
      "import { parseDecimal } from '../../base/money.ts';\nimport { page } from '../../storage/sql.ts';";
    expect(violations([{ path: 'core/areas/quota/queries.ts', text }])).toEqual([]);
  });
});
