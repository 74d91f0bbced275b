import { expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest, notRunLines } from './reports.ts';

const vitest = (over: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  success: true,
  testResults: [{ status: 'passed', assertionResults: [{}, {}, {}] }],
  ...over,
});

test('vitest: passed and failed as reported; skipped and todo are counted apart', () => {
  expect(countVitest(vitest({}))).toEqual({ passed: 3, failed: 0, skipped: 0 });
  expect(countVitest(vitest({ numFailedTests: 2, success: false })).failed).toBe(2);
  expect(countVitest(vitest({ numPendingTests: 1, numTodoTests: 2 })).skipped).toBe(3);
});

test('vitest: a file that does not load and an error outside of tests are failures', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(countVitest(vitest({ testResults: [broken], success: false })).failed).toBe(1);
  expect(countVitest(vitest({ success: false })).failed).toBe(1);
});

test('playwright: a flaky test and an error outside of tests are failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

test('a report that is cut short is not counted as zero', () => {
  expect(() => countVitest({})).toThrow(/expected/i);
  expect(() => countPlaywright({ stats: {} })).toThrow(/expected/i);
});

test('counts add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(addCounts(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 });
});

test('lines of what was not run, each once, without colours', () => {
  const output =
    'stdout | a.test.ts\nnot run: no Electron runtime\n\u001b[2mnot run: no Electron runtime\u001b[22m\n' +
    ' ✓ reported as not run: yes\n  not run: shared FOCUS files absent\r\n';
  expect(notRunLines(output)).toEqual(['not run: no Electron runtime', 'not run: shared FOCUS files absent']);
});
