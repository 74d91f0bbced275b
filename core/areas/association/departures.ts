import type { Store } from '../../storage/store.ts';
import { customerFacts } from '../customers/shared.ts';
import type { Readings, TasksPort } from '../tasks-port.ts';
import { changeRecord } from './record.ts';
import { openRecords, readRecord } from './rows.ts';

/**
 * After a sync: a customer that is gone from the list has been disassociated, whatever was recorded of its request. Only
 * a complete reading that is newer than the request counts. Nothing is written when nobody left. @returns how many did
 */
export function followDepartures(
  stores: { readonly ledger: Store; readonly mirror: Store },
  tasks: TasksPort,
  readings: Readings,
): number {
  const readAt = readings.readAt('customers');
  if (readAt === null) return 0;
  const left = openRecords(stores.ledger.read).filter(
    ({ type, customerId, askedAt }) =>
      type === 'disassociation' &&
      customerId !== null &&
      readAt >= askedAt &&
      !customerFacts(stores.mirror.read, [customerId]).has(customerId),
  );
  if (left.length === 0) return 0;
  return stores.ledger.write((w) => {
    let changed = 0;
    for (const { id } of left) {
      const record = readRecord(w, id);
      if (record === undefined || changeRecord(w, record, 'left', { person: null }) === null) continue;
      changed += 1;
      if (record.taskId === null) continue;
      tasks.cancel(w, record.taskId, null);
      tasks.conclude(w, record.taskId, 'seen', null);
    }
    return changed;
  });
}
