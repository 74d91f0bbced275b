import { z } from 'zod';
import { column, defineExport, words, type Pages } from '../../exports/definition.ts';
import type { AreaContext } from '../context.ts';
import { listBills } from './queries.ts';

/** Partner bills as a file (guide 8.2). */

async function* bills(context: AreaContext): Pages {
  const { rows } = listBills(context);
  yield rows.map(({ stamp: _stamp, ...bill }) => ({ cells: bill }));
}

export const billsExport = defineExport({
  name: 'bills',
  title: words('Partner bills', '伙伴账单'),
  permission: 'bills.view',
  source: 'partner_bills',
  columns: [
    column('period', 'period', 'Month', '账期', { always: true }),
    column('state', 'text', 'State', '状态', {
      words: {
        running: words('to date', '截至目前'),
        provisional: words('provisional', '暂估'),
        final: words('final', '最终'),
      },
    }),
    column('expenditure', 'amount', 'Expenditure', '消费金额'),
    column('refunds', 'amount', 'Refunds', '退款'),
    column('adjustments', 'amount', 'Adjustments', '调账'),
    column('tax', 'amount', 'Tax', '税费'),
    column('initialAmountDue', 'amount', 'Initial amount due', '初始应付金额'),
    column('amountDue', 'amount', 'Amount due', '应付金额'),
    column('currency', 'currency', 'Currency', '币种', { always: true }),
  ],
  input: z.strictObject({}),
  rows: (context) => bills(context),
  describe: () => [],
});
