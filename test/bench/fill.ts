/**
 * A workspace of the size that is measured: usage of some months imported from archives, and the records of the areas that
 * Home shows, for as many customers.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { addPeriods, periodOf } from '../../core/base/period.ts';
import { publishCustomerMonths } from '../../core/areas/expenditures/customer-months.ts';
import { refreshCustomerFigures } from '../../core/areas/register.ts';
import { applyImport, checkFile } from '../../core/imports/index.ts';
import { companyAt } from '../../core/sandbox/world/names.ts';
import type { AreaDesk } from '../support/areas.ts';
import { writeUsageArchive } from './lines.ts';

/** How much is put into a workspace. */
export interface Size {
  /** Usage lines in all. */
  readonly lines: number;
  readonly customers: number;
  /** Months the lines are spread over, the present one last. */
  readonly months: number;
}

/** The id the archive's writer gives customer number `i`. */
export const customerId = (i: number): string => `0a1b2c${i.toString(16).padStart(26, '0')}`;

/** Fills a new desk as files and syncs would have done by the instant of its clock. */
export async function fill(desk: AreaDesk, { lines, customers, months }: Size): Promise<void> {
  const now = desk.clock.now();
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-bench-home-'));
  try {
    for (let back = months - 1; back >= 0; back -= 1) {
      const period = addPeriods(periodOf(now), -back);
      const file = await writeUsageArchive(dir, Math.ceil(lines / months), customers, period);
      const check = await checkFile(desk.workspace, { path: file, name: path.basename(file) });
      await applyImport(desk.workspace, check, { who: 'bench' });
      await fs.rm(file);
    }
  } finally {
    await fs.rm(dir, { recursive: true, force: true });
  }
  const all = Array.from({ length: customers }, (_, i) => i);
  desk.put('quota', [
    {
      consumption_quota: '2400000',
      used_consumption_quota: '1115689.45',
      due_amount: '900000',
      unbilled_amount: '300000',
      amount: '50000',
      coupon_amount: '34310.55',
      measure_id: '1',
      currency: 'USD',
    },
  ]);
  desk.put(
    'customers',
    all.map((i) => ({
      customer_id: customerId(i),
      customer: companyAt(i).zh,
      account_name: `account${i}`,
      association_type: '3',
      is_frozen: i % 50 === 0 ? '1' : '0',
    })),
  );
  desk.put(
    'budgets',
    all.map((i) => ({
      customer_id: customerId(i),
      budget_amount: '1000',
      used_amount: String((i * 37) % 1200),
      budget_type: 'MONTHLY',
      measure_id: '1',
      currency: 'USD',
    })),
  );
  desk.put(
    'coupons',
    Array.from({ length: 500 }, (_, i) => ({
      coupon_id: `k${i}`,
      status: '2',
      coupon_version: '2',
      balance: '25',
      expire_time: new Date(now + i * 6 * 3_600_000).toISOString().slice(0, 19) + 'Z',
    })),
  );
  desk.put(
    'orders',
    Array.from({ length: customers }, (_, i) => ({
      order_id: `o${i}`,
      customer_id: customerId(i),
      status: i % 100 === 0 ? '6' : '5',
      order_type: '1',
      amount_after_discount: '12.5',
      create_time: new Date(now - 20 * 86_400_000).toISOString().slice(0, 19) + 'Z',
    })),
  );
  await publishCustomerMonths(desk.workspace, refreshCustomerFigures);
}
