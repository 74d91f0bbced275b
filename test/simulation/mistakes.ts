import { decide, type EventName, type Move } from '../../core/sync/outbox/decide.ts';
import type { OutboxState } from '../../core/contract/outbox.ts';
import { PARTS, type ExecutorParts } from '../../core/sync/outbox/executor-types.ts';
import type { SentOutcome } from '../../core/sources/source.ts';
import { sendCode } from '../../core/sync/accounts/codes.ts';
import { KINDS, type Kinds } from '../../core/sync/outbox/kinds/index.ts';
import type { KindPlan } from '../../core/sync/outbox/kinds/kind.ts';
import type { StoredHead } from '../../core/sync/outbox/ledger.ts';
import { openActionsOf } from '../../core/sync/outbox/read.ts';
import type { Judged } from '../../core/sync/outbox/verdicts.ts';
import { quiesce } from './time.ts';
import type { Mistake } from './types.ts';

/**
 * Known mistakes, each put in the place of a part of the executor. They exist here alone: the product has no switch for
 * them. The simulator must catch every one (sync-and-safety, section 8).
 */
const move = (to: OutboxState, more: Partial<Move> = {}): Move => ({
  to,
  wait: 'none',
  misses: 0,
  unclear: false,
  halfway: 0,
  rebase: false,
  ...more,
});

/** The table with one cell replaced. */
function cell(state: OutboxState, event: EventName, instead: Move | null): ExecutorParts['decide'] {
  return (s, e, facts) => (s === state && e === event ? instead : decide(s, e, facts));
}

/** The classifier with one kind of answer taken for another. */
function misjudge(
  test: (...args: Parameters<ExecutorParts['judgeSent']>) => boolean,
  event: Judged['event'],
): ExecutorParts['judgeSent'] {
  return (...args) => {
    const judged = PARTS.judgeSent(...args);
    return test(...args) ? { ...judged, event, everybody: false } : judged;
  };
}

const withoutCompare: Kinds = {
  'budgets.set': { ...KINDS['budgets.set'], sameAsBase: () => true },
  'customers.freeze': { ...KINDS['customers.freeze'], sameAsBase: () => true },
  'customers.unfreeze': { ...KINDS['customers.unfreeze'], sameAsBase: () => true },
  'customers.create': KINDS['customers.create'],
};

/** Every open action is taken for the head of a lane of its own. */
const withoutLanes: ExecutorParts['heads'] = (r) =>
  openActionsOf(r).map((action, seq): StoredHead => ({
    id: action.id,
    lane: action.id,
    seq,
    state: action.state,
    nextAt: action.nextAt,
    ready: PARTS.heads(r).find(({ id }) => id === action.id)?.ready ?? action.dependsOn.length === 0,
  }));

const creating = (more: Partial<KindPlan>): Kinds => ({
  ...KINDS,
  'customers.create': { ...KINDS['customers.create'], ...more },
});

/** The classifier mistaken about creations alone. */
const misjudgeCreation = (
  test: (sent: SentOutcome) => boolean,
  event: Judged['event'],
): ExecutorParts['judgeSent'] =>
  misjudge((sent, _, operation) => operation === 'CreateSubCustomer' && test(sent), event);

export const MISTAKES: readonly Mistake[] = [
  {
    name: 'timeout = retry',
    parts: { judgeSent: misjudge((sent) => sent.kind === 'transport' && sent.sent, 'later') },
  },
  {
    name: 'timeout = done',
    parts: { judgeSent: misjudge((sent) => sent.kind === 'transport' && sent.sent, 'confirmed') },
  },
  {
    name: '5xx = rejected',
    parts: { judgeSent: misjudge((sent) => sent.kind === 'answer' && sent.status >= 500, 'rejected') },
  },
  {
    name: '401 = rejected',
    parts: { judgeSent: misjudge((sent) => sent.kind === 'answer' && sent.status === 401, 'rejected') },
  },
  {
    name: '429 = rejected',
    parts: { judgeSent: misjudge((sent) => sent.kind === 'answer' && sent.status === 429, 'rejected') },
  },
  {
    name: 'failed item overlooked',
    parts: {
      judgeSent: misjudge((sent) => sent.kind === 'answer' && sent.failedItems.length > 0, 'confirmed'),
    },
  },
  { name: 'resend after crash', parts: { decide: cell('sending', 'crashed', move('waiting')) } },
  {
    name: 'verify at once after crash',
    parts: { decide: cell('sending', 'crashed', move('unknown')) },
  },
  { name: 'verify too early', quietMs: 1000 },
  { name: 'quiet period by the wall clock', wallClock: true },
  { name: 'one look is enough', parts: { decide: cell('unknown', 'base', move('waiting')) } },
  {
    name: 'send before write',
    parts: {
      recordAndSend: async (record, send) => {
        const sent = send();
        await quiesce();
        const attempt = record();
        return attempt === null ? null : { attempt, sent };
      },
    },
  },
  { name: 'no base compare', kinds: withoutCompare },
  { name: 'third value = done', parts: { decide: cell('unknown', 'third', move('confirmed')) } },
  { name: 'lanes overlooked', parts: { heads: withoutLanes } },
  {
    name: 'dependencies overlooked',
    parts: { heads: (r) => PARTS.heads(r).map((head) => ({ ...head, ready: true })) },
  },
  { name: 'dependents forgotten', parts: { decide: cell('waiting', 'orphaned', null) } },
  {
    name: 'forget on restore',
    parts: { decide: (s, e, facts) => (e === 'restored' ? null : decide(s, e, facts)) },
  },
  { name: 'taken back while unknown', parts: { decide: cell('unknown', 'cancel', move('cancelled')) } },
  {
    name: 'creation: timeout = retry',
    parts: { judgeSent: misjudgeCreation((sent) => sent.kind === 'transport' && sent.sent, 'later') },
  },
  {
    name: 'creation: done in part = rejected',
    parts: {
      judgeSent: misjudgeCreation(
        (sent) => sent.kind === 'answer' && sent.code === 'CBC.99000050',
        'rejected',
      ),
    },
  },
  { name: 'creation: sent again without a person', kinds: creating({ repeatable: true }) },
  {
    name: 'creation: done in part = absent',
    kinds: creating({
      async verify(...args) {
        const found = await KINDS['customers.create'].verify(...args);
        return found.finding === 'halfway' ? { ...found, finding: 'base' } : found;
      },
    }),
  },
  { name: 'creation: the wrong customer', kinds: creating({ learn: () => ({ customerId: 'c0' }) }) },
  {
    name: 'creation: any account of the name is ours',
    kinds: creating({
      async verify(...args) {
        const found = await KINDS['customers.create'].verify(...args);
        return found.finding === 'halfway' ? { ...found, finding: 'reached' } : found;
      },
    }),
  },
  {
    name: 'dependent sent before the creation',
    parts: {
      heads: (r) =>
        PARTS.heads(r).map((head) => ({
          ...head,
          ready: head.ready || head.lane.startsWith('customer:new:'),
        })),
    },
  },
  {
    name: 'code sent again when the answer is unclear',
    sendCode: async (ports, send) => {
      const first = await sendCode(ports, send);
      if (first.outcome === 'sent') return first;
      return await sendCode({ ...ports, clock: { now: () => ports.clock.now() + 120_000 } }, send);
    },
  },
  { name: 'code kept in the ledger', codeKept: true },
  { name: 'journal not replayed', journalForgotten: true },
];
