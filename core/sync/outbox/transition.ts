import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import { maskAccount } from '../../base/masking.ts';
import type { Random } from '../../base/random.ts';
import type { OutboxState } from '../../contract/outbox.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';
import { decide, FINAL_STATES, type EventName, type Facts, type Move, type Wait } from './decide.ts';
import { rememberFreeze } from './freeze-memory.ts';
import { actionRow, dependenciesOf, toAction, type ActionRow } from './rows.ts';
import type { StoredAction } from './types.ts';
import { bornAs, fillIn, isUnborn, UNBORN_SQL } from './unborn.ts';

/** Longest time a request may still act after its connection was cut, with room (sync-and-safety, section 5). */
export const QUIET_MS = 5 * 60_000;
/** Between two verifications that found everything as before. */
export const AGAIN_MS = 30_000;
const BACKOFF_FIRST_MS = 1_000;
export const BACKOFF_MOST_MS = 5 * 60_000;

export interface TransitionPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Default QUIET_MS. */
  readonly quietMs?: number;
  readonly againMs?: number;
  /** The table; tests put known mistakes here. */
  readonly decide?: typeof decide;
}

/** What goes with an event. */
export interface Evidence {
  /** 'executor' or the acting person. */
  readonly who: string;
  /** Why: an error code of ours with its data. */
  readonly code?: string | null;
  readonly data?: JsonObject | null;
  /** What the Partner Center says now. */
  readonly theirs?: JsonObject;
  /** The Partner Center's own id of what was done. */
  readonly reference?: string | null;
  /** What the Partner Center said that later steps need; kept from then on. */
  readonly result?: JsonObject | null;
  /** Only when this attempt is still the one under way: a late answer changes nothing. */
  readonly attempt?: number;
}

/** Facts of an action's kind that the table asks for. */
export interface KindFacts {
  readonly spends: boolean;
  readonly repeatable: boolean;
}
const PLAIN: KindFacts = { spends: false, repeatable: true };

export interface Transition {
  readonly action: StoredAction;
  /** How long until something happens by itself, ms; null: at once, or nothing. */
  readonly delayMs: number | null;
}

/** Full jitter between one second and the doubled step. @param failures in a row before this one */
export function backoffMs(failures: number, random: Random): number {
  const most = Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** (failures + 1));
  return Math.floor(BACKOFF_FIRST_MS + random.next() * (most - BACKOFF_FIRST_MS));
}

function delayOf(wait: Wait, failures: number, ports: TransitionPorts): number | null {
  switch (wait) {
    case 'none':
      return null;
    case 'quiet':
      return ports.quietMs ?? QUIET_MS;
    case 'again':
      return ports.againMs ?? AGAIN_MS;
    case 'backoff':
      return backoffMs(failures, ports.random);
  }
}

/** What the table asks about an action. */
function factsOf(r: ReadHandle, row: ActionRow, kind: KindFacts): Facts {
  const sends = r.get<{ n: bigint }>(
    `SELECT count(*) AS n FROM attempt WHERE action = ?
     AND (outcome IS NULL OR outcome NOT IN ('credentials', 'later', 'rejected', 'lacking'))`,
    [row.id],
  );
  return {
    misses: Number(row.misses),
    sends: Number(sends?.n ?? 0),
    spends: kind.spends,
    repeatable: kind.repeatable,
    halfway: Number(row.halfway),
    unborn: isWaitingForBirth(row),
    unclear: row.unclear === 1n,
    orphaned: isOrphaned(r, row.id),
  };
}

/** Its customer is still to be made, by another action. */
function isWaitingForBirth(row: ActionRow): boolean {
  return isUnborn(row.customer_id) && row.kind !== 'customers.create';
}

/** Whether something it depends on will never be confirmed, or was without anybody knowing which customer it made. */
function isOrphaned(r: ReadHandle, id: string): boolean {
  const row = r.get<{ n: bigint }>(
    `SELECT count(*) AS n FROM action_dependency d JOIN action a ON a.id = d.needs
     WHERE d.action = ? AND (a.state IN ('rejected', 'cancelled') OR (a.state = 'confirmed'
       AND EXISTS (SELECT 1 FROM action WHERE id = d.action AND ${UNBORN_SQL})))`,
    [id],
  );
  return (row?.n ?? 0n) > 0n;
}

/**
 * Lets an event happen to an action, in the given transaction: the table decides, the row, the attempt, the receipt, the
 * audit and whatever depends on it follow.
 * @returns null when the event does not concern the action as it is now: nothing was changed
 */
export function transition(
  w: WriteHandle,
  ports: TransitionPorts,
  id: string,
  event: EventName,
  evidence: Evidence,
  kind: KindFacts = PLAIN,
): Transition | null {
  const row = actionRow(w, id);
  if (!row) return null;
  if (evidence.attempt !== undefined && Number(row.attempts) !== evidence.attempt) return null;
  const state = row.state as OutboxState;
  const move = (ports.decide ?? decide)(state, event, factsOf(w, row, kind));
  if (!move) return null;
  const delayMs = delayOf(move.wait, Number(row.failures), ports);
  update(w, row, move, delayMs, evidence, ports);
  closeAttempt(w, row, state, event, evidence, ports);
  const moved = toAction(actionRow(w, id) ?? row, dependenciesOf(w, id));
  if (FINAL_STATES.includes(move.to)) {
    w.run('INSERT INTO receipt (action, outcome, reference, decided_at) VALUES (?, ?, ?, ?)', [
      id,
      move.to,
      evidence.reference ?? null,
      ports.clock.now(),
    ]);
    if (move.to === 'confirmed') concluded(w, ports, moved);
    else cascade(w, ports, id);
  }
  // Read once more: what is concluded may have given it its customer.
  const action = toAction(actionRow(w, id) ?? row, moved.dependsOn);
  writeAudit(w, state, event, action, evidence);
  w.touch('action');
  return { action, delayMs };
}

