import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { actionRow } from './rows.ts';
import { transition } from './transition.ts';
import { unbornCustomer } from './unborn.ts';

/**
 * A creation that was rejected or taken back is done again: what was held because of it waits for the new one, unless
 * the new one brings what takes its place. Creations of one account share a lane, which is how they are told.
 */
export function readopt(w: WriteHandle, ports: { clock: Clock; random: Random }, id: string): void {
  const creation = actionRow(w, id);
  if (creation?.kind !== 'customers.create') return;
  const waiting = w.get('SELECT 1 FROM action_dependency WHERE needs = ?', [id]);
  if (waiting !== undefined) return;
  const orphans = w.all<{ action: string; needs: string; person: string }>(
    `SELECT d.action, d.needs, a.person FROM action_dependency d JOIN action a ON a.id = d.action JOIN action n ON n.id = d.needs
     WHERE n.lane = ? AND n.id <> ? AND n.kind = 'customers.create' AND n.state IN ('rejected', 'cancelled')
       AND a.state = 'held' ORDER BY a.seq`,
    [creation.lane, id],
  );
  for (const orphan of orphans) {
    w.run('UPDATE action_dependency SET needs = ? WHERE action = ? AND needs = ?', [
      id,
      orphan.action,
      orphan.needs,
    ]);
    w.run('UPDATE action SET customer_id = ?, lane = ? WHERE id = ?', [
      unbornCustomer(id),
      `customer:${unbornCustomer(id)}`,
      orphan.action,
    ]);
    transition(w, ports, orphan.action, 'retry', { who: creation.person });
  }
}
