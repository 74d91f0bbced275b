import type { OutboxAction, OutboxPort } from '../areas/outbox-port.ts';
import { uuidv7 } from '../base/ids.ts';
import {
  attemptsOf,
  cancelActions,
  countByState,
  createExecutor,
  decideActions,
  enqueue,
  freezeTypeOf,
  openActionsOf,
  readAction,
  readActions,
  retryAction,
  type Executor,
} from '../sync/outbox/index.ts';
import { createRefresher } from '../sync/refresh.ts';
import type { PartnerCenter } from '../sources/source.ts';
import type { Workspace } from '../storage/workspace.ts';
import type { DeskOptions } from './options.ts';
import { asCoded } from '../base/errors.ts';

/**
 * How long a saved change rests before it may be sent: without it "Take back" would be gone before it can be read
 * where the Partner Center answers at once.
 */
const GRACE_MS = 4_000;

/** The outbox as the areas' queries and actions use it. @param carrier the one of the moment; null without a Partner Center */
export function outboxPort(
  desk: Pick<DeskOptions, 'clock' | 'random'>,
  carrier: () => Pick<Carrier, 'wake' | 'refresh' | 'unread'> | null,
): OutboxPort {
  const ports = { clock: desk.clock, random: desk.random };
  return {
    newId: () => uuidv7(ports.clock, ports.random),
    save: (w, actions) => enqueue(w, { ...ports, graceMs: GRACE_MS }, actions),
    list: readActions,
    find: readAction,
    open(r, customerIds) {
      const unread = carrier()?.unread(customerIds) ?? [];
      return [...unread, ...openActionsOf(r, customerIds)];
    },
    counts: countByState,
    attempts: attemptsOf,
    cancel: (w, ids, person) => cancelActions(w, ports, ids, person),
    retry: (w, id, person) => retryAction(w, ports, id, person),
    decide: (w, ids, decision, person) => decideActions(w, ports, ids, decision, person),
    freezeType: freezeTypeOf,
    refresh: (action) => carrier()?.refresh(action),
    wake: () => carrier()?.wake(),
  };
}

/** What carries the outbox out while a Partner Center is connected. */
export interface Carrier {
  start(): void;
  /** Something was saved, decided, or the Partner Center answers again: look now. */
  wake(): void;
  /** Reads an action's customer and its budget again. */
  refresh(action: Pick<OutboxAction, 'customerId' | 'payload'>): void;
  /** A run of the sync has ended. */
  syncEnded(): void;
  /** What was confirmed and is not in the mirror yet, in the order it was confirmed. */
  unread(customerIds: readonly string[]): readonly OutboxAction[];
  /** Carries out what is due and reads the results back (where nothing runs in the background). */
  settle(): Promise<void>;
  /** Begins nothing more and waits for what is under way. */
  close(): Promise<void>;
}

/** The executor of a workspace, and behind it the reading back of what it changed. */
export function openCarrier(options: {
  readonly workspace: Workspace;
  readonly source: PartnerCenter;
  readonly desk: DeskOptions;
  /** Whether a run of the sync is under way. */
  readonly syncing: () => boolean;
  /** The Partner Center has carried something out: it can be reached. */
  readonly answered: () => void;
}): Carrier {
  const { workspace, source, desk } = options;
  const { clock, timers, random, log } = desk;
  const unread = new Map<string, OutboxAction[]>();
  const refresher = createRefresher({
    workspace,
    source,
    syncing: options.syncing,
    collections: new Map(workspace.collections.map((one) => [one.name, one])),
    done(customerId) {
      if (unread.delete(customerId)) workspace.notices.publish(['action']);
    },
    failed(error) {
      const coded = asCoded(error);
      if (coded.code === 'INTERNAL') log.unexpected(error, { name: 'refresh' });
      else log.write('warn', 'refresh', { code: coded.code });
    },
  });
  const refresh: Carrier['refresh'] = ({ customerId, payload }) => {
    const part = payload['resellerId'];
    refresher.note(customerId, typeof part === 'string' ? part : '');
  };
  const executor: Executor = createExecutor({
    ledger: workspace.ledger,
    source,
    clock,
    timers,
    random,
    onConfirmed(action) {
      unread.set(action.customerId, [...(unread.get(action.customerId) ?? []), action]);
      refresh(action);
      options.answered();
    },
    report: (error) => void log.unexpected(error, { name: 'outbox' }),
  });
  return {
    start: () => executor.start(),
    wake() {
      executor.wake();
      refresher.wake();
    },
    refresh,
    syncEnded: () => refresher.syncEnded(),
    unread: (customerIds) => customerIds.flatMap((id) => unread.get(id) ?? []),
    async settle() {
      await executor.settle();
      await refresher.settled();
    },
    async close() {
      await executor.close();
      await refresher.close();
    },
  };
}
