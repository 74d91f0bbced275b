import { maskName } from '../../base/masking.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { allResellers } from '../resellers/shared.ts';

/** More choices than a person can look through are of no help; the criteria take any text. */
const CHOICES = 500;

/** Distinct tags and countries and the resellers, for filter choices; reseller names masked like customer names. */
export function customerChoices(
  context: AreaContext,
  input: ParsedInputOf<'customers.choices'>,
  caller: Caller,
): OutputOf<'customers.choices'> {
  const clear = caller.revealed('customers', input.revealId).has('name');
  return context.workspace.mirror.snapshot((r) => ({
    tags: r
      .all<{ tag: string }>(
        `SELECT min(tag) AS tag FROM customer WHERE tag_key IS NOT NULL GROUP BY tag_key ORDER BY count(*) DESC, tag LIMIT ?`,
        [CHOICES],
      )
      .map(({ tag }) => tag)
      .sort(),
    resellers: allResellers(r).map(({ id, name }) => ({ id, name: clear ? name : maskName(name) })),
    countries: r
      .all<{ country: string }>(
        'SELECT DISTINCT country FROM customer WHERE country IS NOT NULL ORDER BY country LIMIT ?',
        [CHOICES],
      )
      .map(({ country }) => country),
  }));
}
