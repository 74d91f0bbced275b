import {
  BILL_FILE,
  USAGE_FILE,
  type FileColumn,
  type LineMeaning,
} from '../../contract/partner-center/files.ts';
import { DAY_MS } from '../../base/period.ts';
import { monthStart, periodText } from '../world/calendar.ts';
import { homeRegion, SERVICES } from '../world/catalog.ts';
import type { Customer } from '../world/customers.ts';
import type { Entry } from '../world/entries.ts';
import { hash, STREAM } from '../world/hash.ts';
import { onDemandResources, productIdOf, type Resource } from '../world/resources.ts';
import type { Booking } from '../world/ledger.ts';
import { bookingDays } from '../world/spend.ts';
import type { World } from '../world/world.ts';

const E8_PER_CENT = 1_000_000;
const E8 = 100_000_000;

/** Integer units of 1e-8 as decimal text with eight decimals. */
export function e8Text(units: number): string {
  const sign = units < 0 ? '-' : '';
  const value = Math.abs(units);
  const whole = Math.floor(value / E8);
  return `${sign}${whole}.${String(value - whole * E8).padStart(8, '0')}`;
}

/** A CSV field, quoted where it must be. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// A line is assembled from three kinds of text: what belongs to the customer, what belongs to the resource, and what
// changes with every line. The first two are made once.
type Values = Readonly<Record<LineMeaning, string>>;
export type LineShape = readonly FileColumn[];

export const USAGE_SHAPE: LineShape = USAGE_FILE.columns;
export const BILL_SHAPE: LineShape = BILL_FILE.columns;

/** The heading line of a file. */
export function headingLine(shape: LineShape): string {
  return `${shape.map((column) => csvField(column.heading)).join(',')}\n`;
}

/** Writes one line from its fixed fields and its own. */
type LineWriter = (own: Partial<Values>) => string;

const OWN: ReadonlySet<LineMeaning> = new Set([
  'transactionTime',
  'listPrice',
  'usage',
  'discount',
  'payable',
  'couponDeducted',
  'billType',
  'orderId',
]);

/** Joins the fixed fields once, so that a line costs only its own ones. */
function lineWriter(shape: LineShape, fixed: Partial<Values>): LineWriter {
  const pieces: string[] = [];
  const holes: LineMeaning[] = [];
  let text = '';
  shape.forEach((column, i) => {
    const comma = i === 0 ? '' : ',';
    if (OWN.has(column.meaning)) {
      pieces.push(text + comma);
      holes.push(column.meaning);
      text = '';
    } else text += comma + csvField(fixed[column.meaning] ?? '');
  });
  const tail = `${text}\n`;
  return (own) => {
    let line = '';
    for (let i = 0; i < holes.length; i += 1) {
      const hole = holes[i] ?? 'usage';
      line += (pieces[i] ?? '') + (own[hole] ?? '');
    }
    return line + tail;
  };
}

const pad = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** The instant of a second within a Beijing day, as text in UTC. */
function timeText(dayBefore: string, day: string, second: number): string {
  const utc = second - 8 * 3600;
  const within = utc < 0 ? utc + 86_400 : utc;
  const h = Math.floor(within / 3600);
  const m = Math.floor((within % 3600) / 60);
  return `${utc < 0 ? dayBefore : day}T${pad(h)}:${pad(m)}:${pad(within % 60)}Z`;
}

const dayText = (month: number, day: number): string =>
  new Date(monthStart(month) + (day - 1) * DAY_MS + DAY_MS / 2).toISOString().slice(0, 10);

function customerFields(world: World, customer: Customer, month: number): Partial<Values> {
  return {
    billingCycle: periodText(month),
    customerId: customer.id,
    customerName: customer.name,
    accountName: customer.accountName,
    resellerId: customer.reseller < 0 ? '' : (world.resellers[customer.reseller]?.id ?? ''),
    currency: 'USD',
  };
}

function resourceFields(resource: Resource, mode: number): Partial<Values> {
  return {
    billingMode: String(mode),
    serviceTypeCode: resource.service.code,
    serviceTypeName: resource.service.en,
    resourceTypeCode: resource.service.resource,
    productId: resource.productId,
    productName: resource.product.name,
    regionCode: resource.region.code,
    regionName: resource.region.en,
    resourceId: resource.id,
    resourceName: resource.name,
    usageUnit: resource.service.unit,
  };
}

/** How many lines one booking of the customer has, so that a month has about `perMonth`. */
export function linesPerBooking(customer: Customer, month: number, perMonth: number): number {
  return Math.max(1, Math.round(perMonth / bookingDays(customer, month).length));
}

