import { watchCustomers, type AreaContext } from '../areas/register.ts';
import type { DeskOptions } from './options.ts';

/** Alerts follow what the mirror says now; a failure is noted and tried again after the next sync. */
export function watchAlerts(areas: AreaContext, desk: Pick<DeskOptions, 'random' | 'log'>): void {
  try {
    watchCustomers(areas, desk.random);
  } catch (error) {
    void desk.log.unexpected(error, { name: 'alerts' });
  }
}
