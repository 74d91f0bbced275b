import { z } from 'zod';
import { bodyInstant, bodyText, readBody } from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { nameTexts, searchText } from '../search-text.ts';

/** A reseller of ListIndirectPartners (its `indirect_partners`); distributors only. */
const resellerBody = z.looseObject({
  indirect_partner_id: z.string().min(1),
  name: bodyText,
  account_name: bodyText,
  mobile_phone: bodyText,
  email: bodyText,
  account_manager_id: bodyText,
  account_manager_name: bodyText,
  associated_on: bodyInstant,
});

const RESELLER = `CREATE TABLE reseller (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  account TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  manager TEXT,
  associated_on INTEGER,
  name_sort TEXT,
  text TEXT NOT NULL,
  as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const tables = (w: WriteHandle): void => {
  w.run(RESELLER);
  w.run('CREATE INDEX reseller_by_name ON reseller (name_sort, id)');
};

/** Resellers (second-tier partners). */
export const resellers: Collection = {
  name: 'resellers',
  migrations: [{ version: 10, name: 'reseller', up: tables }],
  tables: ['reseller'],
  parse: (body) => ({ id: readBody('resellers', resellerBody, body).indirect_partner_id }),
  project(w, id, body, context) {
    const b = readBody('resellers', resellerBody, body);
    const name = b.name ?? '';
    const account = b.account_name ?? '';
    w.run(
      `INSERT OR REPLACE INTO reseller (id, name, account, phone, email, manager, associated_on, name_sort, text, as_of)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        name,
        account,
        b.mobile_phone,
        b.email,
        b.account_manager_name ?? b.account_manager_id,
        b.associated_on,
        nameTexts(name === '' ? account : name).sort,
        searchText(name) + searchText(account),
        context.asOf,
      ],
    );
  },
  remove: (w, id) => void w.run('DELETE FROM reseller WHERE id = ?', [id]),
};
