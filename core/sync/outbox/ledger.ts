import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ReadHandle, Store } from '../../storage/store.ts';
import type { Head } from './lanes.ts';
import { actionRow } from './rows.ts';
import { afterRestore, isRestored } from './restore.ts';
import { EXECUTOR, transition, type Transition, type TransitionPorts } from './transition.ts';
import { UNBORN_SQL } from './unborn.ts';

/** What the executor reads and writes of the outbox beyond single transitions. */

/** A lane's oldest open action. `nextAt`: integer ms UTC, null = at once. */
export interface StoredHead extends Omit<Head, 'due'> {
  readonly state: string;
  readonly nextAt: number | null;
}

/** The oldest open action of every lane. */
export function heads(r: ReadHandle): StoredHead[] {
  return r
    .all<{
      id: string;
      lane: string;
      seq: bigint;
      state: string;
      next_at: bigint | null;
      missing: bigint;
      unborn: bigint;
    }>(
      `-- outbox.heads
       SELECT a.id, a.lane, a.seq, a.state, a.next_at,
         EXISTS (SELECT 1 FROM action_dependency d JOIN action n ON n.id = d.needs
                 WHERE d.action = a.id AND n.state <> 'confirmed') AS missing,
         ${UNBORN_SQL} AS unborn
       FROM (SELECT min(seq) AS seq FROM action WHERE final = 0 GROUP BY lane) h JOIN action a ON a.seq = h.seq`,
    )
    .map((row) => ({
      id: row.id,
      lane: row.lane,
      seq: Number(row.seq),
      state: row.state,
      nextAt: row.next_at === null ? null : Number(row.next_at),
      // Verifying is reading: what may have happened need not wait for what it depends on, as long as there is a customer.
      ready: row.unborn === 0n && (row.state === 'unknown' || row.missing === 0n),
    }));
}

/** Eight characters of the action's id: goes where a field comes back, so that an effect can be told from others. */
export function markerOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8);
}

export interface AttemptFacts {
  readonly request: { readonly operation: string; readonly input: unknown };
  readonly preImage: JsonObject;
  readonly deadlineMs: number;
}

/**
 * Records the attempt: after this commit, and not before, a request may leave.
 * @returns its number, or null when the action is no longer waiting
 */
export function beginAttempt(
  ledger: Store,
  ports: TransitionPorts,
  id: string,
  facts: AttemptFacts,
): number | null {
  return ledger.write((w) => {
    if (!transition(w, ports, id, 'begin', { who: EXECUTOR })) return null;
    const number = Number(actionRow(w, id)?.attempts ?? 0n) + 1;
    const now = ports.clock.now();
    w.run('UPDATE action SET attempts = ? WHERE id = ?', [number, id]);
    w.run(
      `INSERT INTO attempt (action, number, marker, digest, pre_image, started_at, deadline)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        number,
        markerOf(id),
        createHash('sha256').update(JSON.stringify(facts.request)).digest('hex'),
        JSON.stringify(facts.preImage),
        now,
        now + facts.deadlineMs,
      ],
    );
    return number;
  });
}

/**
 * At start: whoever finds a request that was under way, or one that is being verified, cannot know when it left; both
 * wait for a whole quiet period from now, by the clock of this run.
 */
export function recover(ledger: Store, ports: TransitionPorts): Transition[] {
  const open = ledger.read.all<{ id: string }>(
    "-- outbox.recover\nSELECT id FROM action WHERE state IN ('sending', 'unknown') ORDER BY seq",
  );
  if (open.length === 0 && !isRestored(ledger.read)) return [];
  return ledger.write((w) => {
    const restored = afterRestore(w, ports);
    if (restored.length > 0) return restored;
    return open.flatMap(({ id }) => {
      const evidence = { who: EXECUTOR, code: 'OUTBOX_UNCLEAR', data: { reason: 'restarted' } };
      return transition(w, ports, id, 'crashed', evidence) ?? [];
    });
  });
}

/** The other side answers again: whatever waited for that alone may go at once. @returns how many */
export function hurry(ledger: Store, clock: Clock, codes: readonly string[]): number {
  const waits = `state = 'waiting' AND next_at > ? AND code IN (SELECT value FROM json_each(?))`;
  const params = [clock.now(), JSON.stringify(codes)];
  if (!ledger.read.get(`-- outbox.hurry\nSELECT 1 FROM action WHERE ${waits} LIMIT 1`, params)) return 0;
  return ledger.write((w) => {
    const { changes } = w.run(`UPDATE action SET next_at = NULL, failures = 0 WHERE ${waits}`, params);
    w.touch('action');
    return changes;
  });
}
