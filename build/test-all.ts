/**
 * `npm test`: everything that is checked, stage by stage. All stages run even when one fails; the last line is
 * `N passed, N failed`, counted from the runners' own reports. Status 1 when anything failed, when a runner ran no
 * tests at all, or when a test was skipped. What could not be tried on this machine is listed, never counted.
 * Names of stages as arguments run only those (`node build/test-all.ts types unit`).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { addCounts, countPlaywright, countVitest, NOTHING, notRunLines } from './reports.ts';
import type { Count } from './reports.ts';
import { ROOT } from './targets.ts';

const REPORTS = join(ROOT, '.cache', 'test-reports');
const UNIT_REPORT = join(REPORTS, 'unit.json');
const E2E_REPORT = join(REPORTS, 'e2e.json');

interface Stage {
  readonly name: string;
  /** Arguments for Node. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly report?: { readonly file: string; readonly count: (report: unknown) => Count };
}

const tool = (...path: string[]): string => join(ROOT, 'node_modules', ...path);

const STAGES: readonly Stage[] = [
  { name: 'types', command: [join(ROOT, 'build/typecheck.ts')] },
  { name: 'lint', command: [tool('oxlint/bin/oxlint'), '--type-aware', '--quiet'] },
  { name: 'format', command: [tool('oxfmt/bin/oxfmt'), '--check'] },
  { name: 'build', command: [join(ROOT, 'build/build.ts')] },
  {
    name: 'unit',
    command: [
      tool('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_REPORT}`,
    ],
    report: { file: UNIT_REPORT, count: countVitest },
  },
  {
    name: 'e2e',
    command: [tool('@playwright/test/cli.js'), 'test', '--reporter=list,json', '--forbid-only'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT },
    report: { file: E2E_REPORT, count: countPlaywright },
  },
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly count: Count;
  readonly notRun: readonly string[];
}

function run(stage: Stage): Promise<{ status: number; output: string }> {
  const child = spawn(process.execPath, [...stage.command], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...stage.env,
      PATH: [tool('.bin'), process.env['PATH']].join(delimiter),
    },
  });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout] as const,
    [child.stderr, process.stderr] as const,
  ]) {
    from.on('data', (chunk: Buffer) => {
      to.write(chunk);
      output += chunk.toString();
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** The stage's own count; a report that is absent or cut short is one failure, as is a run without tests. */
function readCount(stage: Stage): Count {
  if (stage.report === undefined) return NOTHING;
  try {
    const count = stage.report.count(JSON.parse(readFileSync(stage.report.file, 'utf8')));
    if (count.passed + count.failed > 0) return count;
    process.stdout.write(`${stage.name}: no test ran\n`);
  } catch {
    process.stdout.write(`${stage.name}: the runner left no report\n`);
  }
  return { ...NOTHING, failed: 1 };
}

async function runStage(stage: Stage): Promise<Outcome> {
  process.stdout.write(`\n=== ${stage.name}\n`);
  const start = performance.now();
  const { status, output } = await run(stage);
  let count = readCount(stage);
  // A stage that failed without a failed test (a check, a crash of the runner) is one failure.
  if (status !== 0 && count.failed === 0 && count.skipped === 0) count = { ...count, failed: 1 };
  const ok = count.failed === 0 && count.skipped === 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`=== ${stage.name}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s\n`);
  return { name: stage.name, ok, count, notRun: notRunLines(output) };
}

/** A browser for the end-to-end stage: an installed one, else Playwright's download, else the stage says what to do. */
async function provideBrowser(): Promise<void> {
  const { findBrowser } = await import('../test/support/browser.ts');
  try {
    await findBrowser();
  } catch (error) {
    if (process.env['PARTNER_DESK_BROWSER']) throw error;
    process.stdout.write('No installed browser found; trying the download of Playwright.\n');
    const command = [tool('@playwright/test/cli.js'), 'install', 'chromium'];
    await run({ name: 'browser', command });
    await findBrowser();
  }
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    process.stderr.write(`no stage ${unknown}: one of ${STAGES.map((stage) => stage.name).join(', ')}\n`);
    return 2;
  }
  const stages = names.length === 0 ? STAGES : STAGES.filter((stage) => names.includes(stage.name));
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const needsBrowser = stages.some((stage) => stage.report !== undefined);
  const browser = await (needsBrowser ? provideBrowser() : Promise.resolve()).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const outcomes: Outcome[] = [];
  for (const stage of stages) outcomes.push(await runStage(stage));

  const total = outcomes.map((outcome) => outcome.count).reduce(addCounts, NOTHING);
  const notRun = [...new Set(outcomes.flatMap((outcome) => outcome.notRun))];
  process.stdout.write('\n');
  if (browser !== undefined) process.stdout.write(`${browser}\n`);
  for (const { name, ok, count } of outcomes) {
    const tests = count.passed + count.failed > 0 ? ` (${count.passed} passed, ${count.failed} failed)` : '';
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}${tests}\n`);
  }
  for (const line of notRun) process.stdout.write(`${line}\n`);
  if (total.skipped > 0) process.stdout.write(`${total.skipped} skipped, which is not allowed\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return outcomes.every((outcome) => outcome.ok) ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
