import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';
import type { NameTexts } from '../search-text.ts';
import { nameTexts } from '../search-text.ts';
import { managerKey } from '../assignments/rules/key.ts';
import type { Assigned, Manager } from './rules/manager.ts';
import { managerNow } from './rules/manager.ts';

/**
 * Who manages each customer, kept on its row: it follows from the customer's record, from the assignments made here and
 * from the members. The last two live in the ledger; what of them is needed stands in the mirror too (`customer_manager`,
 * `customer_assigned`), so that a customer's record alone gives the same columns every time.
 */

/** Manager columns of a customer row: member, assigned here (0/1), name shown, its sort key, its search text. */
export type ManagerColumns = readonly [
  managerId: string | null,
  assigned: 0 | 1,
  name: string | null,
  sort: string | null,
  text: string,
];

type ManagerRow = { id: string; name: string; upstream_id: string | null };

const managerOf = (row: ManagerRow | undefined): Manager | undefined =>
  row === undefined ? undefined : { id: row.id, name: row.name, upstreamId: row.upstream_id };

/** A member by id, as the mirror knows them. */
export const managerById = (r: ReadHandle, id: string): Manager | undefined =>
  managerOf(r.get<ManagerRow>('SELECT id, name, upstream_id FROM customer_manager WHERE id = ?', [id]));

/** The member behind an account of the Partner Center. */
export const managerByAccount = (r: ReadHandle, account: string): Manager | undefined =>
  managerOf(
    r.get<ManagerRow>(
      'SELECT id, name, upstream_id FROM customer_manager WHERE upstream_id = ? ORDER BY id LIMIT 1',
      [account],
    ),
  );

/** What an assignment made here says of a customer; undefined when the Partner Center's record decides. */
export function assignedOf(r: ReadHandle, customerId: string): Assigned | undefined {
  const row = r.get<{ member_id: string | null }>(
    'SELECT member_id FROM customer_assigned WHERE customer_id = ?',
    [customerId],
  );
  return row === undefined ? undefined : { memberId: row.member_id };
}

/** A partner has few account managers, each with many customers. */
const namesSeen = new Map<string, NameTexts>();
const NAMES_KEPT = 1_000;

function textsOfName(name: string | null): NameTexts {
  if (name === null) return { text: '', sort: null };
  const known = namesSeen.get(name);
  if (known) return known;
  if (namesSeen.size >= NAMES_KEPT) namesSeen.clear();
  const texts = nameTexts(name);
  namesSeen.set(name, texts);
  return texts;
}

/** The shown name's texts, and the account's behind it, so that a customer is found by both. */
function textsOf(name: string | null, account: string | null): NameTexts {
  const { sort, text } = textsOfName(name);
  return { sort, text: account === name ? text : text + textsOfName(account).text };
}

/** Reads the members once: for many customers at a time. */
function lookups(r: ReadHandle): {
  byId: (id: string) => Manager | undefined;
  byAccount: (account: string) => Manager | undefined;
} {
  const ids = new Map<string, Manager | undefined>();
  const accounts = new Map<string, Manager | undefined>();
  const once =
    (known: Map<string, Manager | undefined>, read: (key: string) => Manager | undefined) =>
    (key: string): Manager | undefined => {
      if (!known.has(key)) known.set(key, read(key));
      return known.get(key);
    };
  return {
    byId: once(ids, (id) => managerById(r, id)),
    byAccount: once(accounts, (account) => managerByAccount(r, account)),
  };
}

/** The manager columns of one customer. @param account the Partner Center's account manager on its record */
export function managerColumns(
  r: ReadHandle,
  customerId: string,
  account: string | null,
): ManagerColumns & readonly SqlValue[] {
  const assigned = assignedOf(r, customerId);
  const { byId, byAccount } = lookups(r);
  const { managerId, name } = managerNow(account, assigned, byId, byAccount);
  const { sort, text } = textsOf(name, account);
  return [managerId, assigned === undefined ? 0 : 1, name, sort, text];
}

type Kept = {
  no: bigint;
  id: string;
  manager: string | null;
  manager_id: string | null;
  assigned: bigint;
  manager_name: string | null;
  manager_text: string;
  here: bigint;
  member_id: string | null;
};

