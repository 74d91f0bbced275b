import type { AccountsPort } from '../areas/accounts-port.ts';
import type { OutboxAction, OutboxPort } from '../areas/outbox-port.ts';
import { uuidv7 } from '../base/ids.ts';
import {
  attemptsOf,
  CodeBox,
  cancelActions,
  countByState,
  countStatesOf,
  createExecutor,
  decideActions,
  enqueue,
  freezeTypeOf,
  frozenWithResources,
  isUnborn,
  openActionsOf,
  readAction,
  readActions,
  rememberedFreezes,
  rememberedModes,
  retryAction,
  supplyCode,
  unbornCustomer,
  type Executor,
} from '../sync/outbox/index.ts';
import { allowanceOf, checkIdentity, sendCode, validUntilOf } from '../sync/accounts/index.ts';
import { createRefresher } from '../sync/refresh.ts';
import type { PartnerCenter } from '../sources/source.ts';
import type { ReadHandle, Store } from '../storage/store.ts';
import type { Workspace } from '../storage/workspace.ts';
import type { DeskOptions } from './options.ts';
import { asCoded, CodedError } from '../base/errors.ts';

/**
 * How long a saved change rests before it may be sent: without it "Take back" would be gone before it can be read
 * where the Partner Center answers at once.
 */
const GRACE_MS = 4_000;

/** How long a code that was not sent from here is taken to be of use. */
const CODE_MS = 10 * 60_000;

/** The outbox as the areas' queries and actions use it. @param carrier the one of the moment; null without a Partner Center */
export function outboxPort(
  desk: Pick<DeskOptions, 'clock' | 'random'>,
  carrier: () => Pick<Carrier, 'wake' | 'refresh' | 'unread'> | null,
  codes: CodeBox = new CodeBox(desk.clock),
): OutboxPort {
  const ports = { clock: desk.clock, random: desk.random };
  const usableUntil = (r: ReadHandle, id: string): number => {
    const now = desk.clock.now();
    const email = readAction(r, id)?.payload['email'];
    return (typeof email === 'string' ? validUntilOf(r, email, now) : null) ?? now + CODE_MS;
  };
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
    countsOf: countStatesOf,
    attempts: attemptsOf,
    cancel: (w, ids, person) => cancelActions(w, ports, ids, person),
    retry: (w, id, person) => retryAction(w, ports, id, person),
    decide: (w, ids, decision, person) => decideActions(w, ports, ids, decision, person),
    supply(w, id, code, person) {
      return supplyCode(w, ports, codes, { id, code, until: usableUntil(w, id), person });
    },
    keepCode: (r, id, code) => codes.put(id, code, usableUntil(r, id)),
    unbornCustomer,
    isUnborn,
    freezeType: freezeTypeOf,
    freezes: rememberedFreezes,
    frozenWithResources,
    freezeModes: rememberedModes,
    refresh: (action) => carrier()?.refresh(action),
    wake: () => carrier()?.wake(),
  };
}

/** Names checked and codes sent, through the Partner Center of the moment. */
export function accountsPort(
  desk: Pick<DeskOptions, 'clock' | 'random'>,
  ledger: Store,
  center: () => PartnerCenter | null,
): AccountsPort {
  const source = (): PartnerCenter => {
    const now = center();
    if (now === null) throw new CodedError('CREDENTIALS_MISSING');
    return now;
  };
  return {
    check: async (question) => await checkIdentity(source(), question),
    sendCode: async (send) => await sendCode({ ...desk, ledger, source: source() }, send),
    allowance: (r, email) => allowanceOf(r, email, desk.clock.now()),
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
  readonly codes: CodeBox;
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
    codes: options.codes,
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
