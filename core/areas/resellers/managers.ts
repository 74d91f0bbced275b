import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { tasksOf } from '../tasks/shared.ts';
import { listManagers } from '../team/shared.ts';
import { addStep } from './ledger.ts';
import { resellerNames } from './shared.ts';

/** The account managers of resellers (guide 20): assigned here at once, entered in the console with a task. */

/** Member ids by reseller; resellers without one assigned here are left out. */
export function managersNow(r: ReadHandle, resellerIds: readonly string[]): ReadonlyMap<string, string> {
  const rows = r.all<{ reseller_id: string; member_id: string }>(
    `SELECT reseller_id, member_id FROM reseller_manager
     WHERE until_at IS NULL AND reseller_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(resellerIds)],
  );
  return new Map(rows.map((row) => [row.reseller_id, row.member_id]));
}

/** Resellers of a member. */
export function resellersOf(r: ReadHandle, memberId: string): string[] {
  return r
    .all<{
      reseller_id: string;
    }>('SELECT reseller_id FROM reseller_manager WHERE until_at IS NULL AND member_id = ?', [memberId])
    .map((row) => row.reseller_id);
}

export interface Managed {
  readonly memberId: string;
  readonly from: number;
  readonly until: number | null;
  readonly person: string;
}

/** Who managed a reseller, the newest first. */
export function managerHistory(r: ReadHandle, resellerId: string): Managed[] {
  return r
    .all<{ member_id: string; from_at: bigint; until_at: bigint | null; person: string }>(
      'SELECT member_id, from_at, until_at, person FROM reseller_manager WHERE reseller_id = ? ORDER BY no DESC',
      [resellerId],
    )
    .map((row) => ({
      memberId: row.member_id,
      from: Number(row.from_at),
      until: row.until_at === null ? null : Number(row.until_at),
      person: row.person,
    }));
}

/** Assigns one account manager to resellers, or withdraws theirs. @throws CodedError NOT_FOUND for somebody who is none */
export function assignResellers(
  context: AreaContext,
  input: ParsedInputOf<'resellers.assignManager'>,
  caller: Caller,
): OutputOf<'resellers.assignManager'> {
  const { ledger, mirror } = context.workspace;
  const { memberId } = input;
  const resellerIds = [...new Set(input.resellerIds)];
  const names = resellerNames(mirror.read, resellerIds);
  return ledger.write((w) => {
    const manager = memberId === null ? null : listManagers(w).find(({ id }) => id === memberId);
    if (manager === undefined) throw new CodedError('NOT_FOUND', { id: memberId });
    const now = managersNow(w, resellerIds);
    const ids: string[] = [];
    const refused: { id: string; code: string }[] = [];
    for (const id of resellerIds) {
      const name = names.get(id);
      const before = now.get(id) ?? null;
      if (name === undefined || before === memberId) {
        refused.push({ id, code: name === undefined ? 'RESELLER_UNKNOWN' : 'MANAGER_SAME' });
        continue;
      }
      w.run('UPDATE reseller_manager SET until_at = ? WHERE reseller_id = ? AND until_at IS NULL', [
        w.now(),
        id,
      ]);
      if (memberId !== null)
        w.run('INSERT INTO reseller_manager (reseller_id, member_id, from_at, person) VALUES (?, ?, ?, ?)', [
          id,
          memberId,
          w.now(),
          caller.person,
        ]);
      addStep(w, id, memberId === null ? 'withdrawManager' : 'assign', caller.person, {
        memberId: memberId ?? before,
      });
      tasksOf(context).save(w, [
        {
          kind: memberId === null ? 'resellers.withdrawManager' : 'resellers.assignManager',
          customerId: null,
          subject: id,
          values: {
            v: 1,
            resellerId: id,
            resellerName: name,
            ...(manager === null ? {} : { manager: manager.upstreamId ?? manager.name }),
          },
          person: caller.person,
        },
      ]);
      ids.push(id);
    }
    if (ids.length > 0) w.touch('reseller_manager');
    return { ids, refused };
  });
}