const KEPT = `SELECT c.no, c.id, c.manager, c.manager_id, c.assigned, c.manager_name, c.manager_text,
    a.customer_id IS NOT NULL AS here, a.member_id
  FROM customer AS c LEFT JOIN customer_assigned AS a ON a.customer_id = c.id`;

/**
 * Derives the manager columns again, of the given customers or of all; only rows that differ are written.
 * Called when the assignments or the members have changed, in the transaction that wrote them into the mirror.
 */
export function refreshCustomerManagers(w: WriteHandle, customerIds?: readonly string[]): void {
  const rows =
    customerIds === undefined
      ? w.iterate<Kept>(KEPT)
      : w.iterate<Kept>(`${KEPT} WHERE c.id IN (SELECT value FROM json_each(?))`, [
          JSON.stringify(customerIds),
        ]);
  const of = lookups(w);
  const changed: SqlValue[][] = [];
  for (const row of rows) {
    const assigned = row.here === 1n ? { memberId: row.member_id } : undefined;
    const { managerId, name } = managerNow(row.manager, assigned, of.byId, of.byAccount);
    const texts = textsOf(name, row.manager);
    const same =
      row.manager_id === managerId &&
      row.assigned === row.here &&
      row.manager_name === name &&
      row.manager_text === texts.text;
    if (!same) changed.push([managerId, row.here, name, texts.sort, texts.text, row.no]);
  }
  for (const values of changed)
    w.run(
      'UPDATE customer SET manager_id = ?, assigned = ?, manager_name = ?, manager_sort = ?, manager_text = ? WHERE no = ?',
      values,
    );
  if (changed.length === 0) return;
  managersChanged(w);
  w.touch('customers');
}

/** Some customer's manager is another: what was derived from the managers is of yesterday. */
export function managersChanged(w: WriteHandle): void {
  w.run('UPDATE customer_manager_state SET version = version + 1');
}

/** What the managers were made from, and their number. */
export interface ManagersState {
  readonly version: bigint;
  /** Epoch of the ledger; '' when none was read yet. */
  readonly ledger: string;
  /** The newest change that was read. */
  readonly seq: bigint;
}

/** The state of the managers in this mirror. */
export function managersState(r: ReadHandle): ManagersState {
  const row = r.get<{ version: bigint; ledger: string; seq: bigint }>(
    'SELECT version, ledger, seq FROM customer_manager_state WHERE one = 1',
  );
  return row ?? { version: 0n, ledger: '', seq: 0n };
}

/** Notes what of the ledger the managers are made from now. */
export function setManagersState(w: WriteHandle, state: { ledger: string; seq: bigint }): void {
  w.run('UPDATE customer_manager_state SET ledger = ?, seq = ?', [state.ledger, state.seq]);
}

/** Whether these members are not the ones the mirror knows. */
export function managersDiffer(r: ReadHandle, managers: readonly Manager[]): boolean {
  const before = r.all<ManagerRow>('SELECT id, name, upstream_id FROM customer_manager ORDER BY id');
  const known = new Map(before.map((row) => [row.id, row]));
  return (
    before.length !== managers.length ||
    managers.some(({ id, name, upstreamId }) => {
      const row = known.get(id);
      return row?.name !== name || row.upstream_id !== upstreamId;
    })
  );
}

/** Puts the members who may manage customers into the mirror. */
export function setManagers(w: WriteHandle, managers: readonly Manager[]): void {
  w.run('DELETE FROM customer_manager');
  for (const { id, name, upstreamId } of managers)
    w.run('INSERT INTO customer_manager (id, name, upstream_id) VALUES (?, ?, ?)', [id, name, upstreamId]);
}

/** What the assignments made here say of customers; undefined takes a customer back to what its record says. */
export function setAssigned(w: WriteHandle, customers: ReadonlyMap<string, Assigned | undefined>): void {
  for (const [customerId, assigned] of customers) {
    if (assigned === undefined) w.run('DELETE FROM customer_assigned WHERE customer_id = ?', [customerId]);
    else
      w.run(
        `INSERT INTO customer_assigned (customer_id, member_id) VALUES (?, ?)
         ON CONFLICT (customer_id) DO UPDATE SET member_id = excluded.member_id`,
        [customerId, assigned.memberId],
      );
  }
}

