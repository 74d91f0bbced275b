import type { InputOf, OutputOf } from '../../core/contract/index.ts';
import type { AuditEntry, OutboxRow, OutboxState } from '../../core/contract/outbox.ts';
import { NOW } from './fixture-home.ts';

const MINUTE = 60_000;
const NO_TARGET = {
  budget: null,
  budgetType: null,
  freezeMode: null,
  unfreeze: null,
  freezeType: null,
  reason: null,
  country: null,
  email: null,
  externalId: null,
} as const;

/** A budget change of an invented customer, from 90,000 to 110,000. */
export function outboxRow(id: string, own: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    kind: 'budgets.set',
    customerId: `06ffbcd46880d3f30f0000000000000${id}`,
    customerName: '深***云科技',
    person: 'Lin Wei',
    createdAt: NOW - 50 * MINUTE,
    state: 'waiting',
    since: NOW - 50 * MINUTE,
    nextAt: null,
    attempts: 0,
    base: { budget: '90000', budgetType: 'monthly', currency: 'USD', frozen: false },
    target: { ...NO_TARGET, budget: '110000', budgetType: 'monthly', unfreeze: false },
    theirs: null,
    account: null,
    unclear: false,
    dependsOn: [],
    code: null,
    data: null,
    batchId: null,
    ...own,
  };
}

const theirs = (budget: string): OutboxRow['theirs'] => ({
  budget,
  budgetType: 'monthly',
  currency: 'USD',
  frozen: false,
});

/** One change in every state, and several that ask the same question. */
export const outboxRows: readonly OutboxRow[] = [
  outboxRow('1'),
  outboxRow('2', { customerName: 'Al***ne Games', state: 'waiting', nextAt: NOW + 3 * MINUTE, attempts: 1 }),
  outboxRow('3', {
    customerName: 'Or***on Retail Group',
    state: 'decision',
    since: NOW - 9 * MINUTE,
    theirs: theirs('95000'),
    code: 'OUTBOX_CONFLICT',
  }),
  outboxRow('4', {
    customerName: 'No***rn Freight',
    state: 'decision',
    since: NOW - 8 * MINUTE,
    theirs: theirs('72500.5'),
    code: 'OUTBOX_CONFLICT',
  }),
  outboxRow('5', {
    customerName: 'Co***ss Health',
    kind: 'customers.freeze',
    state: 'unknown',
    since: NOW - 2 * MINUTE,
    nextAt: NOW + 3 * MINUTE,
    attempts: 1,
    code: 'OUTBOX_UNCLEAR',
    target: { ...NO_TARGET, freezeType: 'account-and-resources', reason: 'Overdue since October' },
  }),
  outboxRow('6', {
    customerName: '上***数据',
    kind: 'customers.freeze',
    state: 'decision',
    since: NOW - 7 * MINUTE,
    attempts: 1,
    theirs: { budget: null, budgetType: null, currency: null, frozen: true },
    unclear: true,
    code: 'OUTBOX_UNCLEAR',
    target: { ...NO_TARGET, freezeType: 'account', reason: 'Overdue since October' },
  }),
  outboxRow('7', {
    customerName: 'Br***dge Media',
    state: 'held',
    since: NOW - 30 * MINUTE,
    code: 'OUTBOX_DEPENDENCY',
    data: { upstream: 'CBC.0999' },
  }),
  outboxRow('8', { customerName: '杭***网络', state: 'sending', since: NOW, attempts: 1 }),
  outboxRow('9', { customerName: 'Qu***tz Analytics', state: 'confirmed', attempts: 1 }),
];

