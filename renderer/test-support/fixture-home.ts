import { addPeriods } from '../../core/base/period.ts';
import type {
  AmountsDue,
  BudgetsInDanger,
  ExpiringCoupons,
  Explanation,
  Quota,
  Todos,
  TopCustomers,
  Trend,
} from '../../core/contract/home.ts';
import type { SyncStatus } from '../../core/contract/sync.ts';

/** 2026-11-22 09:45 in Beijing. Every name and figure here is invented. */
export const NOW = Date.UTC(2026, 10, 22, 1, 45);
const MINUTE = 60_000;
const api = (name: string, minutes = 4) => ({ source: 'api' as const, name, asOf: NOW - minutes * MINUTE });
const file = {
  source: 'file' as const,
  name: 'customerUsageV2_202611_20261121.tar.gz',
  asOf: NOW - 6 * MINUTE,
};

export const quota: Quota = {
  total: '2400000',
  used: '1115689.45',
  usedShown: '1115689.45',
  available: '1284310.55',
  creditAvailable: null,
  usagePercent: '46.49',
  amountDue: '612480.12',
  unbilled: '588240.77',
  balance: '64031.44',
  coupons: '21000',
  currency: 'USD',
  sumHolds: true,
  state: 'fine',
  overBy: null,
  stale: false,
  marks: [70, 85, 95],
  projection: {
    usedAtPeriodEnd: '1507200',
    percentAtPeriodEnd: '62.8',
    periodEndDay: '2026-11-30',
    basisDays: 28,
    perDay: '25120',
    runsOut: { from: '2026-12-14', to: '2026-12-20' },
  },
  affectedCustomers: 1204,
  stamp: api('GET /v2/partners/{partner_id}/quotas'),
};

const bars = [
  401, 389, 433, 457, 448, 470, 513, 498, 506, 534, 562, 592, 551, 543, 579, 603, 589, 642, 671, 655, 663,
  702, 739, 588,
];
export const trend: Trend = {
  currency: 'USD',
  months: bars.map((thousand, i) => ({
    period: addPeriods('2026-11', i - 23),
    state: i === 23 ? 'running' : 'final',
    payable: `${thousand}412.37`,
    list: `${thousand + 60}412.37`,
    refunds: '-1200.5',
    known: true,
  })),
  sameDays: { days: 22, now: '588412.37', before: '554060.2', changePercent: '6.2' },
  daysInRunning: 30,
  through: '2026-11-21',
  stamp: file,
};

export const topCustomers: TopCustomers = {
  period: '2026-11',
  currency: 'USD',
  rows: [
    ['0b5e9bb21980d20c', 'Or***on Retail Group', '128430.22', '21.83', '4.1'],
    ['053a48736500d5f4', '深***云科技', '82115.9', '13.95', '11.8'],
    ['09f6611ec480d31e', 'No***rn Freight', '61907.45', '10.52', '-2.3'],
    ['0c44d9a0b700d3aa', '上***数据', '40288.1', '6.84', '0.4'],
    ['06ffbcd46880d3f3', 'Al***ne Games', '28650.73', '4.86', '37'],
  ].map(([customerId = '', name = '', payable = '', sharePercent = '', changePercent = '']) => ({
    customerId,
    name,
    payable,
    sharePercent,
    changePercent,
  })),
  others: { count: 1811, payable: '246607.6', changePercent: '1.9' },
  concentration: { count: 5, percent: '58.09' },
  stamp: file,
};

export const budgets: BudgetsInDanger = {
  currency: 'USD',
  rows: [
    {
      customerId: '06ffbcd46880d3f3',
      name: 'Al***ne Games',
      amount: '30000',
      usedPercent: '96',
      runsOutOn: '2026-11-23',
      frozen: false,
    },
    {
      customerId: '0b5e9bb21980d20c',
      name: 'Or***on Retail Group',
      amount: '140000',
      usedPercent: '92',
      runsOutOn: '2026-11-24',
      frozen: false,
    },
    {
      customerId: '053a48736500d5f4',
      name: '深***云科技',
      amount: '90000',
      usedPercent: '91',
      runsOutOn: '2026-11-25',
      frozen: false,
    },
    {
      customerId: '07a1c93be180f4d2',
      name: 'Br***dge Media',
      amount: '4500',
      usedPercent: '104.2',
      runsOutOn: null,
      frozen: true,
    },
  ].map((row) => ({
    ...row,
    type: 'monthly' as const,
    used: '1',
    pacePercent: '73.3',
    projectedPercent: '125',
  })),
  above75: 41,
  above90: 5,
  above100: 1,
  stamp: api('POST /v2/partners/budgets', 15),
};

