import { z } from 'zod';
import type { DecimalText } from '../../base/money.ts';
import { fromE8 } from '../../base/money.ts';
import type { Setting } from '../../storage/settings.ts';
import { getSetting } from '../../storage/settings.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import type { QuotaParts } from './rules/quota.ts';
import { DEFAULT_MARKS } from './rules/quota.ts';

/** The alarm marks in percent, rising; kept in the ledger, because a person set them. */
export const MARKS: Setting<number[]> = {
  key: 'quota.marks',
  schema: z.array(z.number().int().min(1).max(100)).min(1).max(5),
  fallback: [...DEFAULT_MARKS],
};

export function quotaMarks(workspace: Workspace): number[] {
  return getSetting(workspace.ledger, MARKS);
}

/** The quota as last read, amounts as decimal text, `asOf` in ms UTC. */
export interface QuotaRecord extends QuotaParts {
  readonly currency: string;
  readonly asOf: number;
}

type QuotaRow = {
  total_e8: bigint | null;
  used_e8: bigint | null;
  due_e8: bigint | null;
  unbilled_e8: bigint | null;
  balance_e8: bigint | null;
  coupons_e8: bigint | null;
  currency: string;
  as_of: bigint;
};

const text = (e8: bigint | null): DecimalText | null => (e8 === null ? null : fromE8(e8));

const recordOf = (row: QuotaRow): QuotaRecord => ({
  total: text(row.total_e8),
  used: text(row.used_e8),
  amountDue: text(row.due_e8),
  unbilled: text(row.unbilled_e8),
  balance: text(row.balance_e8),
  coupons: text(row.coupons_e8),
  currency: row.currency,
  asOf: Number(row.as_of),
});

/** The partner's quota; null before it was read. */
export function readQuota(r: ReadHandle): QuotaRecord | null {
  const row = r.get<QuotaRow>('SELECT * FROM quota LIMIT 1');
  return row === undefined ? null : recordOf(row);
}

/** What the quota was at an instant (ms UTC): the newest reading not after it; null when there is none. */
export function quotaAt(r: ReadHandle, at: number): QuotaRecord | null {
  const row = r.get<QuotaRow>('SELECT * FROM quota_snapshot WHERE as_of <= ? ORDER BY as_of DESC LIMIT 1', [
    at,
  ]);
  return row === undefined ? null : recordOf(row);
}

export { formulaOf, quotaFigures, isStale } from './rules/quota.ts';
export { basisOf, basisPeriods, projectQuota } from './rules/projection.ts';