export const outboxAnswers = {
  'outbox.summary': (): OutputOf<'outbox.summary'> => summaryOf(outboxRows),
  'outbox.list': (input: InputOf<'outbox.list'>): OutputOf<'outbox.list'> => ({
    rows: outboxRows.filter(
      (row) =>
        (input.states === undefined || input.states.includes(row.state)) &&
        (input.customerId === undefined || row.customerId === input.customerId),
    ),
    next: null,
  }),
  'outbox.progress': (input: InputOf<'outbox.progress'>): OutputOf<'outbox.progress'> => ({
    counts: summaryOf(outboxRows.filter((row) => input.ids.includes(row.id))).counts,
  }),
  'outbox.get': (input: InputOf<'outbox.get'>): OutputOf<'outbox.get'> => {
    const row = outboxRows.find((one) => one.id === input.id);
    if (row === undefined) return null;
    const attempts = Array.from({ length: row.attempts }, (_, i) => ({
      number: i + 1,
      startedAt: row.since,
      endedAt: row.since + 30_000,
      outcome: row.state === 'confirmed' ? 'confirmed' : 'unclear',
      code: null,
    }));
    return { row, attempts };
  },
  'outbox.decide': (input: InputOf<'outbox.decide'>) => ({ decided: input.ids.length }),
  'outbox.cancel': (input: InputOf<'outbox.cancel'>) => ({ cancelled: input.ids.length }),
  'outbox.retry': () => ({ state: 'waiting' as const }),
  'budgets.set': () => ({ id: '1' }),
  'budgets.previewBatch': (input: InputOf<'budgets.previewBatch'>): OutputOf<'budgets.previewBatch'> => ({
    rows: input.customerIds.map((customerId, i) => ({
      customerId,
      customerName: i === 1 ? 'Or***on Retail Group' : 'Al***ne Games',
      before: { budget: '30000', budgetType: 'monthly', currency: 'USD', frozen: i === 0 },
      after: {
        budget: i === 1 ? '30000' : input.change.amount,
        budgetType: input.change.type,
        currency: 'USD',
        frozen: i === 0 && input.change.unfreeze !== true,
      },
      refused: i === 1 ? 'REFERRAL_CUSTOMER' : null,
      same: false,
      estimate: i === 1 ? null : '28650.73',
    })),
    count: input.customerIds.length,
    refused: input.customerIds.length > 1 ? 1 : 0,
    same: 0,
  }),
  'budgets.setBatch': (input: InputOf<'budgets.setBatch'>) => ({
    batchId: 'b1',
    ids: [...input.customerIds],
    refused: [],
  }),
  'customers.freeze': (input: InputOf<'customers.freeze'>) => ({
    batchId: 'b1',
    ids: [...input.customerIds],
    refused: [],
  }),
  'customers.unfreeze': (input: InputOf<'customers.unfreeze'>) => {
    const known = input.type !== undefined;
    return {
      batchId: 'b1',
      ids: known ? [...input.customerIds] : input.customerIds.slice(1),
      refused: known
        ? []
        : input.customerIds.slice(0, 1).map((customerId) => ({ customerId, code: 'FREEZE_TYPE_UNKNOWN' })),
    };
  },
  'audit.list': (): OutputOf<'audit.list'> => ({ rows: [...auditRows], next: null }),
} as const;

export function summaryOf(rows: readonly OutboxRow[]): OutputOf<'outbox.summary'> {
  const states: readonly OutboxState[] = [
    'waiting',
    'sending',
    'unknown',
    'decision',
    'held',
    'confirmed',
    'rejected',
    'cancelled',
  ];
  const count = (state: OutboxState): number => rows.filter((row) => row.state === state).length;
  return {
    counts: {
      waiting: count('waiting'),
      sending: count('sending'),
      unknown: count('unknown'),
      decision: count('decision'),
      held: count('held'),
      confirmed: count('confirmed'),
      rejected: count('rejected'),
      cancelled: count('cancelled'),
    },
    open: states.slice(0, 5).reduce((sum, state) => sum + count(state), 0),
    decisions: count('decision'),
  };
}

export const auditRows: readonly AuditEntry[] = [
  {
    seq: 3,
    at: NOW - MINUTE,
    who: 'executor',
    what: 'outbox.confirmed',
    target: '053a48736500d5f4',
    before: { state: 'sending' },
    after: { action: '1', kind: 'budgets.set', state: 'confirmed' },
    outcome: 'confirmed',
  },
  {
    seq: 2,
    at: NOW - 2 * MINUTE,
    who: 'Lin Wei',
    what: 'budgets.set',
    target: '053a48736500d5f4',
    before: { budget: '90000', budgetType: 'monthly', currency: 'USD', frozen: false },
    after: { v: 1, resellerId: null, amount: '110000', type: 'monthly', unfreeze: false },
    outcome: 'saved',
  },
  {
    seq: 1,
    at: NOW - 3 * MINUTE,
    who: 'Lin Wei',
    what: 'privacy.reveal',
    target: 'customers',
    before: null,
    after: ['name', 'email'],
    outcome: 'done',
  },
];
