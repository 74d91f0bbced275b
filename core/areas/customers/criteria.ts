import type { z } from 'zod';
import { parseDecimal, splitUnits } from '../../base/money.ts';
import type { customerFilter } from '../../contract/customers.ts';
import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import { nameTexts, normalise } from '../search-text.ts';
import { accountOfKey } from './managers.ts';
import { seenBy } from './sight.ts';

/** The criteria of guide 5.1 as a table of facts: which condition each field of the filter makes. */

export type Filter = z.output<typeof customerFilter>;
/** How a frozen account came to be frozen. */
export type Origin = NonNullable<Filter['frozenHow']>;

/** A condition on `customer AS c`; `text` holds only fixed SQL, values are parameters. */
export interface Condition {
  readonly text: string;
  readonly params: readonly SqlValue[];
  /** A folded text the row's name or account must contain: such a condition can be answered by the search index. */
  readonly needle?: string;
  /** An index finds the rows of this condition directly. */
  readonly selective?: boolean;
}

const is = (text: string, ...params: SqlValue[]): Condition => ({ text, params });
const indexed = (text: string, ...params: SqlValue[]): Condition => ({ text, params, selective: true });

/** Contains-match on folded texts; a text of punctuation alone is looked for as it is. */
function contains(
  columns: readonly { folded: string; plain: string }[],
  typed: string,
  inIndex = true,
): Condition {
  const needle = normalise(typed);
  const any = (parts: readonly string[]): string => `(${parts.join(' OR ')})`;
  if (needle === '')
    return is(any(columns.map((c) => `instr(c.${c.plain}, ?) > 0`)), ...columns.map(() => typed));
  return {
    text: any(columns.map((c) => `instr(c.${c.folded}, ?) > 0`)),
    params: columns.map(() => needle),
    ...(inIndex ? { needle } : {}),
  };
}

const NAME = { folded: 'name_text', plain: 'name' };
const ACCOUNT = { folded: 'account_text', plain: 'account' };
const MANAGER = { folded: 'manager_text', plain: 'manager' };

/** An amount as the pair it is stored as; pairs of split amounts order like the amounts themselves. */
const pair = (text: string): [bigint, bigint] => {
  const { e8, r16 } = splitUnits(parseDecimal(text));
  return [e8, r16];
};
/** Percent as text → millionths of a percent. */
const millionths = (text: string, up: boolean): bigint => {
  const units = parseDecimal(text);
  const step = 10n ** 10n;
  const cut = units / step;
  const rest = units % step;
  if (up) return rest > 0n ? cut + 1n : cut;
  return rest < 0n ? cut - 1n : cut;
};

type Criterion = Exclude<keyof Filter, 'frozenHow' | 'search' | 'managedBy' | 'resellerPermission'>;
type Facts = { readonly [K in Criterion]: (value: NonNullable<Filter[K]>) => readonly Condition[] };

const PHONE = 'c.no IN (SELECT no FROM customer INDEXED BY customer_by_phone WHERE instr(phone_text, ?) > 0)';

const FACTS: Facts = {
  customerId: (id) => [indexed('c.id = ?', id)],
  name: (typed) => [contains([NAME], typed)],
  account: (typed) => [contains([ACCOUNT], typed)],
  // Managers have many customers each: a page of them is full before the walk is long.
  manager: (typed) => [contains([MANAGER], typed, false)],
  mobile: (typed) => {
    const digits = typed.normalize('NFKC').replace(/\D/g, '');
    return [digits === '' ? is('0') : indexed(PHONE, digits)];
  },
  tag: (tag) => [indexed('c.tag_key = ?', normalise(tag) || tag)],
  associationType: (code) => [is('c.association = ?', code)],
  associated: ({ from, to }) => [
    ...(from === undefined ? [] : [indexed('c.associated_on >= ?', from)]),
    ...(to === undefined ? [] : [indexed('c.associated_on <= ?', to)]),
  ],
  expires: ({ from, to }) => [
    ...(from === undefined ? [] : [indexed('c.expires_at >= ?', from)]),
    ...(to === undefined ? [] : [indexed('c.expires_at <= ?', to)]),
  ],
  // Frozen customers are few and spend nothing: walking by expenditure would meet them last.
  frozen: (frozen) => [frozen ? indexed('c.frozen = 1') : is('c.frozen = 0')],
  monthToDate: ({ min, max }) => [
    ...(min === undefined ? [] : [indexed('(c.mtd_e8, c.mtd_r16) >= (?, ?)', ...pair(min))]),
    ...(max === undefined ? [] : [indexed('(c.mtd_e8, c.mtd_r16) <= (?, ?)', ...pair(max))]),
  ],
  budgetUse: ({ min, max }) => [
    ...(min === undefined ? [] : [indexed('c.budget_use >= ?', millionths(min, true))]),
    ...(max === undefined ? [] : [indexed('c.budget_use <= ?', millionths(max, false))]),
  ],
  budget: (kind) => [BUDGET[kind]],
  scope: (scope) => SCOPE[scope],
  resellerId: (id) => [indexed('c.reseller_id = ?', id)],
  resellerName: (typed) => {
    const needle = normalise(typed);
    const found = needle === '' ? 'instr(name, ?) > 0' : 'instr(text, ?) > 0';
    return [is(`c.reseller_id IN (SELECT id FROM reseller WHERE ${found})`, needle === '' ? typed : needle)];
  },
};

