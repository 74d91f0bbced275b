import { fromE8 } from '../../base/money.ts';
import { periodState } from '../../base/period.ts';
import type { BillRow } from '../../contract/records.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { billAmounts } from './rules/bills.ts';

/** A partner bill without its stamp; `asOf` in ms UTC. */
export type Bill = Omit<BillRow, 'stamp'> & { readonly asOf: number };

type Stored = {
  id: string;
  expenditure_e8: bigint;
  refunds_e8: bigint;
  adjustments_e8: bigint;
  tax_e8: bigint | null;
  initial_e8: bigint | null;
  currency: string;
  as_of: bigint;
};

/** The partner's monthly bills, newest first. */
export function readBills(r: ReadHandle, now: number, limit: number): Bill[] {
  return r.all<Stored>('SELECT * FROM partner_bill ORDER BY id DESC LIMIT ?', [limit]).map((row) => {
    const parts = {
      expenditure: fromE8(row.expenditure_e8),
      refunds: fromE8(row.refunds_e8),
      adjustments: fromE8(row.adjustments_e8),
      initialAmountDue: row.initial_e8 === null ? null : fromE8(row.initial_e8),
    };
    return {
      period: row.id,
      state: periodState(row.id, now),
      ...parts,
      tax: row.tax_e8 === null ? null : fromE8(row.tax_e8),
      ...billAmounts(parts),
      currency: row.currency,
      asOf: Number(row.as_of),
    };
  });
}
