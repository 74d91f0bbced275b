import type { StartedDesk } from '../desk/desk.ts';
import type { Line } from './command.ts';

/** Names stay masked unless --reveal is given, which is written to the audit list. @returns what opens the columns of a view */
export async function revealFor(
  line: Line,
  desk: StartedDesk,
  view: string,
  columns: readonly string[],
): Promise<{ revealId?: string }> {
  if (line.values['reveal'] !== true) return {};
  return await desk.call('privacy.reveal', { view, columns: [...columns] });
}
