import type { ReadHandle } from '../../storage/store.ts';
import { matchOf } from './plan.ts';

/** Customers that have something in common with somebody who is not one yet; found by indexes alone. */

/** Clear values: the caller decides who sees them. Instants in integer ms UTC. */
export interface AlikeCustomer {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Telephone code of the number, as the Partner Center writes it ('0086'). */
  readonly dial: string | null;
  readonly association: string | null;
  readonly associatedOn: number | null;
  readonly managerId: string | null;
}

export interface LikenessQuestion {
  /** Parts of the names' search texts (customers/collection.ts): folded, names framed by `||`. */
  readonly needles: readonly string[];
  /** In lower case. */
  readonly email: string | null;
  /** Last eight characters of a number's search text without its frame's end: `|1234567` for a number of seven digits. */
  readonly phoneTail: string | null;
}

/** So many answers to one needle are enough to look at; what is more common names nobody. */
export const ALIKE_MOST = 50;

type Row = {
  id: string;
  name: string;
  account: string;
  email: string | null;
  phone: string | null;
  country: string | null;
  association: string | null;
  associated_on: bigint | null;
  manager_id: string | null;
};

const COLUMNS = `c.id, c.name, c.account, c.email, c.phone, c.country, c.association, c.associated_on, c.manager_id`;

export const ALIKE_SQL = {
  name: `-- customers.alikeName
    SELECT ${COLUMNS} FROM customer_search CROSS JOIN customer AS c ON c.no = customer_search.rowid
    WHERE customer_search MATCH ? AND instr(c.name_text || c.account_text, ?) > 0 LIMIT ?`,
  email: `-- customers.alikeEmail
    SELECT ${COLUMNS} FROM customer AS c WHERE lower(c.email) = ? AND c.email IS NOT NULL LIMIT ?`,
  phone: `-- customers.alikePhone
    SELECT ${COLUMNS} FROM customer AS c WHERE substr(c.phone_text, -10, 8) = ? AND c.phone_text <> '' LIMIT ?`,
} as const;

/** Candidates, each once; the caller compares them exactly. At most {@link ALIKE_MOST} rows are read per criterion. */
export function customersAlike(r: ReadHandle, question: LikenessQuestion): AlikeCustomer[] {
  const found = new Map<string, AlikeCustomer>();
  const take = (rows: readonly Row[]): void => {
    for (const row of rows) found.set(row.id, alike(row));
  };
  if (question.email !== null) take(r.all<Row>(ALIKE_SQL.email, [question.email, ALIKE_MOST]));
  if (question.phoneTail !== null) take(r.all<Row>(ALIKE_SQL.phone, [question.phoneTail, ALIKE_MOST]));
  for (const needle of question.needles) {
    const match = matchOf(r, needle);
    if (match !== null) take(r.all<Row>(ALIKE_SQL.name, [match, needle, ALIKE_MOST]));
  }
  return [...found.values()];
}

const alike = (row: Row): AlikeCustomer => ({
  id: row.id,
  name: row.name,
  account: row.account,
  email: row.email,
  phone: row.phone,
  dial: row.country,
  association: row.association,
  associatedOn: row.associated_on === null ? null : Number(row.associated_on),
  managerId: row.manager_id,
});

/** The same of one customer; undefined when this machine knows none of that id. */
export function alikeCustomer(r: ReadHandle, id: string): AlikeCustomer | undefined {
  const row = r.get<Row>(`SELECT ${COLUMNS} FROM customer AS c WHERE c.id = ?`, [id]);
  return row === undefined ? undefined : alike(row);
}

/** One page of customers that are not among `without`, the newest association first; for those nobody pre-registered. */
export function customersWithout(
  r: ReadHandle,
  page: {
    readonly without: readonly string[];
    /** Folded text their name or account contains; '' for all. */
    readonly needle: string;
    /** Members whose customers are asked for; null: everybody's. */
    readonly managers: readonly string[] | null;
    readonly after: { readonly associatedOn: number; readonly id: string } | null;
    readonly limit: number;
  },
): AlikeCustomer[] {
  const { after, managers, needle } = page;
  const where = [
    'c.associated_on IS NOT NULL',
    'c.id NOT IN (SELECT value FROM json_each(:without))',
    ...(needle === '' ? [] : ['instr(c.name_text || c.account_text, :needle) > 0']),
    ...(managers === null ? [] : ['c.manager_id IN (SELECT value FROM json_each(:managers))']),
    ...(after === null ? [] : ['(c.associated_on, c.id) < (:on, :id)']),
  ];
  return r
    .all<Row>(
      `-- customers.without
       SELECT ${COLUMNS} FROM customer AS c WHERE ${where.join(' AND ')}
       ORDER BY c.associated_on DESC, c.id DESC LIMIT :limit`,
      {
        without: JSON.stringify(page.without),
        limit: page.limit,
        ...(needle === '' ? {} : { needle }),
        ...(managers === null ? {} : { managers: JSON.stringify(managers) }),
        ...(after === null ? {} : { on: after.associatedOn, id: after.id }),
      },
    )
    .map(alike);
}
