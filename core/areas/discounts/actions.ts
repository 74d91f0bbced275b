import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { seenCustomer, shownName } from '../customers/shared.ts';
import { outboxOf } from '../outbox/shared.ts';
import { tasksOf } from '../tasks/shared.ts';
import { checkedChange, partsOf, planDiscounts } from './plan.ts';
import { changeDiscount, insertDiscount, readDiscounts } from './rows.ts';

/**
 * Plans discounts: one console task per customer and product, all in one transaction. What was only planned and would
 * become void is taken back with it.
 * @throws CodedError DISCOUNT_PERMISSION_MISSING, DISCOUNT_COUNTRY_EXCLUDED, DISCOUNT_OUT_OF_RANGE, DISCOUNT_DAYS,
 *   DISCOUNT_PRODUCT_MISSING, AMOUNT_INVALID
 */
export function createDiscounts(
  context: AreaContext,
  input: ParsedInputOf<'discounts.create'>,
  caller: Caller,
): OutputOf<'discounts.create'> {
  const { ledger, clock } = context.workspace;
  const outbox = outboxOf(context);
  const tasks = tasksOf(context);
  const batchId = outbox.newId();
  return ledger.write((w) => {
    const change = checkedChange(w, input.change, clock.now());
    const { kind, percent, from, to } = change;
    const planned = planDiscounts(context, w, input.customerIds, change, caller);
    const ids: string[] = [];
    for (const { customerId, customer, replaced, refused } of planned) {
      if (refused !== null) continue;
      for (const old of replaced) {
        if (old.state !== 'planned') continue;
        if (old.taskId === null) changeDiscount(w, old, 'cancel', caller.person);
        else tasks.cancel(w, old.taskId, caller.person);
      }
      for (const product of partsOf(change)) {
        const id = outbox.newId();
        const [taskId = null] = tasks.save(w, [
          {
            kind: 'discounts.create',
            customerId,
            subject: id,
            values: { v: 1, customerId, customerName: shownName(customer), kind, product, percent, from, to },
            person: caller.person,
          },
        ]);
        insertDiscount(w, {
          id,
          customerId,
          kind,
          product,
          percent,
          from,
          to,
          person: caller.person,
          taskId,
          batchId,
        });
        ids.push(id);
      }
    }
    const refused = planned.flatMap((one) =>
      one.refused === null ? [] : [{ customerId: one.customerId, code: one.refused }],
    );
    return { batchId, ids, refused };
  });
}

/** Takes back what was not set yet, with its tasks. @throws CodedError NOT_FOUND, DISCOUNT_SET when nothing could be */
export function cancelDiscounts(
  context: AreaContext,
  input: ParsedInputOf<'discounts.cancel'>,
  caller: Caller,
): OutputOf<'discounts.cancel'> {
  const { ledger, mirror } = context.workspace;
  return ledger.write((w) => {
    const found = readDiscounts(w, 'id IN (SELECT value FROM json_each(?))', [
      JSON.stringify(input.ids),
    ]).filter((one) => caller.sees === 'all' || seenCustomer(mirror.read, one.customerId, caller) !== null);
    if (found.length === 0) throw new CodedError('NOT_FOUND', { ids: input.ids });
    const planned = found.filter((one) => one.state === 'planned');
    if (planned.length === 0) throw new CodedError('DISCOUNT_SET', { ids: input.ids });
    for (const one of planned) {
      if (one.taskId === null) changeDiscount(w, one, 'cancel', caller.person);
      else tasksOf(context).cancel(w, one.taskId, caller.person);
    }
    return { cancelled: planned.length };
  });
}
