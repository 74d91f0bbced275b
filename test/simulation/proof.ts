/**
 * `npm run proof -- [--seeds N] [--kills N] [--json]`: the long form of what the test command runs. Status 1 on any
 * violation; a planted mistake that is not caught is one.
 */
import { parseArgs } from 'node:util';
import { checkFaults, checkMistake, checkSeeds, MISTAKES, type Check } from './checks.ts';
import { checkKills } from './kills.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});

function count(text: string, name: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  process.stderr.write(`--${name} takes a whole number\n`);
  process.exit(64);
}

const seeds = count(values.seeds, 'seeds');
const kills = count(values.kills, 'kills');
/** A fortieth of the seeds each, as many as the rarest mistake needs at least. */
const mistakeSeeds = seeds === 0 ? 0 : Math.max(300, Math.floor(seeds / 40));

const checks: Check[] = [];
async function run(check: Promise<Check>): Promise<void> {
  const done = await check;
  checks.push(done);
  if (values.json) return;
  const list = done.seeds.length > 0 ? `; seeds ${done.seeds.join(', ')}` : '';
  const verdict = done.violations > 0 ? `${done.violations} VIOLATED` : 'ok';
  process.stdout.write(`${verdict}  ${done.name}: ${done.cases} cases; ${done.detail}${list}\n`);
}

if (seeds > 0) {
  const memory = checkSeeds(seeds, 'memory');
  await run(memory.then(({ check }) => check));
  await run(memory.then(({ faults }) => checkFaults(faults, seeds)));
  await run(checkSeeds(Math.max(5, Math.floor(seeds / 100)), 'sqlite').then(({ check }) => check));
  for (const mistake of MISTAKES) await run(checkMistake(mistake, mistakeSeeds));
}
if (kills > 0) await run(checkKills(kills));

const violations = checks.reduce((sum, check) => sum + check.violations, 0);
if (values.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
else process.stdout.write(`${checks.length} checks, ${violations} violations\n`);
process.exitCode = violations > 0 ? 1 : 0;
