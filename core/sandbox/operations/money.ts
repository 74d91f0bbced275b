// The partner's own money: quota, bill totals, invoices, coupons.
import { formatInstant, isPeriod } from '../../base/period.ts';
import { allDays, billTime, monthOf, periodText } from '../world/calendar.ts';
import { PLANS, type Coupon } from '../world/coupons.ts';
import { dueOf, type Totals } from '../world/ledger.ts';
import { couponLeft, quotaParts } from '../world/quota.ts';
import { ok, refuse, type Answer, type Body } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';
import { money, shortCents } from '../server/json.ts';

const YEAR_MS = 365 * 86_400_000;

function showQuota(call: Call): Answer {
  const parts = quotaParts(call.world);
  return ok({
    consumption_quota: shortCents(parts.totalCents),
    amount: shortCents(parts.balanceCents),
    coupon_amount: shortCents(parts.couponCents),
    due_amount: shortCents(parts.dueCents),
    unbilled_amount: shortCents(parts.unbilledCents),
    used_consumption_quota: shortCents(parts.usedCents),
    measure_id: 1,
    currency: 'USD',
  });
}

const NOTHING: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };

/** Tax is stated apart and is no part of the amount due. */
const taxOf = (totals: Totals): number => Math.max(0, Math.round(totals.consumption * 0.06));

function showBillSum(call: Call): Answer {
  const cycle = call.required('bill_cycle');
  if (!isPeriod(cycle)) return refuse('CBC.0100', 'Parameter error. Invalid parameter: bill_cycle.');
  const month = monthOf(cycle);
  // What an unfinished month answers is not documented; the sandbox answers nothing due.
  const issued = month >= call.world.firstMonth && billTime(month) <= call.world.now();
  const totals = issued ? call.world.monthTotals(month, allDays(month)) : NOTHING;
  return ok({
    bill_cycle: cycle,
    initial_amount_due: money(dueOf(totals)),
    consume_amount: money(totals.consumption),
    refunds: money(totals.refund),
    adjustments: money(totals.adjustment),
    tax_amount: money(taxOf(totals)),
    currency: 'USD',
  });
}

function couponStatus(call: Call, coupon: Coupon): number {
  if (coupon.withdrawn) return 5;
  if (couponLeft(call.world, coupon) === 0) return 3;
  // Some expired coupons still say "to be used", as the documentation warns.
  return coupon.expires < call.world.now() && !coupon.staleStatus ? 4 : 2;
}

function showCoupon(call: Call, coupon: Coupon): Body {
  const used = call.world.settlement().used.get(coupon.id);
  const plan = PLANS[coupon.plan];
  const owner = call.world.resellers[coupon.reseller]?.id ?? call.world.partner.id;
  const planId = `PLAN${coupon.plan + 1}`;
  return {
    coupon_id: coupon.id,
    coupon_code: coupon.code,
    status: couponStatus(call, coupon),
    customer_id: owner,
    coupon_type: 1,
    measure_id: 1,
    face_value: money(coupon.faceCents),
    valid_time: formatInstant(coupon.validFrom),
    expire_time: formatInstant(coupon.expires),
    order_id: null,
    promotion_plan_id: planId,
    plan_name: plan?.name ?? '',
    plan_desc: plan?.desc ?? '',
    media_type: 1,
    fetch_method: 3,
    use_limits: [
      {
        use_limiti_info_id: `${coupon.id}-1`,
        limit_key: 'tradetype',
        value1: coupon.plan === 1 ? '1' : '0',
        value2: null,
        value_unit: null,
        limit_type: '1',
        promotion_plan_id: planId,
      },
    ],
    active_time: formatInstant(coupon.validFrom),
    reserve_time: used ? formatInstant(used.at) : null,
    promotion_id: `PROMO${coupon.plan + 1}`,
    create_time: formatInstant(coupon.created),
    coupon_version: coupon.version,
    balance: coupon.version === 2 ? money(couponLeft(call.world, coupon)) : null,
    lock_order_id: null,
    coupon_usage: 'Partner bill',
    is_frozen: coupon.frozen ? '1' : '0',
    currency: 'USD',
    extend_param1: null,
    source_id: 'HUAWEI',
  };
}

function listCoupons(call: Call): Answer {
  const now = call.world.now();
  const wanted = {
    id: call.text('coupon_id'),
    plan: call.text('promotion_plan_id'),
    status: call.integer('status'),
  };
  const type = call.integer('coupon_type') ?? 1;
  const orderId = call.text('order_id');
  const source = call.text('source_id') ?? 'HUAWEI';
  const list = (): Coupon[] =>
    call.world
      .coupons()
      .filter(
        (coupon) =>
          type === 1 &&
          orderId === undefined &&
          source === 'HUAWEI' &&
          coupon.expires > now - YEAR_MS &&
          (wanted.id === undefined || coupon.id === wanted.id) &&
          (wanted.plan === undefined || `PLAN${coupon.plan + 1}` === wanted.plan) &&
          (wanted.status === undefined || couponStatus(call, coupon) === wanted.status) &&
          call.inRange(coupon.validFrom, 'active_start_time', 'active_end_time'),
      );
  return call.page(
    `${call.world.revision}|${list().length}`,
    list,
    (c) => c.id,
    (c) => showCoupon(call, c),
  );
}

function invoiceOf(call: Call, month: number): Body {
  const totals = call.world.monthTotals(month, allDays(month));
  const { partner } = call.world;
  return {
    requestId: `INV${month}`,
    cancelReason: null,
    titleType: 1,
    channelType: 0,
    invoiceType: 1,
    invoiceTitle: partner.name,
    invoiceAmount: money(dueOf(totals)),
    invoiceMethod: 0,
    invoiceClass: 0,
    invoiceState: 8,
    applyOpera: 'system',
    addressInfo: {
      address: 'Demo Street 1',
      recipients: partner.accountName,
      zipCode: '000000',
      mobilePhone: '0000',
    },
    applyTime: formatInstant(billTime(month) + 3_600_000),
    invoiceMode: '1',
    email: `finance@${partner.accountName.replaceAll('_', '-')}.example`,
    requestMode: '1',
    srcRequestId: null,
    salesId: null,
    invoiceNo: `HW${periodText(month).replace('-', '')}0001`,
    tradeType: 6,
    billCycle: periodText(month),
    taxList: [
      {
        taxClass: 'VAT',
        taxRate: '0.06',
        subTaxClass: null,
        taxAmount: money(taxOf(totals)),
        taxVisibleFlag: '1',
        taxAccountingFlag: '1',
      },
    ],
  };
}

function listInvoices(call: Call): Answer {
  if (call.required('domain_id') !== call.world.partner.id) return refuse('CBC.0151');
  const page = call.integer('offset') ?? 0;
  const limit = call.integer('limit') ?? 10;
  if (page < 0 || limit < 1 || limit > 1000) return refuse('CBC.0100');
  const months = call.world
    .settlement()
    .bills.map((bill) => bill.month)
    .filter((month) => call.inRange(billTime(month) + 3_600_000, 'start_time', 'end_time'));
  // This legacy operation counts pages, not rows.
  return ok({
    count: months.length,
    invoices: months.slice(page * limit, (page + 1) * limit).map((month) => invoiceOf(call, month)),
  });
}

export const moneyHandlers: Handlers = {
  ShowPartnerConsumptionQuota: showQuota,
  ListPostpaidBillSum: showBillSum,
  ListSubCustomerCoupons: listCoupons,
  ListInvoices: listInvoices,
};
