import { parseArgs } from 'node:util';
import { type Bench, machine, type Measure } from './measure.ts';

/**
 * `npm run bench -- [--lines N] [--customers N] [--only NAME,…] [--json]`: prints every measure as a ratio against the
 * floor of the same run. Exit status 0 whatever was reached: a noisy machine is no failure, and the figures say it all; 1
 * when a measure could not be taken.
 */
const modules: Record<string, () => Promise<{ bench: Bench }>> = {
  sync: () => import('./sync.ts'),
  import: () => import('./import.ts'),
  home: () => import('./home.ts'),
  customers: () => import('./customers.ts'),
  actions: () => import('./actions.ts'),
  busy: () => import('./busy.ts'),
  assignments: () => import('./assignments.ts'),
  start: () => import('./start.ts'),
};

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    customers: { type: 'string', default: '10000' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const lines = Number(values.lines);
const customers = Number(values.customers);
const only = values.only?.split(',');
const unknown = only?.filter((name) => !(name in modules)) ?? [];
if (
  unknown.length > 0 ||
  !Number.isInteger(lines) ||
  lines < 1000 ||
  !Number.isInteger(customers) ||
  customers < 50
) {
  process.stderr.write(
    `Usage: npm run bench -- [--lines N≥1000] [--customers N≥50] [--only ${Object.keys(modules).join(',')}] [--json]\n`,
  );
  process.exit(64);
}

const log = (text: string): void => void process.stderr.write(`${text}\n`);
const measures: Measure[] = [];
for (const [name, load] of Object.entries(modules)) {
  if (only && !only.includes(name)) continue;
  log(`… ${name}`);
  try {
    const { bench } = await load();
    measures.push(...(await bench.run({ lines, customers, log })));
  } catch (error) {
    // What the others measured is told all the same.
    log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}

const number = (value: number | null): string =>
  value === null ? '–' : value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(3);

if (values.json) {
  process.stdout.write(`${JSON.stringify({ machine: machine(), lines, customers, measures })}\n`);
} else {
  const { cpu, cores, memoryGiB, node } = machine();
  process.stdout.write(
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}; ${lines} lines, ${customers} customers; times in ms\n\n`,
  );
  const rows = measures.map((m) => [
    m.name,
    number(m.ours),
    number(m.floor),
    number(m.peer),
    number(m.ratio),
    m.goal,
    m.met ? 'met' : 'NOT MET',
    Object.entries(m.notes ?? {})
      .map(([key, value]) => `${key} ${typeof value === 'number' ? number(value) : value}`)
      .join(', '),
  ]);
  const head = ['measure', 'ours', 'floor', 'peer', 'ratio', 'goal', '', 'notes'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  for (const row of [head, ...rows])
    process.stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd()}\n`,
    );
}
