import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { Place } from '../../storage/keyset.ts';
import { nextKey, openPlace, readStretches } from '../../storage/keyset.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import { authorizationStates } from '../behalf/shared.ts';
import type { AreaContext } from '../context.ts';
import { pendingByCustomer } from '../outbox/shared.ts';
import { permittedResellers, resellerNames } from '../resellers/shared.ts';
import { conditionsOf, type Condition, type Filter } from './criteria.ts';
import { ensureCustomerFigures } from './figures.ts';
import { freezeKnowledge, frozenBy } from './freezes.ts';
import { managerKnowledge } from './manager-facts.ts';
import { planOf } from './plan.ts';
import type { StoredCustomer } from './rows.ts';
import { customerRowOf, STORED_COLUMNS } from './rows.ts';

type Sort = ParsedInputOf<'customers.list'>['sort']['by'];

interface SortFact {
  readonly column: string;
  /** The index on (column, id). */
  readonly index: string;
}

/** The column behind each sort and the index that serves it. The id itself is never null. */
const SORTS: Readonly<Record<Sort, SortFact>> = {
  name: { column: 'name_sort', index: 'customer_by_name' },
  id: { column: 'id', index: 'sqlite_autoindex_customer_1' },
  associatedOn: { column: 'associated_on', index: 'customer_by_associated' },
  monthToDate: { column: 'mtd_e8', index: 'customer_by_mtd' },
  budget: { column: 'budget_e8', index: 'customer_by_budget' },
  budgetUse: { column: 'budget_use', index: 'customer_by_use' },
  manager: { column: 'manager_sort', index: 'customer_by_manager' },
  country: { column: 'country', index: 'customer_by_country' },
  level: { column: 'level', index: 'customer_by_level' },
  expiresAt: { column: 'expires_at', index: 'customer_by_expiry' },
};

type Found = StoredCustomer & { place: SqlValue };

/**
 * One page of customers (guide 5.1). Rows without a value for the sort come last in both directions; equal ones are
 * ordered by id. Masked unless revealed for view 'customers'. @throws CodedError INPUT_INVALID for a foreign `after`
 */
export function listCustomers(
  context: AreaContext,
  input: ParsedInputOf<'customers.list'>,
  caller: Caller,
): OutputOf<'customers.list'> {
  const { workspace } = context;
  ensureCustomerFigures(workspace);
  const { by, direction } = input.sort;
  const list = `customers ${by} ${direction}`;
  const epoch = workspace.mirror.epoch();
  const after = input.after === undefined ? null : openPlace(epoch, list, input.after);
  const revealed = caller.revealed('customers', input.revealId);
  return workspace.mirror.snapshot((r) => {
    const holders = permittedResellers(workspace.ledger.read, 'budget');
    const found = readPage(r, input, after, (filter) =>
      conditionsOf(
        r,
        filter,
        caller.sees,
        () => holders,
        (origin) => frozenBy(context, r, origin),
      ),
    );
    const rows = found.slice(0, input.limit);
    const resellers = resellerNames(
      r,
      rows.flatMap((row) => (row.reseller_id === null ? [] : [row.reseller_id])),
    );
    const ids = rows.map((row) => row.id);
    const pending = pendingByCustomer(context, ids);
    const authorizations = authorizationStates(workspace.ledger.read, ids);
    const freezes = freezeKnowledge(context, workspace.ledger.read, rows);
    const managers = managerKnowledge(context, r, rows);
    return {
      rows: rows.map((row) =>
        customerRowOf(context, row, {
          revealed,
          resellers,
          holders,
          authorizations,
          pending,
          freezes,
          managers,
        }),
      ),
      next: nextKey(epoch, list, found, input.limit),
    };
  });
}

/** Up to limit + 1 rows, so that the caller knows whether more follow. */
function readPage(
  r: ReadHandle,
  input: ParsedInputOf<'customers.list'>,
  after: Place | null,
  conditions: (filter: Filter) => readonly Condition[],
): Found[] {
  const sort = SORTS[input.sort.by];
  const column = `c.${sort.column}`;
  const plan = planOf(r, conditions(input.filter));
  // A walk must use the sort's index: the planner cannot know that the page is full after a few rows.
  const from = plan.gathered ? plan.from : `${plan.from} INDEXED BY ${sort.index}`;
  const columns = STORED_COLUMNS.map((name) => `c.${name}`).join(', ');
  return readStretches<Found>(r, {
    select: `-- customers.page
      SELECT ${columns}, ${column} AS place FROM ${from}`,
    where: plan.where.length === 0 ? ['1'] : plan.where,
    params: plan.params,
    column,
    id: 'c.id',
    direction: input.sort.direction,
    after,
    limit: input.limit + 1,
    sorted: !plan.gathered,
  });
}