const BUDGET: Readonly<Record<NonNullable<Filter['budget']>, Condition>> = {
  none: is('(c.budget_e8 IS NULL OR c.budget_e8 <= 0)'),
  monthly: is("(c.budget_e8 > 0 AND c.budget_type = 'MONTHLY')"),
  'one-time': is("(c.budget_e8 > 0 AND c.budget_type = 'PACKAGE')"),
};

const SCOPE: Readonly<Record<Filter['scope'], readonly Condition[]>> = {
  all: [],
  own: [is('c.reseller_id IS NULL')],
  resellers: [is('c.reseller_id IS NOT NULL')],
};

const KEYS: readonly Criterion[] = [
  'customerId',
  'name',
  'account',
  'manager',
  'mobile',
  'tag',
  'associationType',
  'associated',
  'expires',
  'frozen',
  'monthToDate',
  'budgetUse',
  'budget',
  'scope',
  'resellerId',
  'resellerName',
];

function conditionsFor<K extends Criterion>(key: K, value: NonNullable<Filter[K]>): readonly Condition[] {
  return FACTS[key](value);
}

/**
 * The conditions of a filter. Customer IDs match exactly and come first: a search text that is the ID of a customer
 * means that customer alone (guide 3: "Customer ID: exact match only").
 * @param sees whose customers are looked through
 * @param holders resellers with the budget and freeze permission: the ledger knows them, not the mirror
 * @param frozenBy ids of the customers frozen in a way: the ledger knows that, too
 */
export function conditionsOf(
  r: ReadHandle,
  filter: Filter,
  sees: Sight,
  holders: () => ReadonlySet<string>,
  frozenBy: (origin: Origin) => readonly string[],
): Condition[] {
  const { search, managedBy, resellerPermission, frozenHow, ...others } = filter;
  const list: Condition[] = [...seenBy(sees)];
  if (search !== undefined && search !== '') list.push(...searched(r, search));
  if (managedBy !== undefined && managedBy !== '') list.push(managed(r, managedBy));
  if (resellerPermission !== undefined) list.push(permitted(holders(), resellerPermission));
  if (frozenHow !== undefined)
    list.push(indexed('c.id IN (SELECT value FROM json_each(?))', JSON.stringify(frozenBy(frozenHow))));
  for (const key of KEYS) {
    const value = others[key];
    if (value !== undefined && value !== '') list.push(...conditionsFor(key, value));
  }
  return list;
}

/** Customers of resellers that hold the budget and freeze permission, or that do not. */
function permitted(holders: ReadonlySet<string>, wanted: boolean): Condition {
  const among = 'IN (SELECT value FROM json_each(?))';
  return is(
    wanted ? `c.reseller_id ${among}` : `(c.reseller_id IS NOT NULL AND c.reseller_id NOT ${among})`,
    JSON.stringify([...holders]),
  );
}

/** Customers of one manager, by the key of groups by manager: a member's id, an account's digest, 'none' for nobody. */
function managed(r: ReadHandle, key: string): Condition {
  if (key === 'none') return indexed('(c.manager_sort IS NULL AND c.manager_name IS NULL)');
  if (!key.startsWith('@')) return indexed('c.manager_id = ?', key);
  const account = accountOfKey(r, key);
  if (account === undefined) return is('0');
  return indexed(
    'c.manager_sort = ? AND c.manager = ? AND c.manager_id IS NULL AND c.assigned = 0',
    nameTexts(account).sort,
    account,
  );
}

function searched(r: ReadHandle, typed: string): readonly Condition[] {
  const known = r.get('SELECT 1 AS found FROM customer WHERE id = ?', [typed]) !== undefined;
  return known ? FACTS.customerId(typed) : [contains([NAME, ACCOUNT], typed)];
}
