import { z } from 'zod';
import { bodyText, readBody } from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Migration } from '../../storage/migrate.ts';

/** The answer of ShowRealnameAuthenticationReviewResult; the reading adds the customer it was asked for. */
const reviewBody = z.looseObject({
  customer_id: z.string().min(1),
  review_result: bodyText,
  opinion: bodyText,
});

const migrations: readonly Migration[] = [
  {
    version: 10,
    name: 'realname-review',
    up(w) {
      w.run(`CREATE TABLE realname_review (
        id TEXT PRIMARY KEY,
        result TEXT,
        opinion TEXT,
        as_of INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`);
    },
  },
];

/** How the real-name authentication of a customer was reviewed; the id is the customer's. */
export const realnameReviews: Collection = {
  name: 'realname_reviews',
  migrations,
  tables: ['realname_review'],
  parse: (body) => ({ id: readBody('realname_reviews', reviewBody, body).customer_id }),
  project(w, id, body, context) {
    const b = readBody('realname_reviews', reviewBody, body);
    w.run('INSERT OR REPLACE INTO realname_review (id, result, opinion, as_of) VALUES (?, ?, ?, ?)', [
      id,
      b.review_result,
      b.opinion,
      context.asOf,
    ]);
  },
  remove(w, id) {
    w.run('DELETE FROM realname_review WHERE id = ?', [id]);
  },
};
