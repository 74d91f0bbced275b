import { maskAccount, maskName } from '../../base/masking.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { managerKey } from '../assignments/rules/key.ts';
import { allResellers } from '../resellers/shared.ts';
import { countByManager, managerById } from './managers.ts';
import { seenBy } from './sight.ts';

/** More choices than a person can look through are of no help; the criteria take any text. */
const CHOICES = 500;

/** Whether somebody sees a customer of this reseller. */
function seenReseller(r: ReadHandle, sees: Sight): (reseller: { id: string }) => boolean {
  const [seen] = seenBy(sees);
  if (seen === undefined) return () => true;
  const rows = r.all<{ id: string }>(
    `SELECT DISTINCT reseller_id AS id FROM customer AS c WHERE reseller_id IS NOT NULL AND ${seen.text}`,
    seen.params,
  );
  const ids = new Set(rows.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}

/** Who has customers now, of those whose customers somebody sees: members first, by name. */
function managerChoices(r: ReadHandle, caller: Caller, clear: boolean): { key: string; name: string }[] {
  const { sees } = caller;
  const found = countByManager(r).flatMap(({ managerId, account }) => {
    if (sees !== 'all' && (managerId === null || !sees.managers.includes(managerId))) return [];
    if (managerId !== null) return [{ key: managerId, name: managerById(r, managerId)?.name ?? '' }];
    if (account === null) return [];
    const key = managerKey({ memberId: null, account }, () => undefined);
    return [{ key, name: clear ? account : maskAccount(account) }];
  });
  return found
    .sort(
      (a, b) =>
        Number(a.key.startsWith('@')) - Number(b.key.startsWith('@')) || a.name.localeCompare(b.name, 'zh'),
    )
    .slice(0, CHOICES);
}

/** Distinct tags and countries and the resellers, for filter choices; reseller names masked like customer names. */
export function customerChoices(
  context: AreaContext,
  input: ParsedInputOf<'customers.choices'>,
  caller: Caller,
): OutputOf<'customers.choices'> {
  const revealed = caller.revealed('customers', input.revealId);
  const clear = revealed.has('name');
  const seen = seenBy(caller.sees);
  const where = seen.map(({ text }) => ` AND ${text}`).join('');
  // A manager's few customers are gathered by their manager, not by walking all tags and countries.
  const from = seen.length === 0 ? 'customer AS c' : 'customer AS c INDEXED BY customer_by_member';
  const params = [...seen.flatMap((one) => one.params), CHOICES];
  return context.workspace.mirror.snapshot((r) => ({
    tags: r
      .all<{ tag: string }>(
        `SELECT min(tag) AS tag FROM ${from} WHERE tag_key IS NOT NULL${where}
         GROUP BY tag_key ORDER BY count(*) DESC, tag LIMIT ?`,
        params,
      )
      .map(({ tag }) => tag)
      .sort(),
    resellers: allResellers(r)
      .filter(seenReseller(r, caller.sees))
      .map(({ id, name }) => ({ id, name: clear ? name : maskName(name) })),
    countries: r
      .all<{ country: string }>(
        `SELECT DISTINCT country FROM ${from} WHERE country IS NOT NULL${where} ORDER BY country LIMIT ?`,
        params,
      )
      .map(({ country }) => country),
    managers: managerChoices(r, caller, revealed.has('manager')),
  }));
}
