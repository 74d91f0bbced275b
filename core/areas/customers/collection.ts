import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { bodyFlag, bodyInstant, bodyText, readBody } from '../../storage/body.ts';
import type { Collection, ProjectContext } from '../../storage/collection.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { budgetFigures } from '../budgets/shared.ts';
import { nearestExpiry } from '../resources/shared.ts';
import { monthFigure } from './figures.ts';
import { managerColumns, managersChanged, noteSeenChange } from './managers.ts';
import { nameTexts, normalise, phoneText } from '../search-text.ts';
import { CUSTOMER_MIGRATIONS } from './schema.ts';

/** A customer of ListSubCustomers (its `customer_infos`). */
const customerBody = z.looseObject({
  customer_id: z.string().min(1),
  customer: bodyText,
  account_name: bodyText,
  account_managers: z.array(z.looseObject({ account_name: bodyText })).nullish(),
  telephone: bodyText,
  email: bodyText,
  association_type: bodyText,
  associated_on: bodyInstant,
  label: bodyText,
  country_code: bodyText,
  verified_status: bodyText,
  customer_type: bodyText,
  customer_level: bodyText,
  is_frozen: bodyFlag,
});

const COLUMNS = [
  'id',
  'name',
  'account',
  'manager',
  'phone',
  'email',
  'association',
  'associated_on',
  'tag',
  'tag_key',
  'country',
  'verified',
  'type',
  'level',
  'frozen',
  'reseller_id',
  'name_sort',
  'as_of',
  'name_text',
  'account_text',
  'phone_text',
  'manager_id',
  'assigned',
  'manager_name',
  'manager_sort',
  'manager_text',
] as const;
/** Set on insert, then kept by figures.ts, budgets and resources. */
const FIGURES = [
  'mtd_e8',
  'mtd_r16',
  'mtd_currency',
  'budget_type',
  'budget_e8',
  'budget_used_e8',
  'budget_use',
  'budget_currency',
  'budget_as_of',
  'expires_at',
] as const;

const marks = (n: number): string => Array.from({ length: n }, () => '?').join(', ');
const INSERT = `INSERT INTO customer (${[...COLUMNS, ...FIGURES].join(', ')})
  VALUES (${marks(COLUMNS.length + FIGURES.length)})`;
const UPDATE = `UPDATE customer SET ${COLUMNS.map((c) => `${c} = ?`).join(', ')} WHERE no = ?`;

type Known = { no: bigint; name_text: string; account_text: string; manager: string | null };

/** A group's name as the reseller's id: sync scopes a distributor's scans by reseller, the partner's own by ''. */
const resellerOf = (scope: string): string | null => (scope === '' || scope === 'own' ? null : scope);

function project(w: WriteHandle, id: string, body: JsonObject, context: ProjectContext): void {
  const c = readBody('customers', customerBody, body);
  const manager = c.account_managers?.[0]?.account_name ?? null;
  const account = c.account_name ?? '';
  // Without real-name authentication there is no name yet: people know the customer by its account.
  const name = c.customer || account;
  const named = nameTexts(name);
  const found = [named.text, nameTexts(account).text] as const;
  const values = [
    id,
    name,
    account,
    manager,
    c.telephone,
    c.email,
    c.association_type,
    c.associated_on,
    c.label,
    c.label === null ? null : normalise(c.label) || c.label,
    c.country_code,
    c.verified_status,
    c.customer_type,
    c.customer_level,
    c.is_frozen === null ? null : Number(c.is_frozen),
    resellerOf(context.scope),
    named.sort,
    context.asOf,
    ...found,
    phoneText(c.telephone),
    ...managerColumns(w, id, manager),
  ];
  const text = found.join('');
  const known = w.get<Known>('SELECT no, name_text, account_text, manager FROM customer WHERE id = ?', [id]);
  if (known === undefined) {
    const { lastId } = w.run(INSERT, [
      ...values,
      ...monthFigure(w, id),
      ...budgetFigures(w, id),
      nearestExpiry(w, id),
    ]);
    w.run('INSERT INTO customer_search (rowid, text) VALUES (?, ?)', [lastId, text]);
    managersChanged(w);
    return;
  }
  w.run(UPDATE, [...values, known.no]);
  if (known.manager !== manager) {
    noteSeenChange(w, id, { before: known.manager, after: manager, at: context.asOf });
    managersChanged(w);
  }
  if (text === known.name_text + known.account_text) return;
  w.run('DELETE FROM customer_search WHERE rowid = ?', [known.no]);
  w.run('INSERT INTO customer_search (rowid, text) VALUES (?, ?)', [known.no, text]);
}

/** The partner's customers. Ends of associations are not visible upstream; sync finds them by two clean scans. */
export const customers: Collection = {
  name: 'customers',
  migrations: CUSTOMER_MIGRATIONS,
  tables: ['customer', 'customer_search'],
  parse: (body) => ({ id: readBody('customers', customerBody, body).customer_id }),
  project,
  remove(w, id) {
    const known = w.get<{ no: bigint; manager: string | null }>(
      'SELECT no, manager FROM customer WHERE id = ?',
      [id],
    );
    if (known === undefined) return;
    if (known.manager !== null) noteSeenChange(w, id, { before: known.manager, after: null, at: w.now() });
    managersChanged(w);
    w.run('DELETE FROM customer_search WHERE rowid = ?', [known.no]);
    w.run('DELETE FROM customer WHERE no = ?', [known.no]);
  },
};
