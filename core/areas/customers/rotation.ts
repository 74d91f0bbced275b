import { DAY_MS } from '../../base/period.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** A customer as the slow rotation asks for it. */
interface Turn {
  readonly id: string;
  readonly resellerId: string | null;
}

type Row = { id: string; reseller_id: string | null };

const turn = (row: Row): Turn => ({ id: row.id, resellerId: row.reseller_id });

/** Renewals this far ahead, and what has expired this long ago, are what people look at (guide 5.2, 5.6). */
const NEAR_DAYS = 30;

/**
 * The order in which customers are asked for what is only listed customer by customer: pressing ones are those whose
 * resources expire soon or are kept after their expiry, and those who spend most this month, in turns.
 */
export const customerRotation = {
  /** The most pressing first. @param now ms UTC */
  hot(r: ReadHandle, now: number, limit: number): readonly Turn[] {
    const half = Math.ceil(limit / 2);
    const expiring = r.all<Row>(
      `-- customers.expiring
       SELECT id, reseller_id FROM customer
       WHERE expires_at >= ? AND expires_at <= ? ORDER BY expires_at, id LIMIT ?`,
      [now - NEAR_DAYS * DAY_MS, now + NEAR_DAYS * DAY_MS, half],
    );
    const spending = r.all<Row>(
      `-- customers.spending
       SELECT id, reseller_id FROM customer WHERE mtd_e8 > 0 ORDER BY mtd_e8 DESC, id DESC LIMIT ?`,
      [half],
    );
    const longest = Math.max(expiring.length, spending.length);
    const inTurns = Array.from({ length: longest }, (_, i) => [expiring[i], spending[i]]).flat();
    const once = new Map(inTurns.flatMap((row) => (row === undefined ? [] : [[row.id, turn(row)]])));
    return [...once.values()];
  },
  /** All in the order of their ids, after one. */
  after(r: ReadHandle, id: string, limit: number): readonly Turn[] {
    return r
      .all<Row>('SELECT id, reseller_id FROM customer WHERE id > ? ORDER BY id LIMIT ?', [id, limit])
      .map(turn);
  },
};
