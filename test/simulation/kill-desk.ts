import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { uuidv7 } from '../../core/base/ids.ts';
import { systemRandom } from '../../core/base/random.ts';
import { createPartnerCenter } from '../../core/sources/partner-center/client.ts';
import type { PartnerCenter } from '../../core/sources/source.ts';
import { noLines } from '../../core/storage/testing/support.ts';
import { openWorkspace, type Workspace } from '../../core/storage/workspace.ts';
import {
  createExecutor,
  outboxMigrations,
  type Executor,
  unbornCustomer,
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
  /** The ledger is backed up first. */
  readonly backup: boolean;
}

/** The sandbox does what arrives at once, so a short quiet period is long enough here. */
const QUIET_MS = 400;
const AGAIN_MS = 100;
/** Above anything the sandbox generates: every action has an amount of its own. */
const FIRST_AMOUNT = 500_000_000;

const NOTHING = { budget: null, budgetType: null, currency: null, frozen: null } as const;

/**
 * What is saved when there are n actions: a budget, customers in turn, or a new customer with a budget that waits for it.
 * What it was decided on is not compared: nobody else changes anything here.
 */
export function killActions(order: KillOrder, n: number): NewAction[] {
  if (n % 6 > 0) return [budget(n, order.customers[n % order.customers.length] ?? '')];
  const id = uuidv7(systemClock, systemRandom);
  const customerId = unbornCustomer(id);
  const accountName = `killed-${n}`;
  const payload = { v: 1, accountName, country: 'MX', platform: 'PD', externalId: `own-${n}` };
  const lane = `account:${accountName}`;
  return [
    { id, kind: 'customers.create', payload, base: NOTHING, lane, customerId, person: 'test' },
    { ...budget(n + 1, customerId), dependsOn: [id] },
  ];
}

function budget(n: number, customerId: string): NewAction {
  return {
    kind: 'budgets.set',
    payload: { v: 1, amount: amountOf(n), type: 'monthly', unfreeze: false },
    base: NOTHING,
    lane: `customer:${customerId}`,
    customerId,
    person: 'test',
  };
}

function amountOf(n: number): string {
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
