import { addPeriods } from '../../core/base/period.ts';
import type { CustomerDetails, CustomerRow, CustomerTotals } from '../../core/contract/customers.ts';
import { NOW } from './fixture-home.ts';

const stamp = {
  source: 'api' as const,
  name: 'POST /v2/partners/sub-customers/query',
  asOf: NOW - 4 * 60_000,
};
/** Frozen resources of the pictures are deleted twelve days from then. */
const NOON_OF_FREEZE = NOW - 3 * 86_400_000;
const NAMES = [
  ['Al***ne Games', '28650.73', '30000', '96'],
  ['Or***on Retail Group', '128430.22', '140000', '92'],
  ['深***云科技', '82115.9', '90000', '91'],
  ['Br***dge Media', '4048.11', '4500', '104.2'],
  ['上***数据', '40288.1', '46000', '88'],
  ['No***rn Freight', '61907.45', '72000', '86'],
  ['Qu***tz Analytics', '9870', '11500', '86'],
  ['杭***网络', '17402.66', '20500', '85'],
  ['Ma***ld Foods', '6655.21', '8000', '83'],
  ['Co***ss Health', '21540.98', '26000', '12'],
] as const;

/** Changes made here that the Partner Center has not accepted yet, as in the pictures. */
const PENDING: ReadonlyMap<number, CustomerRow['pending']> = new Map([
  [2, { budget: { amount: '110000', type: 'monthly' }, state: 'waiting' }],
  [9, { freeze: { frozen: true, type: 'account' }, state: 'unknown' }],
]);

/** `count` invented customers; the first ten are those of the pictures. */
export function customerRows(count: number): CustomerRow[] {
  return Array.from({ length: count }, (_, i) => {
    const [name, month, budget, percent] = NAMES[i % NAMES.length] ?? NAMES[0];
    return {
      id: `06ffbcd46880d3f30f${String(i).padStart(14, '0')}`,
      name,
      account: 'ac***01',
      manager: i % 7 === 3 ? null : i % 2 === 0 ? 'L*** W***' : '张***',
      managerId: null,
      assignment: null,
      phone: '138***00',
      email: 'l***@***.com',
      association:
        i % 9 === 8 ? { code: '1', model: 'referral' as const } : { code: '3', model: 'reseller' as const },
      associatedOn: NOW - (i + 1) * 86_400_000 * 9,
      tag: i % 4 === 0 ? 'key account' : null,
      country: i % 2 === 0 ? 'SG' : 'CN',
      verified: '1',
      type: 'enterprise' as const,
      level: 'V1',
      frozen: i % 10 === 4 ? true : i % 23 === 22 ? null : false,
      freeze:
        i % 10 === 4
          ? {
              type: 'account-and-resources' as const,
              origin: 'manual' as const,
              since: NOON_OF_FREEZE,
              foundAt: NOON_OF_FREEZE,
              by: 'Lin Wei',
              deleteAt: NOON_OF_FREEZE + 15 * 86_400_000,
            }
          : null,
      expiresAt: i % 3 === 0 ? NOW + (i + 1) * 86_400_000 : null,
      reseller: i % 6 === 5 ? { id: 'r1', name: 'Ke***ar Cloud', holdsBudget: i % 12 === 5 } : null,
      authorization: i % 9 === 8 ? 'none' : i % 5 === 0 ? 'authorized' : 'none',
      budget:
        i % 9 === 8
          ? null
          : {
              type: 'monthly' as const,
              amount: budget,
              used: month,
              usedPercent: percent,
              currency: 'USD',
              stamp,
              beforeRestore: false,
              restoresAt: Date.UTC(2026, 10, 30, 16),
              freezeMode: i % 2 === 0 ? ('automatic' as const) : null,
            },
      monthToDate: i % 11 === 10 ? null : { amount: month, currency: 'USD' },
      pending: PENDING.get(i) ?? null,
    };
  });
}

export const totals: CustomerTotals = {
  count: 1816,
  of: 1842,
  monthToDate: [{ amount: '498102.77', currency: 'USD' }],
  budgets: [{ amount: '1204500', currency: 'USD' }],
  stamp,
  period: '2026-11',
  pacePercent: '73.3',
};

export function customerDetails(id: string): CustomerDetails {
  const [customer] = customerRows(1);
  if (customer === undefined) throw new TypeError('no rows');
  const months = [22, 24, 23, 25, 27, 26, 29, 28, 30, 31, 33, 34, 28];
  return {
    customer: { ...customer, id },
    months: months.map((thousand, i) => ({
      period: addPeriods('2026-11', i - 12),
      state: i === 12 ? 'running' : 'final',
      payable: `${thousand}650.73`,
      known: true,
    })),
    monthsCurrency: 'USD',
    lastMonth: { amount: '34650.73', currency: 'USD' },
    sameDaysBefore: { amount: '25100.4', currency: 'USD' },
    services: [
      ['Elastic Cloud Server', '14200.5', '49.6'],
      ['Object Storage Service', '6120.1', '21.4'],
      ['Relational Database Service', '4300.92', '15'],
      ['Elastic IP', '2629.21', '9.2'],
      ['Cloud Container Engine', '1400', '4.8'],
    ].map(([label = '', payable = '', sharePercent = '']) => ({ key: label, label, payable, sharePercent })),
    servicesPeriod: '2026-11',
    coupons: { count: 3, balance: [{ amount: '5400', currency: 'USD' }], expiring7: 1 },
    orders: { total: 41, unpaid: 2 },
    alerts: 1,
    stamps: {
      customer: stamp,
      lines: { source: 'file', name: 'customerUsageV2_202611_20261121.tar.gz', asOf: NOW - 6 * 60_000 },
    },
    raw: { customer_id: id, customer: 'Al***ne Games', association_type: '3', is_frozen: '0' },
  };
}
