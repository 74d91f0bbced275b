import type { Caller } from '../../contract/handlers.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { isSeen } from '../customers/shared.ts';
import type { AssociationRecord } from './rows.ts';

/** Whether somebody sees a record: about a customer they see, or written down by themselves. */
export function recordInSight(mirror: ReadHandle, caller: Caller): (record: AssociationRecord) => boolean {
  const { sees, person } = caller;
  if (sees === 'all') return () => true;
  return (record) =>
    record.person === person || (record.customerId !== null && isSeen(mirror, sees, record.customerId));
}
