import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import { FINAL_STATES } from './decide.ts';
import { EXECUTOR, transition, type Transition, type TransitionPorts } from './transition.ts';
import { isUnborn } from './unborn.ts';

/** Whether the ledger came out of a backup since its actions were last looked at: it is in another life then. */
export function isRestored(r: ReadHandle): boolean {
  return (
    r.get(
      "-- outbox.life\nSELECT 1 FROM outbox_epoch o JOIN head h ON h.stream = 'ledger' AND h.epoch = o.epoch",
    ) === undefined
  );
}

/**
 * Its customer will never be made by what this ledger knows. In the life that was lost the creation may have been done anew,
 * and nothing says for which customer this would have to be looked up: a person is asked.
 */
function orphanAgain(w: WriteHandle, ports: TransitionPorts, { action }: Transition): Transition | null {
  if (!isUnborn(action.customerId)) return null;
  const ended = action.dependsOn.find((needs) => {
    const row = w.get<{ state: string }>('SELECT state FROM action WHERE id = ?', [needs]);
    return row !== undefined && FINAL_STATES.some((state) => state === row.state);
  });
  if (ended === undefined) return null;
  const evidence = { who: EXECUTOR, code: 'OUTBOX_DEPENDENCY', data: { needs: ended } };
  return transition(w, ports, action.id, 'orphaned', evidence);
}

/**
 * In a ledger out of a backup whatever is open may have been sent, decided or taken back since: all of it is verified
 * before anybody, the executor or a person, does anything to it (sync-and-safety, section 5).
 * @returns what was moved; nothing when it is the life that was known
 */
export function afterRestore(w: WriteHandle, ports: TransitionPorts): Transition[] {
  if (!isRestored(w)) return [];
  const open = w.all<{ id: string }>('SELECT id FROM action WHERE final = 0 ORDER BY seq');
  const moved = open.flatMap(({ id }) => {
    const evidence = { who: EXECUTOR, code: 'OUTBOX_UNCLEAR', data: { reason: 'restored' } };
    const unknown = transition(w, ports, id, 'restored', evidence);
    if (!unknown) return [];
    return [orphanAgain(w, ports, unknown) ?? unknown];
  });
  w.run("UPDATE outbox_epoch SET epoch = (SELECT epoch FROM head WHERE stream = 'ledger')");
  return moved;
}
