import { DAY_MS, formatInstant } from '../../base/period.ts';
import { homeRegion, SERVICES } from '../world/catalog.ts';
import { hash } from '../world/hash.ts';
import { orderStatus, type Order } from '../world/orders.ts';
import { OrderBook } from '../world/orderbook.ts';
import { productIdOf } from '../world/resources.ts';
import { ok, refuse, type Answer, type Body, type BodyObject } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';
import { money } from '../server/json.ts';
import type { World } from '../world/world.ts';

const YEAR_MS = 366 * DAY_MS;
// Of the documented states only these may be filtered on.
const FILTERABLE = new Set([1, 3, 4, 5, 6, 9]);
const books = new WeakMap<World, OrderBook>();

function bookOf(world: World): OrderBook {
  const known = books.get(world);
  if (known) return known;
  const book = new OrderBook(world);
  books.set(world, book);
  return book;
}

function amountInfo(order: Order): BodyObject {
  return {
    discounts:
      order.discountCents === 0
        ? []
        : [{ discount_type: '606', discount_amount: money(Math.abs(order.discountCents)) }],
    flexipurchase_coupon_amount: 0,
    coupon_amount: money(order.couponCents),
    stored_card_amount: 0,
    commission_amount: money(0),
    consumed_amount: money(order.type === 4 ? Math.floor(-order.listCents / 5) : 0),
  };
}

function orderFields(call: Call, order: Order): BodyObject {
  const service = SERVICES[order.service];
  const now = call.world.now();
  return {
    order_id: order.id,
    customer_id: order.customer.id,
    service_type_code: service?.code ?? null,
    service_type_name: service ? call.named(service.en, service.zh) : null,
    source_type: hash(order.created) % 5 === 0 ? 2 : 1,
    status: orderStatus(order, now),
    order_type: order.type,
    amount_after_discount: money(order.listCents - order.discountCents),
    official_amount: money(order.listCents),
    measure_id: 1,
    create_time: formatInstant(order.created),
    payment_time: order.paid !== null && order.paid <= now ? formatInstant(order.paid) : null,
    currency: 'USD',
    contract_id: null,
    amount_info: amountInfo(order),
  };
}

function showOrder(call: Call, order: Order): Body {
  return {
    ...orderFields(call, order),
    enterprise_projects: [{ id: '0', name: 'default' }],
    sub_order_infos: [],
    agent_pay_info: { paying_agent_id: call.world.partner.id, is_agent_pay: order.customer.model === '3' },
  };
}

function orderTests(call: Call): ((order: Order) => boolean)[] {
  const now = call.world.now();
  const reseller = call.reseller()?.index ?? -1;
  const service = call.text('service_type_code');
  const status = call.integer('status');
  const type = call.integer('order_type');
  if (status !== undefined && !FILTERABLE.has(status))
    return refuse('CBC.0100', 'Parameter error. Invalid parameter: status.');
  const paid = call.text('payment_time_begin') !== undefined || call.text('payment_time_end') !== undefined;
  return [
    (order: Order) => order.customer.reseller === reseller,
    service === undefined ? null : (order: Order) => SERVICES[order.service]?.code === service,
    status === undefined ? null : (order: Order) => orderStatus(order, now) === status,
    type === undefined ? null : (order: Order) => order.type === type,
    paid
      ? (order: Order) =>
          order.paid !== null &&
          order.paid <= now &&
          call.inRange(order.paid, 'payment_time_begin', 'payment_time_end')
      : null,
  ].filter((test) => test !== null);
}

/** A closed window without filters on what changes always holds the same orders; other lists may change any second. */
function stampOf(call: Call, end: number | undefined): string {
  const closed = end !== undefined && end <= call.horizon;
  const changing = ['status', 'payment_time_begin', 'payment_time_end'].some(
    (name) => call.text(name) !== undefined,
  );
  return closed && !changing ? 'closed' : String(Math.floor(call.horizon / 1000));
}