interface Splitting {
  readonly seed: number;
  readonly customer: Customer;
  readonly month: number;
  readonly writers: readonly LineWriter[];
  readonly resources: readonly Resource[];
  readonly count: number;
}

/** Splits one booking into lines of up to eight decimals that add up to it exactly. */
function writeBooking(split: Splitting, booking: Booking, emit: (line: string) => void): void {
  const { seed, customer, month, count, writers, resources } = split;
  const day = dayText(month, booking.day);
  const dayBefore = dayText(month, booking.day - 1);
  const list = booking.listCents * E8_PER_CENT;
  const payable = booking.payableCents * E8_PER_CENT;
  const key = hash(seed, customer.index, month * 32 + booking.day, STREAM.line);
  let listBefore = 0;
  let payableBefore = 0;
  for (let i = 0; i < count; i += 1) {
    const draw = hash(key, i);
    // Shares of about equal size, each moved by up to half of one.
    const share = i === count - 1 ? 1 : (i + 0.5 + (draw & 0xffff) / 0x20000) / count;
    const listNow = Math.floor(list * share);
    const payableNow = Math.floor(payable * share);
    const which = (draw >>> 16) % writers.length;
    const lineList = listNow - listBefore;
    const linePayable = payableNow - payableBefore;
    const price = resources[which]?.product.unitPriceE8 ?? E8;
    emit(
      writers[which]?.({
        transactionTime: timeText(dayBefore, day, draw % 86_400),
        listPrice: e8Text(lineList),
        usage: (lineList / price).toFixed(6),
        discount: e8Text(lineList - linePayable),
        payable: e8Text(linePayable),
        couponDeducted: '0',
        billType: '5',
        orderId: '',
      }) ?? '',
    );
    listBefore = listNow;
    payableBefore = payableNow;
  }
}

/** The line of an entry that is not usage. */
function entryLine(world: World, shape: LineShape, customer: Customer, month: number, entry: Entry): string {
  const service = SERVICES[entry.service] ?? SERVICES[0];
  const product = service?.products[entry.product] ?? service?.products[0];
  const region = homeRegion(customer.country);
  const fixed: Partial<Values> = {
    ...customerFields(world, customer, month),
    billingMode: String(entry.mode),
    serviceTypeCode: service?.code ?? '',
    serviceTypeName: service?.en ?? '',
    resourceTypeCode: service?.resource ?? '',
    productId: service && product ? productIdOf(service, product) : '',
    productName: product?.name ?? '',
    regionCode: region.code,
    regionName: region.en,
    usageUnit: service?.unit ?? '',
  };
  return lineWriter(
    shape,
    fixed,
  )({
    transactionTime: `${new Date(entry.at).toISOString().slice(0, 19)}Z`,
    listPrice: e8Text(entry.listCents * E8_PER_CENT),
    usage: '1',
    discount: e8Text(entry.discountCents * E8_PER_CENT),
    couponDeducted: entry.couponCents === 0 ? '0' : e8Text(entry.couponCents * E8_PER_CENT),
    payable: e8Text(entry.payableCents * E8_PER_CENT),
    billType: String(entry.billType),
    orderId: entry.reference,
  });
}

export interface MonthLines {
  readonly world: World;
  readonly shape: LineShape;
  readonly month: number;
  /** Complete days that the file knows of; see `knownDays`. */
  readonly known: number;
  /** About how many lines a customer has in a whole month. */
  readonly perMonth: number;
}

/** Emits every line of one customer's month; nothing for a referral customer, who is in no partner file. */
export function writeCustomerLines(
  input: MonthLines,
  customer: Customer,
  emit: (line: string) => void,
): void {
  const { world, shape, month, known } = input;
  if (customer.model !== '3') return;
  const bookings = world.ledger.bookings(customer, month, known);
  if (bookings.length > 0) {
    const resources = onDemandResources(world.options.seed, customer);
    const own = customerFields(world, customer, month);
    const writers = resources.map((resource) =>
      lineWriter(shape, { ...own, ...resourceFields(resource, 1) }),
    );
    const count = linesPerBooking(customer, month, input.perMonth);
    const split = { seed: world.options.seed, customer, month, writers, resources, count };
    for (const booking of bookings) writeBooking(split, booking, emit);
  }
  for (const entry of world.ledger.entries(customer, month, known))
    emit(entryLine(world, shape, customer, month, entry));
}