/** What a confirmed action means for what the ledger keeps, and for what waits for it. */
function concluded(w: WriteHandle, ports: TransitionPorts, action: StoredAction): void {
  rememberFreeze(w, action, ports.clock.now());
  if (action.kind !== 'customers.create') return;
  const customerId = bornAs(action.result);
  // A person said so and nobody knows which customer it is: what waits for it cannot be sent.
  if (customerId === null) cascade(w, ports, action.id);
  else fillIn(w, action.id, customerId);
}

function update(
  w: WriteHandle,
  row: ActionRow,
  move: Move,
  delayMs: number | null,
  evidence: Evidence,
  ports: TransitionPorts,
): void {
  const now = ports.clock.now();
  const theirs = evidence.theirs === undefined ? row.theirs : JSON.stringify(evidence.theirs);
  const failures = move.wait === 'backoff' ? row.failures + 1n : 0n;
  const values: SqlValue[] = [
    move.to,
    move.to === row.state ? row.since : now,
    delayMs === null ? null : now + delayMs,
    failures,
    move.misses,
    move.unclear ? 1 : 0,
    move.rebase && row.theirs !== null ? row.theirs : row.base,
    // Evidence is shown while a person decides; what was decided on replaces it.
    move.to === 'decision' ? theirs : null,
    (move.code === undefined ? evidence.code : move.code) ?? null,
    evidence.data ? JSON.stringify(evidence.data) : null,
    evidence.result ? JSON.stringify(evidence.result) : row.result,
    move.halfway,
    row.id,
  ];
  w.run(
    `-- outbox.move
     UPDATE action SET state = ?, since = ?, next_at = ?, failures = ?, misses = ?, unclear = ?, base = ?, theirs = ?,
       code = ?, data = ?, result = ?, halfway = ? WHERE id = ?`,
    values,
  );
}

/** What an event says of the last attempt. Reading before a send says nothing of it. */
const ATTEMPT_OUTCOME: { readonly [E in EventName]?: string } = {
  confirmed: 'confirmed',
  rejected: 'rejected',
  lacking: 'lacking',
  credentials: 'credentials',
  later: 'later',
  unclear: 'unclear',
  crashed: 'crashed',
  restored: 'crashed',
};
const VERIFIED_OUTCOME: { readonly [E in EventName]?: string } = {
  reached: 'verified',
  third: 'unclear',
  blurred: 'unclear',
};

function closeAttempt(
  w: WriteHandle,
  row: ActionRow,
  state: OutboxState,
  event: EventName,
  evidence: Evidence,
  ports: TransitionPorts,
): void {
  const now = ports.clock.now();
  const last = [row.id, row.attempts] as const;
  if (state === 'sending') {
    w.run('UPDATE attempt SET ended_at = ?, outcome = ?, code = ? WHERE action = ? AND number = ?', [
      now,
      ATTEMPT_OUTCOME[event] ?? null,
      evidence.code ?? null,
      ...last,
    ]);
    return;
  }
  const outcome =
    state === 'unknown'
      ? event === 'base' && Number(row.misses) > 0
        ? 'absent'
        : VERIFIED_OUTCOME[event]
      : event === 'happened'
        ? 'happened'
        : event === 'notHappened'
          ? 'did-not-happen'
          : undefined;
  if (outcome !== undefined) {
    w.run('UPDATE attempt SET outcome = ? WHERE action = ? AND number = ?', [outcome, ...last]);
  }
}

/** Where an action came to; pauses and the attempt itself are in the attempts, not in the audit. */
const AUDITED: ReadonlySet<OutboxState> = new Set([
  'unknown',
  'decision',
  'held',
  'confirmed',
  'rejected',
  'cancelled',
]);

function writeAudit(
  w: WriteHandle,
  before: OutboxState,
  event: EventName,
  action: StoredAction,
  evidence: Evidence,
): void {
  const byPerson = evidence.who !== EXECUTOR;
  if (!byPerson && (action.state === before || !AUDITED.has(action.state))) return;
  appendAudit(w, {
    who: evidence.who,
    what: `outbox.${event}`,
    target: auditTarget(action),
    before: { state: before },
    after: {
      action: action.id,
      kind: action.kind,
      state: action.state,
      ...(evidence.code ? { code: evidence.code } : {}),
    },
    outcome: action.state,
  });
}

/** Whom an action is about, as the audit names it: an account by its masked name until it has an id. */
export function auditTarget({ customerId, payload }: Pick<StoredAction, 'customerId' | 'payload'>): string {
  const name = payload['accountName'];
  return isUnborn(customerId) && typeof name === 'string' ? maskAccount(name) : customerId;
}

/** How the executor is named in the audit. */
export const EXECUTOR = 'executor';

/** Whatever depends on an action that will never be confirmed is held for a person, never dropped. */
export function cascade(w: WriteHandle, ports: TransitionPorts, id: string): void {
  const dependents = w.all<{ action: string }>('SELECT action FROM action_dependency WHERE needs = ?', [id]);
  for (const { action } of dependents) {
    transition(w, ports, action, 'orphaned', {
      who: EXECUTOR,
      code: 'OUTBOX_DEPENDENCY',
      data: { needs: id },
    });
  }
}