/** Takes all customers back to what their records say (before everything is put in again). */
export function clearAssigned(w: WriteHandle): void {
  w.run('DELETE FROM customer_assigned');
}

/** The Partner Center named another account manager than before, or the customer is no longer associated. */
export interface SeenChange {
  readonly seq: bigint;
  readonly customerId: string;
  readonly before: string | null;
  readonly after: string | null;
  /** When the record was read, integer ms UTC. */
  readonly at: number;
}

/** Notes a change that a reading showed, for the ledger: the mirror only knows how things are now. */
export function noteSeenChange(
  w: WriteHandle,
  customerId: string,
  change: { before: string | null; after: string | null; at: number },
): void {
  w.run('INSERT INTO customer_manager_change (customer_id, before, after, at) VALUES (?, ?, ?, ?)', [
    customerId,
    change.before,
    change.after,
    change.at,
  ]);
}

/** Changes noted and not yet kept elsewhere, oldest first. */
export function seenChanges(r: ReadHandle): SeenChange[] {
  return r
    .all<{ seq: bigint; customer_id: string; before: string | null; after: string | null; at: bigint }>(
      'SELECT seq, customer_id, before, after, at FROM customer_manager_change ORDER BY seq',
    )
    .map(({ seq, customer_id, before, after, at }) => ({
      seq,
      customerId: customer_id,
      before,
      after,
      at: Number(at),
    }));
}

/** Forgets changes that are kept in the ledger by now. */
export function dropSeenChanges(w: WriteHandle, through: bigint): void {
  w.run('DELETE FROM customer_manager_change WHERE seq <= ?', [through]);
}

/** A customer's manager as its row has it. */
export interface CustomerManager {
  /** The Partner Center's account manager; null for nobody. */
  readonly account: string | null;
  /** The member who manages it now. */
  readonly managerId: string | null;
  readonly assigned: boolean;
}

/** Who manages these customers now, and whom the Partner Center names; ids that are no customers (any more) are left out. */
export function customerManagers(
  r: ReadHandle,
  customerIds: readonly string[],
): ReadonlyMap<string, CustomerManager> {
  const rows = r.all<{ id: string; manager: string | null; manager_id: string | null; assigned: bigint }>(
    `-- customers.managers
     SELECT id, manager, manager_id, assigned FROM customer WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(customerIds)],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      { account: row.manager, managerId: row.manager_id, assigned: row.assigned === 1n },
    ]),
  );
}

/** Every customer that somebody manages: the member, else the Partner Center's account. */
export function* managedCustomers(
  r: ReadHandle,
): Iterable<{ id: string; managerId: string | null; account: string | null }> {
  const rows = r.iterate<{ id: string; manager_id: string | null; manager: string | null }>(
    'SELECT id, manager_id, CASE WHEN assigned = 1 THEN NULL ELSE manager END AS manager FROM customer',
  );
  for (const { id, manager_id, manager } of rows)
    if (manager_id !== null || manager !== null) yield { id, managerId: manager_id, account: manager };
}

/** The Partner Center's account behind a manager's key; undefined when no customer names it (any more). */
export function accountOfKey(r: ReadHandle, key: string): string | undefined {
  return r
    .all<{ manager: string }>('SELECT DISTINCT manager FROM customer WHERE manager IS NOT NULL')
    .find(({ manager }) => managerKey({ memberId: null, account: manager }, () => undefined) === key)
    ?.manager;
}

/** Customers by whom they belong to now; `managerId` and `account` null: nobody. */
export function countByManager(
  r: ReadHandle,
): { managerId: string | null; account: string | null; customers: number }[] {
  return r
    .all<{ manager_id: string | null; manager: string | null; n: bigint }>(
      `SELECT manager_id, CASE WHEN assigned = 1 OR manager_id IS NOT NULL THEN NULL ELSE manager END AS manager,
         count(*) AS n FROM customer GROUP BY 1, 2`,
    )
    .map((row) => ({ managerId: row.manager_id, account: row.manager, customers: Number(row.n) }));
}
