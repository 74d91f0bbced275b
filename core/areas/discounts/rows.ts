import type { DiscountKind, DiscountRecord } from '../../contract/discounts.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';
import { nextDiscount, replaces, type DiscountEvent, type StoredState } from './rules/discount.ts';

/** A discount as the ledger keeps it; `percent` exact decimal text, days YYYY-MM-DD in GMT+08:00. */
export interface Discount {
  readonly id: string;
  readonly customerId: string;
  readonly kind: DiscountKind;
  readonly product: string | null;
  readonly percent: string;
  readonly from: string;
  readonly to: string;
  readonly state: StoredState;
  readonly person: string;
  readonly createdAt: number;
  readonly taskId: string | null;
}

type Row = {
  id: string;
  customer_id: string;
  kind: DiscountKind;
  product: string | null;
  percent: string;
  from_day: string;
  to_day: string;
  state: StoredState;
  person: string;
  created_at: bigint;
  task_id: string | null;
};

/** Reads discounts; `where` holds only fixed SQL. */
export function readDiscounts(r: ReadHandle, where: string, params: readonly SqlValue[]): Discount[] {
  return r.all<Row>(`SELECT * FROM discount WHERE ${where}`, [...params]).map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    kind: row.kind,
    product: row.product,
    percent: row.percent,
    from: row.from_day,
    to: row.to_day,
    state: row.state,
    person: row.person,
    createdAt: Number(row.created_at),
    taskId: row.task_id,
  }));
}

/** The newest first. */
export function recordsOf(r: ReadHandle, customerId: string): DiscountRecord[] {
  return r
    .all<Row & { at: bigint; what: DiscountRecord['what']; by: string }>(
      `SELECT d.*, s.at, s.what, s.person AS by FROM discount_step AS s JOIN discount AS d ON d.id = s.discount_id
       WHERE d.customer_id = ? ORDER BY s.no DESC`,
      [customerId],
    )
    .map((row) => ({
      at: Number(row.at),
      discountId: row.id,
      what: row.what,
      person: row.by,
      kind: row.kind,
      product: row.product,
      percent: row.percent,
      from: row.from_day,
      to: row.to_day,
    }));
}

const STEP_OF: Readonly<Record<DiscountEvent, DiscountRecord['what']>> = {
  done: 'set',
  reopen: 'reopened',
  cancel: 'cancelled',
  replace: 'replaced',
};

const addStep = (w: WriteHandle, id: string, what: DiscountRecord['what'], person: string): void =>
  void w.run('INSERT INTO discount_step (discount_id, at, what, person) VALUES (?, ?, ?, ?)', [
    id,
    w.now(),
    what,
    person,
  ]);

/** Saves a planned discount with its record and audit row. */
export function insertDiscount(
  w: WriteHandle,
  discount: Omit<Discount, 'state' | 'createdAt'> & { readonly batchId: string },
): void {
  const { id, customerId, kind, product, percent, from, to, person, taskId, batchId } = discount;
  w.run(
    `INSERT INTO discount (id, customer_id, kind, product, percent, from_day, to_day, state, person, created_at, task_id,
       batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?)`,
    [id, customerId, kind, product, percent, from, to, person, w.now(), taskId, batchId],
  );
  addStep(w, id, 'planned', person);
  appendAudit(w, {
    who: person,
    what: 'discounts.create',
    target: customerId,
    after: { discount: id, kind, product, percent, from, to },
    outcome: 'saved',
  });
  w.touch('discount');
}

/** Carries an event out on one discount. @returns whether it applied */
export function changeDiscount(
  w: WriteHandle,
  discount: Discount,
  event: DiscountEvent,
  person: string,
): boolean {
  const state = nextDiscount(discount.state, event);
  if (state === null) return false;
  w.run('UPDATE discount SET state = ? WHERE id = ?', [state, discount.id]);
  addStep(w, discount.id, STEP_OF[event], person);
  appendAudit(w, {
    who: person,
    what: `discounts.${event}`,
    target: discount.customerId,
    before: { discount: discount.id, state: discount.state },
    after: { state },
    outcome: 'done',
  });
  w.touch('discount');
  return true;
}

/** One is set in the Partner Center: the customer's others that it makes void are so from now on. */
export function setDiscount(w: WriteHandle, discount: Discount, person: string): void {
  if (!changeDiscount(w, discount, 'done', person)) return;
  const others = readDiscounts(w, "customer_id = ? AND state = 'set' AND id <> ?", [
    discount.customerId,
    discount.id,
  ]);
  for (const old of others) if (replaces(discount, old)) changeDiscount(w, old, 'replace', person);
}
