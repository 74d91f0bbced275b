import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemTimers } from '../../core/base/clock.ts';
import { seededRandom, type Random } from '../../core/base/random.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';
import { verifyAudit } from '../../core/storage/audit.ts';
import { checkWorkspace } from '../../core/storage/workspace.ts';
import { countByState, readActions } from '../../core/sync/outbox/read.ts';
import type { Check } from './checks.ts';
import { amountOf, openKillDesk, type KillOrder } from './kill-desk.ts';

const FULL = 40;
const CUSTOMERS = 24;
/** Kills with one workspace before it is healed and compared. */
const ROUND = 20;
const HEAL_MS = 60_000;

/** What became of the actions; `unclear`: attempts nobody knew the outcome of until they were verified. */
interface Totals {
  actions: number;
  effects: number;
  unclear: number;
  decisions: number;
}

/** Kills the desk's real process under load, again and again, and compares both sides afterwards. */
export async function checkKills(count: number, seed = 1): Promise<Check> {
  const random = seededRandom(seed);
  const found: string[] = [];
  const totals: Totals = { actions: 0, effects: 0, unclear: 0, decisions: 0 };
  for (let done = 0; done < count; done += ROUND) {
    await killRound(Math.min(ROUND, count - done), random, found, totals);
  }
  const seen = `${totals.actions} actions, ${totals.effects} effects, ${totals.unclear} unclear sends, ${totals.decisions} for a person`;
  return {
    name: 'process killed under load, against the sandbox',
    cases: count,
    violations: found.length,
    seeds: found.length > 0 ? [seed] : [],
    detail: found.length > 0 ? `${seen}; ${found.slice(0, 5).join('; ')}` : seen,
  };
}

async function killRound(kills: number, random: Random, found: string[], totals: Totals): Promise<void> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-kills-'));
  const sandbox = await startSandbox({
    customers: 60,
    months: 2,
    seed: 5,
    files: 'none',
    limits: false,
    kind: 'solution-provider',
    filesDir: path.join(root, 'files'),
  });
  try {
    const order: KillOrder = {
      dir: path.join(root, 'desk'),
      ack: path.join(root, 'ack'),
      url: sandbox.url,
      accessKey: sandbox.ak,
      secretKey: sandbox.sk,
      customers: sandbox.world.customers
        .filter((customer) => customer.model === '3')
        .slice(0, CUSTOMERS)
        .map(({ id }) => id),
      full: FULL,
    };
    fs.writeFileSync(order.ack, '');
    for (let kill = 0; kill < kills; kill += 1) {
      arm(sandbox, random);
      await runAndKill(order, random);
    }
    sandbox.faults.clear();
    await compare(order, sandbox, found, totals);
  } finally {
    await sandbox.close();
    fs.rmSync(root, { recursive: true, force: true });
  }
}

const KINDS = [
  'drop-after',
  'drop-before',
  'fail-after',
  'fail-before',
  'throttle',
  'cut-body',
  'delay',
] as const;

/** A few things that go wrong with writes, too. */
function arm(sandbox: Sandbox, random: Random): void {
  sandbox.faults.clear();
  for (let i = 0; i < 3; i += 1) {
    const kind = KINDS[Math.floor(random.next() * KINDS.length)] ?? 'delay';
    const skip = Math.floor(random.next() * 12);
    sandbox.faults.add({ kind, operation: 'UpdateSubCustomerBudget', skip, times: 1, ms: 40 });
  }
}

async function runAndKill(order: KillOrder, random: Random): Promise<void> {
  const script = path.join(import.meta.dirname, 'kill-child.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  try {
    await ready(child);
    // Not before it carries something out, and never at the same moment of its work.
    await systemTimers.sleep(Math.floor(random.next() * 350));
  } finally {
    await ended(child);
  }
}

function ready(child: ChildProcess): Promise<void> {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the desk ended by itself with ${code}: ${errors}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.removeAllListeners('exit').once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Lets a desk that is not killed bring everything to its end, then compares it with the sandbox's own books. */
async function compare(order: KillOrder, sandbox: Sandbox, found: string[], totals: Totals): Promise<void> {
  const { workspace, executor, source } = await openKillDesk(order);
  const { read } = workspace.ledger;
  if (workspace.report.repairs.length > 0) found.push('the ledger had to be repaired');
  executor.start();
  for (let waited = 0; waited < HEAL_MS; waited += 50) {
    const counts = countByState(read);
    if (counts.waiting + counts.sending + counts.unknown === 0) break;
    await systemTimers.sleep(50);
  }
  await executor.close();
  const { ok, checks } = await checkWorkspace(workspace);
  if (!ok)
    found.push(
      `check: ${checks
        .filter((check) => !check.ok)
        .map(({ name }) => name)
        .join(', ')}`,
    );
  if (!verifyAudit(read).ok) found.push('the audit chain is broken');
  const actions = readActions(read, { limit: 1_000_000 }).toReversed();
  const ids = new Set(actions.map(({ id }) => id));
  for (const id of fs.readFileSync(order.ack, 'utf8').split('\n'))
    if (id !== '' && !ids.has(id)) found.push(`${id} was acknowledged and is gone`);
  const done = recordsOf(sandbox, order.customers);
  actions.forEach((action, n) => {
    const times = done.get(`${action.customerId} ${amountOf(n)}`) ?? 0;
    totals.effects += times;
    if (times > 1) found.push(`${action.id} happened ${times} times`);
    const expected = { confirmed: 1, rejected: 0, cancelled: 0, decision: times, held: 0 };
    const should = action.state in expected ? expected[action.state as keyof typeof expected] : undefined;
    if (should === undefined) found.push(`${action.id} is still ${action.state} (${action.code})`);
    else if (times !== should) found.push(`${action.id} is ${action.state} and happened ${times} times`);
    if (action.state === 'decision') totals.decisions += 1;
  });
  totals.actions += actions.length;
  const verified = read.get<{ n: bigint }>(
    "SELECT count(*) AS n FROM attempt WHERE outcome IN ('verified', 'absent', 'unclear', 'crashed')",
  );
  totals.unclear += Number(verified?.n ?? 0n);
  await source.close();
  await workspace.close();
}

/** How often each amount was truly set for each customer. */
function recordsOf(sandbox: Sandbox, customers: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const customer of sandbox.world.customers) {
    if (!customers.includes(customer.id)) continue;
    for (const { amountCents } of sandbox.world.budgetSettings(customer)) {
      const key = `${customer.id} ${(amountCents / 100).toFixed(2)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
