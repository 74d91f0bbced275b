import { SERVICES } from '../world/catalog.ts';
import { hashText } from '../world/hash.ts';
import { ok, refuse, type Answer } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';
import { preciseNumber, type RawNumber } from '../server/json.ts';
import type { Value } from '../server/parameters.ts';

// Prices in units of 1e-10 USD.
interface Priced {
  readonly id: string;
  readonly productId: string;
  readonly list: number;
  readonly off: number;
}

type ProductInfo = Readonly<Record<string, Value>>;

function products(call: Call): ProductInfo[] {
  const infos = (call.list('product_infos') ?? []).filter(
    (info): info is { [key: string]: Value } => typeof info === 'object' && !Array.isArray(info),
  );
  const ids = new Set(infos.map((info) => info['id']));
  if (infos.length === 0 || infos.length > 100 || ids.size !== infos.length)
    return refuse('CBC.0100', 'Parameter error. Invalid parameter: product_infos.');
  return infos;
}

const numberOf = (value: Value | undefined, otherwise: number): number =>
  typeof value === 'string' ? Number(value) : otherwise;
const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** List price of one unit of a specification; unknown ones get a price out of their name. */
function unitPrice(info: ProductInfo): number {
  const spec = textOf(info['resource_spec']);
  const known = SERVICES.find((s) => s.code === info['cloud_service_type'])?.products.find(
    (p) => p.spec === spec,
  );
  return (known?.unitPriceE8 ?? 1_000_000 + (hashText(spec) % 50_000_000)) * 100;
}

function price(info: ProductInfo, quantity: number, discount: number): Priced {
  const list = Math.round(
    unitPrice(info) * numberOf(info['resource_size'], 1) * quantity * numberOf(info['subscription_num'], 1),
  );
  return {
    id: textOf(info['id']),
    productId: `p-${hashText(textOf(info['resource_spec']))}`,
    list,
    off: Math.floor(list * discount),
  };
}

const sum = (items: readonly Priced[], of: (item: Priced) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const PARTNER_DISCOUNT = 0.15;

function onDemand(call: Call): Answer {
  const decimals = call.integer('inquiry_precision') === 1 ? 10 : 6;
  const show = (units: number): RawNumber => preciseNumber(units, decimals);
  const items = products(call).map((info) => price(info, numberOf(info['usage_value'], 1), PARTNER_DISCOUNT));
  return ok({
    amount: show(sum(items, (i) => i.list - i.off)),
    discount_amount: show(sum(items, (i) => i.off)),
    official_website_amount: show(sum(items, (i) => i.list)),
    measure_id: 1,
    currency: 'USD',
    product_rating_results: items.map((i) => ({
      id: i.id,
      product_id: i.productId,
      amount: show(i.list - i.off),
      discount_amount: show(i.off),
      official_website_amount: show(i.list),
      measure_id: 1,
      discount_rating_results: [
        {
          discount_id: 'D606',
          discount_type: 606,
          amount: show(i.off),
          measure_id: 1,
          discount_name: call.named('Partner discount', '伙伴折扣'),
        },
      ],
    })),
  });
}

const HOURS: Readonly<Record<number, number>> = { 0: 24, 2: 730, 3: 8760, 4: 1 };

function period(call: Call): Answer {
  const show = (units: number): RawNumber => preciseNumber(units, 6);
  const items = products(call).map((info) => {
    const hours =
      HOURS[numberOf(info['period_type'], -1)] ??
      refuse('CBC.0100', 'Parameter error. Invalid parameter: period_type.');
    return price(info, hours * numberOf(info['period_num'], 1) * 0.7, PARTNER_DISCOUNT);
  });
  const list = sum(items, (i) => i.list);
  const off = sum(items, (i) => i.off);
  return ok({
    official_website_rating_result: {
      official_website_amount: show(list),
      measure_id: 1,
      product_rating_results: items.map((i) => ({
        id: i.id,
        product_id: i.productId,
        official_website_amount: show(i.list),
        measure_id: 1,
      })),
    },
    optional_discount_rating_results: [
      {
        discount_id: 'D606',
        amount: show(list - off),
        official_website_amount: show(list),
        discount_amount: show(off),
        measure_id: 1,
        discount_type: 606,
        discount_name: call.named('Partner discount', '伙伴折扣'),
        best_offer: 1,
        product_rating_results: items.map((i) => ({
          id: i.id,
          product_id: i.productId,
          amount: show(i.list - i.off),
          official_website_amount: show(i.list),
          discount_amount: show(i.off),
          measure_id: 1,
        })),
      },
    ],
    currency: 'USD',
  });
}

export const priceHandlers: Handlers = {
  ListOnDemandResourceRatings: onDemand,
  ListRateOnPeriodDetail: period,
};