export const coupons: ExpiringCoupons = {
  rows: [
    {
      couponId: 'CP2511280001',
      name: 'Launch credit 2026',
      balance: '5000',
      currency: 'USD',
      expiresAt: NOW + 6 * 86_400_000,
      daysLeft: 6,
    },
    {
      couponId: 'CP2511300002',
      name: 'Migration support',
      balance: '4400',
      currency: 'USD',
      expiresAt: NOW + 8 * 86_400_000,
      daysLeft: 8,
    },
    {
      couponId: 'CP2512020003',
      name: '双十一活动代金券',
      balance: '3000',
      currency: 'USD',
      expiresAt: NOW + 10 * 86_400_000,
      daysLeft: 10,
    },
  ],
  total: [{ amount: '12400', currency: 'USD' }],
  count: 7,
  stamp: api('GET /v2/promotions/benefits/coupons'),
};

export const due: AmountsDue = {
  currency: 'USD',
  due: '612480.12',
  bills: [
    ['2026-10', '739412.37', '612480.12'],
    ['2026-09', '702412.37', '0'],
    ['2026-08', '663412.37', '0'],
  ].map(([period = '', expenditure = '', amountDue = '']) => ({
    period,
    state: 'final' as const,
    expenditure,
    refunds: '1200.5',
    adjustments: '0',
    tax: null,
    initialAmountDue: expenditure,
    amountDue,
  })),
  stamp: api('GET /v2/bills/partner-bills/consumption-records'),
};

export const todos: Todos = {
  rows: [
    { kind: 'budgets-exhausted', severity: 'over', count: 1, money: null, dueAt: null },
    { kind: 'budgets-high', severity: 'act', count: 5, money: null, dueAt: NOW },
    {
      kind: 'amount-due',
      severity: 'act',
      count: 1,
      money: { amount: '612480.12', currency: 'USD' },
      dueAt: NOW + 3 * 86_400_000,
    },
    {
      kind: 'coupons-expiring',
      severity: 'watch',
      count: 7,
      money: { amount: '12400', currency: 'USD' },
      dueAt: NOW + 6 * 86_400_000,
    },
    {
      kind: 'orders-unpaid',
      severity: 'watch',
      count: 2,
      money: { amount: '1840.5', currency: 'USD' },
      dueAt: NOW + 86_400_000,
    },
  ],
  areas: 5,
};

export const explanation: Explanation = {
  figure: 'quota',
  formula: 'quota',
  inputs: [
    {
      key: 'amountDue',
      sign: 'plus',
      value: '612480.12',
      currency: 'USD',
      origin: 'due_amount',
      stamp: api('quotas'),
    },
    {
      key: 'unbilled',
      sign: 'plus',
      value: '588240.77',
      currency: 'USD',
      origin: 'unbilled_amount',
      stamp: api('quotas'),
    },
    {
      key: 'balance',
      sign: 'minus',
      value: '64031.44',
      currency: 'USD',
      origin: 'amount',
      stamp: api('quotas'),
    },
    {
      key: 'coupons',
      sign: 'minus',
      value: '21000',
      currency: 'USD',
      origin: 'coupon_amount',
      stamp: api('quotas'),
    },
    {
      key: 'used',
      sign: 'equals',
      value: '1115689.45',
      currency: 'USD',
      origin: 'used_consumption_quota',
      stamp: null,
    },
  ],
  sources: [
    {
      kind: 'api',
      name: 'GET /v2/partners/quotas',
      at: NOW - 4 * MINUTE,
      rows: 1,
      period: null,
      through: null,
    },
    {
      kind: 'file',
      name: 'customerUsageV2_202611_20261121.tar.gz',
      at: NOW - 6 * MINUTE,
      rows: 184_233,
      period: '2026-11',
      through: '2026-11-21',
    },
  ],
};

const steps = [
  'quota',
  'resellers',
  'customers',
  'budgets',
  'coupons',
  'orders',
  'partner_bills',
  'files',
] as const;
const counts = [1, 14, 1842, 1204, 63, 5211, 36, 72];
export const syncIdle: SyncStatus = {
  state: 'idle',
  since: NOW - 4 * MINUTE,
  lastSuccessAt: NOW - 4 * MINUTE,
  offlineSince: null,
  nextAt: NOW + 11 * MINUTE,
  steps: steps.map((step, i) => ({
    step,
    state: 'done',
    done: counts[i] ?? 0,
    total: counts[i] ?? 0,
    at: NOW - 4 * MINUTE,
    code: null,
    data: null,
  })),
  code: null,
};
