import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { AreaContext } from '../context.ts';
import { customersInSight } from '../customers/shared.ts';
import type { StoredAlert } from './queries.ts';
import { isResponsible } from './rules/responsible.ts';

/**
 * Says that somebody has taken care of alerts. Those that the caller is not responsible for are named with the reason
 * and stay open; one that is handled already stays as it is. Writes an audit row each.
 */
export function handleAlerts(
  context: AreaContext,
  input: ParsedInputOf<'alerts.handle'>,
  caller: Caller,
): OutputOf<'alerts.handle'> {
  const { ledger, mirror } = context.workspace;
  return ledger.write((w) => {
    const rows = w.all<StoredAlert>(
      'SELECT * FROM customer_alert WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(input.ids)],
    );
    const customers = customersInSight(
      mirror.read,
      caller.sees,
      rows.map((row) => row.customer_id),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const refused: { id: string; code: string }[] = [];
    let handled = 0;
    for (const id of new Set(input.ids)) {
      const row = byId.get(id);
      const inSight = row !== undefined && (caller.sees === 'all' || customers.has(row.customer_id));
      if (!inSight) {
        refused.push({ id, code: 'NOT_FOUND' });
        continue;
      }
      if (!isResponsible(caller, customers.get(row.customer_id)?.managerId ?? null)) {
        refused.push({ id, code: 'NOT_RESPONSIBLE' });
        continue;
      }
      if (row.handled_at !== null) continue;
      w.run('UPDATE customer_alert SET handled_at = ?, handled_by = ?, note = ? WHERE seq = ?', [
        w.now(),
        caller.person,
        input.note === undefined || input.note === '' ? null : input.note,
        row.seq,
      ]);
      appendAudit(w, {
        who: caller.person,
        what: 'alerts.handle',
        target: row.customer_id,
        before: { scenario: row.scenario, state: 'open' },
        after: { scenario: row.scenario, state: 'handled', note: input.note ?? null },
        outcome: 'done',
      });
      handled += 1;
    }
    if (handled > 0) w.touch('alerts');
    return { handled, refused };
  });
}
