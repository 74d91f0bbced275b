import type { OutputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { readBills } from './shared.ts';

/** Bills go back 36 months at most (guide 8.1: expenditure summary). */
const BILLS = 120;

/** All partner bills, newest first (guide 8.2). */
export function listBills(context: AreaContext): OutputOf<'bills.list'> {
  const { mirror, clock } = context.workspace;
  return {
    rows: readBills(mirror.read, clock.now(), BILLS).map(({ asOf, ...bill }) => ({
      ...bill,
      stamp: apiStamp(context, 'partner_bills', OPERATIONS.partner_bills, asOf),
    })),
  };
}
