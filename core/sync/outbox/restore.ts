import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import { EXECUTOR, transition, type Transition, type TransitionPorts } from './transition.ts';

/** Whether the ledger came out of a backup since its actions were last looked at: it is in another life then. */
export function isRestored(r: ReadHandle): boolean {
  return (
    r.get(
      "-- outbox.life\nSELECT 1 FROM outbox_epoch o JOIN head h ON h.stream = 'ledger' AND h.epoch = o.epoch",
    ) === undefined
  );
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
    return transition(w, ports, id, 'restored', evidence) ?? [];
  });
  w.run("UPDATE outbox_epoch SET epoch = (SELECT epoch FROM head WHERE stream = 'ledger')");
  return moved;
}
