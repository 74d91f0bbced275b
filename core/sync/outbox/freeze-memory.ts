import type { WriteHandle } from '../../storage/store.ts';
import type { ActionKind, StoredAction } from './types.ts';

/** What a confirmed action means for the remembered freeze type (guide 5.4). */
const EFFECT: { readonly [K in ActionKind]: (action: StoredAction) => 'remember' | 'forget' | 'leave' } = {
  'customers.freeze': () => 'remember',
  'customers.unfreeze': () => 'forget',
  'customers.create': () => 'leave',
  'budgets.set': (action) => (action.payload['unfreeze'] === true ? 'forget' : 'leave'),
};

/** Keeps or forgets how a customer was frozen, in the transaction that confirms the action. */
export function rememberFreeze(w: WriteHandle, action: StoredAction, at: number): void {
  const effect = EFFECT[action.kind](action);
  const type = action.payload['type'];
  if (effect === 'remember' && typeof type === 'string') {
    w.run(
      `INSERT INTO freeze_type (customer_id, type, action, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (customer_id) DO UPDATE SET type = excluded.type, action = excluded.action, at = excluded.at`,
      [action.customerId, type, action.id, at],
    );
  }
  if (effect === 'forget') w.run('DELETE FROM freeze_type WHERE customer_id = ?', [action.customerId]);
}
