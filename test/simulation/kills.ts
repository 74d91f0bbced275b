import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { seededRandom, systemRandom, type Random } from '../../core/base/random.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';
import { verifyAudit } from '../../core/storage/audit.ts';
import { checkWorkspace, workspacePaths, type Workspace } from '../../core/storage/workspace.ts';
import { decideActions } from '../../core/sync/outbox/people.ts';
import type { StoredAction } from '../../core/sync/outbox/types.ts';
import { countByState, readActions } from '../../core/sync/outbox/read.ts';
import type { Check } from './checks.ts';
import { openKillDesk, type KillOrder } from './kill-desk.ts';

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
      backup: false,
    };
    fs.writeFileSync(order.ack, '');
    for (let kill = 0; kill < kills; kill += 1) {
      arm(sandbox, random);
      await runAndKill({ ...order, backup: random.next() < 0.3 }, random);
      // Once a round the ledger is lost: the last backup, if there is one, and the journal must give it back.
      if (kill === Math.floor(kills / 2)) {
        loseLedger(order.dir);
        await comeBack(order, sandbox, found);
      }
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

/** A kill -9 cannot show what a broken disk does: the file is emptied, its log is gone. */
function loseLedger(dir: string): void {
  const { ledger } = workspacePaths(dir);
  fs.truncateSync(ledger, 0);
  for (const end of ['-wal', '-shm']) fs.rmSync(ledger + end, { force: true });
}

const OPERATIONS = ['UpdateSubCustomerBudget', 'CreateSubCustomer'] as const;

/** A few things that go wrong with writes, too. */
function arm(sandbox: Sandbox, random: Random): void {
  sandbox.faults.clear();
  for (let i = 0; i < 3; i += 1) {
    const kind = KINDS[Math.floor(random.next() * KINDS.length)] ?? 'delay';
    const skip = Math.floor(random.next() * 12);
    const operation = OPERATIONS[i % OPERATIONS.length] ?? OPERATIONS[0];
    // The account is made, its association timed out: the answer carries its id.
    const partly = kind === 'fail-after' && i % 2 === 1 ? { code: 'CBC.99000050', status: 500 } : {};
    sandbox.faults.add({ kind, operation, skip: i % 2 === 1 ? skip % 3 : skip, times: 1, ms: 40, ...partly });
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

/** Lets everything come to its end, then compares it with the sandbox's own books. */
async function compare(order: KillOrder, sandbox: Sandbox, found: string[], totals: Totals): Promise<void> {
  const desk = await openKillDesk(order);
  const { workspace, source } = desk;
  const { read } = workspace.ledger;
  if (workspace.report.repairs.length > 0) found.push('the ledger had to be repaired');
  totals.decisions += countByState(read).decision;
  await heal(desk, sandbox);
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
  allThere(order, workspace, found);
  const done = recordsOf(sandbox);
  actions.forEach((action) => {
    const times = timesOf(action, sandbox, done);
    totals.effects += times;
    if (times > 1) found.push(`${action.id} happened ${times} times`);
    const expected = { confirmed: 1, rejected: 0, cancelled: 0, held: 0 };
    const should = action.state in expected ? expected[action.state as keyof typeof expected] : undefined;
    if (should === undefined) found.push(`${action.id} is still ${action.state} (${action.code})`);
    else if (times !== should) found.push(`${action.id} is ${action.state} and happened ${times} times`);
  });
  totals.actions += actions.length;
  const verified = read.get<{ n: bigint }>(
    "SELECT count(*) AS n FROM attempt WHERE outcome IN ('verified', 'absent', 'unclear', 'crashed')",
  );
  totals.unclear += Number(verified?.n ?? 0n);
  await source.close();
  await workspace.close();
}

/** A person goes through what waits for one and says what is true; what surely did not happen is sent again. */
function attend({ ledger }: Workspace, sandbox: Sandbox): void {
  const open = readActions(ledger.read, { states: ['decision'], limit: 10_000 });
  if (open.length === 0) return;
  const done = recordsOf(sandbox);
  const ports = { clock: systemClock, random: systemRandom };
  ledger.write((w) => {
    for (const action of open) {
      const truth = timesOf(action, sandbox, done) > 0 ? 'happened' : 'did-not-happen';
      decideActions(w, ports, [action.id], action.unclear ? truth : 'mine', 'test');
    }
  });
}

/** How often an action truly happened. */
function timesOf(action: StoredAction, sandbox: Sandbox, done: ReadonlyMap<string, number>): number {
  if (action.kind === 'customers.create') return accountsOf(sandbox, action);
  const { amount } = action.payload;
  return typeof amount === 'string' ? (done.get(`${action.customerId} ${amount}`) ?? 0) : 0;
}

/** Lets a desk that is not killed bring everything to its end. */
async function heal(
  { workspace, executor }: Awaited<ReturnType<typeof openKillDesk>>,
  sandbox: Sandbox,
): Promise<void> {
  executor.start();
  for (let waited = 0; waited < HEAL_MS; waited += 50) {
    attend(workspace, sandbox);
    executor.wake();
    const counts = countByState(workspace.ledger.read);
    if (counts.waiting + counts.sending + counts.unknown + counts.decision === 0) break;
    await systemTimers.sleep(50);
  }
  await executor.close();
}

/** A desk over a ledger that was lost: it comes back by itself, and goes on. */
async function comeBack(order: KillOrder, sandbox: Sandbox, found: string[]): Promise<void> {
  const desk = await openKillDesk(order);
  const [repair] = desk.workspace.report.repairs;
  if (repair?.file !== 'ledger') found.push('the lost ledger was not noticed');
  await heal(desk, sandbox);
  allThere(order, desk.workspace, found);
  await desk.source.close();
  await desk.workspace.close();
}

/** Nothing that was acknowledged is missing. */
function allThere(order: KillOrder, { ledger }: Workspace, found: string[]): void {
  const ids = new Set(readActions(ledger.read, { limit: 1_000_000 }).map(({ id }) => id));
  for (const id of fs.readFileSync(order.ack, 'utf8').split('\n'))
    if (id !== '' && !ids.has(id)) found.push(`${id} was acknowledged and is gone`);
}

/** How many accounts were truly made for a creation. */
function accountsOf(sandbox: Sandbox, action: StoredAction): number {
  const own = action.payload['externalId'];
  return sandbox.world.created.filter(({ customer }) => customer.xaccountId === own).length;
}

/** How often each amount was truly set for each customer. */
function recordsOf(sandbox: Sandbox): Map<string, number> {
  const counts = new Map<string, number>();
  for (const customer of sandbox.world.customers) {
    for (const { amountCents } of sandbox.world.budgetSettings(customer)) {
      const key = `${customer.id} ${(amountCents / 100).toFixed(2)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
