/**
 * Counts tests from the runners' own JSON reports, so that the last line of `npm test` is a fact and not a claim.
 */
import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Skipped, todo or otherwise not carried out: forbidden, and so a failure of the run. */
  readonly skipped: number;
}

export const NOTHING: Count = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

const vitestReport = z.object({
  numPassedTests: z.int().nonnegative(),
  numFailedTests: z.int().nonnegative(),
  numPendingTests: z.int().nonnegative(),
  numTodoTests: z.int().nonnegative(),
  success: z.boolean(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** A file that could not even be loaded has no tests in the report; it counts as one failure. */
export function countVitest(report: unknown): Count {
  const data = vitestReport.parse(report);
  const broken = data.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = data.numFailedTests + broken;
  return {
    passed: data.numPassedTests,
    // An error outside of every test (an unhandled rejection) shows only in `success`.
    failed: failed === 0 && !data.success ? 1 : failed,
    skipped: data.numPendingTests + data.numTodoTests,
  };
}

const playwrightReport = z.object({
  stats: z.object({
    expected: z.int().nonnegative(),
    unexpected: z.int().nonnegative(),
    flaky: z.int().nonnegative(),
    skipped: z.int().nonnegative(),
  }),
  errors: z.array(z.unknown()),
});

/** A flaky test failed once: it counts as failed. Errors outside of tests count one each. */
export function countPlaywright(report: unknown): Count {
  const { stats, errors } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Lines "not run: …" that tests printed: what could not be tried on this machine, said once each. */
export function notRunLines(output: string): string[] {
  // oxlint-disable-next-line no-control-regex
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '');
  const lines = plain.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line.startsWith('not run: ')))];
}
