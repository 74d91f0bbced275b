import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { uuidv7 } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { maskAccount, maskEmail } from '../../base/masking.ts';
import type { Random } from '../../base/random.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { readopt } from './readopt.ts';
import { auditTarget, cascade } from './transition.ts';
import { PAYLOADS } from './payloads.ts';
import type { NewAction } from './types.ts';

/**
 * Saves actions in the given transaction, in the given order, each with its audit row (outcome 'saved'). Whoever calls
 * it decides first, in the same transaction, and wakes the executor after it.
 * @param ports `graceMs`: how long they rest before they may be sent (integer ms); left out = not at all
 * @returns the ids
 * @throws CodedError INPUT_INVALID {kind} for a payload that is not of its kind, NOT_FOUND for an unknown dependency
 */
export function enqueue(
  w: WriteHandle,
  ports: { clock: Clock; random: Random; graceMs?: number },
  actions: readonly NewAction[],
): string[] {
  const ids: string[] = [];
  for (const action of actions) {
    if (!PAYLOADS[action.kind].safeParse(action.payload).success) {
      throw new CodedError('INPUT_INVALID', { kind: action.kind });
    }
    const id = action.id ?? uuidv7(ports.clock, ports.random);
    const now = ports.clock.now();
    w.run(
      `INSERT INTO action (id, kind, payload, base, lane, customer_id, person, batch_id, state, since, created_at, next_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)`,
      [
        id,
        action.kind,
        JSON.stringify(action.payload),
        JSON.stringify(action.base),
        action.lane,
        action.customerId,
        action.person,
        action.batchId ?? null,
        now,
        now,
        ports.graceMs === undefined ? null : now + ports.graceMs,
      ],
    );
    appendAudit(w, {
      who: action.person,
      what: action.kind,
      target: auditTarget(action),
      before: action.base,
      after: audited(action.payload),
      outcome: 'saved',
    });
    for (const needs of action.dependsOn ?? []) depend(w, id, needs, ports);
    ids.push(id);
  }
  for (const id of ids) readopt(w, ports, id);
  if (ids.length > 0) w.touch('action');
  return ids;
}

/** The payload as the audit keeps it: ids and values, names and addresses masked. */
function audited(payload: JsonObject): JsonObject {
  const { accountName, email } = payload;
  return {
    ...payload,
    ...(typeof accountName === 'string' ? { accountName: maskAccount(accountName) } : {}),
    ...(typeof email === 'string' ? { email: maskEmail(email) } : {}),
  };
}

function depend(w: WriteHandle, id: string, needs: string, ports: { clock: Clock; random: Random }): void {
  const other = w.get<{ state: string }>('SELECT state FROM action WHERE id = ?', [needs]);
  if (!other) throw new CodedError('NOT_FOUND', { id: needs });
  w.run('INSERT INTO action_dependency (action, needs) VALUES (?, ?) ON CONFLICT DO NOTHING', [id, needs]);
  if (other.state === 'rejected' || other.state === 'cancelled') cascade(w, ports, needs);
}
