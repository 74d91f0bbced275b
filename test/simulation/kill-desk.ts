import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { systemRandom } from '../../core/base/random.ts';
import { createPartnerCenter } from '../../core/sources/partner-center/client.ts';
import type { PartnerCenter } from '../../core/sources/source.ts';
import { noLines } from '../../core/storage/testing/support.ts';
import { openWorkspace, type Workspace } from '../../core/storage/workspace.ts';
import {
  createExecutor,
  outboxMigrations,
  type Executor,
  type NewAction,
} from '../../core/sync/outbox/index.ts';

/** What the process that is killed is told. */
export interface KillOrder {
  readonly dir: string;
  readonly ack: string;
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly customers: readonly string[];
  /** How many open actions make the outbox full. */
  readonly full: number;
}

/** The sandbox does what arrives at once, so a short quiet period is long enough here. */
const QUIET_MS = 400;
const AGAIN_MS = 100;
/** Above anything the sandbox generates: every action has an amount of its own. */
const FIRST_AMOUNT = 500_000_000;

/** The n-th action: customers in turn. What it was decided on is not compared: nobody else changes anything here. */
export function killAction(order: KillOrder, n: number): NewAction {
  const customerId = order.customers[n % order.customers.length] ?? '';
  return {
    kind: 'budgets.set',
    payload: { v: 1, amount: amountOf(n), type: 'monthly', unfreeze: false },
    base: { budget: null, budgetType: null, currency: null, frozen: null },
    lane: `customer:${customerId}`,
    customerId,
    person: 'test',
  };
}

export function amountOf(n: number): string {
  return `${FIRST_AMOUNT + n}.25`;
}

/** The workspace with its outbox, as the desk opens it, and the real connector. */
export async function openKillDesk(
  order: KillOrder,
): Promise<{ workspace: Workspace; executor: Executor; source: PartnerCenter }> {
  const workspace = await openWorkspace({
    dir: order.dir,
    clock: systemClock,
    random: systemRandom,
    create: { kind: 'real', name: 'Killed' },
    collections: [],
    components: [{ store: 'ledger', component: 'outbox', migrations: outboxMigrations }],
    openLines: noLines,
  });
  const source = createPartnerCenter({
    endpoint: order.url,
    keys: { accessKey: order.accessKey, secretKey: order.secretKey },
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    unlimited: true,
    attempts: 2,
  });
  const executor = createExecutor({
    ledger: workspace.ledger,
    source,
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    quietMs: QUIET_MS,
    againMs: AGAIN_MS,
  });
  return { workspace, executor, source };
}