function listOrders(call: Call): Answer {
  const begin = call.instant('create_time_begin');
  const end = call.instant('create_time_end');
  if (begin !== undefined && end !== undefined && end - begin > YEAR_MS)
    return refuse('CBC.0100', 'Parameter error. The time range exceeds one year.');
  const order = call.text('order_by');
  if (order !== undefined && order !== 'createTime' && order !== '-createTime') return refuse('CBC.0100');
  const tests = orderTests(call);
  const customerId = call.text('customer_id');
  const customer = customerId === undefined ? undefined : call.customer(customerId);
  const book = bookOf(call.world);
  const one = call.text('order_id');
  const find = (): Order[] => {
    if (customerId !== undefined && !customer) return [];
    if (one !== undefined) return [book.find(one)].filter((o) => o !== undefined);
    return book.between(begin ?? 0, Math.min(end ?? Number.MAX_SAFE_INTEGER, call.horizon), customer);
  };
  const make = (): Order[] => {
    const rows = find().filter((row) => tests.every((test) => test(row)));
    return order === '-createTime' ? rows.toReversed() : rows;
  };
  const rows = book.list(call.listKey(), stampOf(call, end), make);
  return call.page(
    String(rows.length),
    () => rows,
    (row) => row.id,
    (row) => showOrder(call, row),
    order !== undefined,
  );
}

function lineItem(call: Call, order: Order): Body {
  const service = SERVICES[order.service];
  const product = service?.products[order.product];
  const productInfo = {
    product_id: service && product ? productIdOf(service, product) : null,
    product_spec_desc: product?.name ?? null,
    category_code: null,
    product_owner_service: service?.code ?? null,
    commercial_resource: service?.resource ?? null,
  };
  const from = order.paid ?? order.created;
  return {
    order_line_item_id: `${order.id}-000001`,
    service_type_code: service?.code ?? null,
    service_type_name: service ? call.named(service.en, service.zh) : null,
    ...productInfo,
    period_type: order.months >= 12 ? 3 : 2,
    period_num: order.type === 4 ? null : order.months >= 12 ? Math.floor(order.months / 12) : order.months,
    effective_time: formatInstant(from),
    expire_time: formatInstant(from + order.months * 30 * DAY_MS),
    subscription_num: 1,
    amount_after_discount: money(order.listCents - order.discountCents),
    official_amount: money(order.listCents),
    amount_info: amountInfo(order),
    currency: 'USD',
    base_product_info: order.type === 3 ? productInfo : null,
    order_id: order.id,
  };
}

/** An order that this call may see. */
function visibleOrder(call: Call, id: string): Order {
  const order = bookOf(call.world).find(id);
  return order && call.sees(order.customer)
    ? order
    : refuse('CBC.0100', 'Parameter error. The order does not exist.');
}

function showDetails(call: Call): Answer {
  const order = visibleOrder(call, call.required('order_id'));
  const answer = call.page(
    '',
    () => [order],
    (row) => row.id,
    (row) => lineItem(call, row),
  );
  const info: BodyObject = {
    ...orderFields(call, order),
    user_name: order.customer.accountName,
    pending_payment_end_time: formatInstant(order.created + 7 * DAY_MS),
    sub_order_infos: [],
  };
  return { ...answer, body: { ...answer.body, order_info: info } };
}

function showRefund(call: Call): Answer {
  const customerId = call.required('customer_id');
  const order = visibleOrder(call, call.required('order_id'));
  if (order.customer.id !== customerId) return refuse('CBC.0100');
  if (order.type !== 4) return refuse('CBC.99005026');
  const service = SERVICES[order.service];
  const common = {
    measure_id: '1',
    customer_id: customerId,
    resource_type_code: service?.resource ?? '',
    service_type_code: service?.code ?? '',
    resource_type_name: service ? call.named(service.resourceEn, service.resourceZh) : null,
    service_type_name: service ? call.named(service.en, service.zh) : null,
    region_code: homeRegion(order.customer.country).code,
    base_order_id: `CS${order.id.slice(2)}B`,
  };
  const refunded = order.listCents - order.discountCents;
  const consumed = Math.floor(-refunded / 5);
  const lines = [
    { id: `${order.id}-R1`, amount: money(refunded), ...common },
    { id: `${order.id}-R2`, amount: money(consumed), ...common },
  ];
  return ok({ total_count: lines.length, refund_infos: lines });
}

export const orderHandlers: Handlers = {
  ListCustomerOrders: listOrders,
  ShowCustomerOrderDetails: showDetails,
  ShowRefundOrderDetails: showRefund,
};
