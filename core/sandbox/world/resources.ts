import { DAY_MS } from '../../base/period.ts';
import { monthStart } from './calendar.ts';
import {
  homeRegion,
  REGIONS,
  SERVICES,
  serviceAt,
  type Product,
  type Region,
  type Service,
} from './catalog.ts';
import type { Customer } from './customers.ts';
import { chance, choose, hash, hexId, STREAM } from './hash.ts';

/** A resource that a customer uses, pay-per-use or yearly/monthly. */
export interface Resource {
  readonly id: string;
  readonly name: string;
  readonly service: Service;
  readonly product: Product;
  readonly productId: string;
  readonly region: Region;
  readonly size: number;
  readonly since: number;
}

const PURPOSES = ['web', 'app', 'db', 'cache', 'batch', 'test', 'report', 'gateway', 'portal', 'etl'];

/** Id of a product of the catalogue. */
export function productIdOf(service: Service, product: Product): string {
  return hexId(
    service.code.length * 31 + product.spec.length,
    product.unitPriceE8 % 2 ** 31,
    STREAM.resource,
  );
}

function makeResource(seed: number, customer: Customer, key: number): Resource {
  const at = (n: number): number => chance(seed, customer.index, key * 16 + n, STREAM.resource);
  const service = SERVICES[serviceAt(at(1))] ?? SERVICES[0];
  if (!service) throw new RangeError('empty catalogue');
  const product = choose(service.products, seed, customer.index, key * 16 + 2, STREAM.resource);
  const region =
    at(3) < 0.8
      ? homeRegion(customer.country)
      : choose(REGIONS, seed, customer.index, key * 16 + 4, STREAM.resource);
  return {
    id: hexId(seed, customer.index * 512 + key, STREAM.resource + 7),
    name: `${service.short.toLowerCase()}-${choose(PURPOSES, seed, customer.index, key * 16 + 5, STREAM.resource)}-${String(key + 1).padStart(2, '0')}`,
    service,
    product,
    productId: productIdOf(service, product),
    region,
    size: 20 + (hash(seed, customer.index, key * 16 + 6, STREAM.resource) % 480),
    since: monthStart(customer.since + 1) + Math.floor(at(7) * 40) * DAY_MS,
  };
}

const countOf = (customer: Customer): number =>
  customer.baseCents === 0 ? 0 : customer.stride === 1 ? 16 : customer.stride === 3 ? 7 : 3;

/** The customer's pay-per-use resources. */
export function onDemandResources(seed: number, customer: Customer): Resource[] {
  return Array.from({ length: countOf(customer) }, (_, key) => makeResource(seed, customer, key));
}

/** The customer's yearly/monthly resources. */
export function periodResources(
  seed: number,
  customer: Customer,
): (Resource & { months: number; autoRenew: boolean; letGo: boolean })[] {
  const count = Math.ceil(countOf(customer) / 3);
  return Array.from({ length: count }, (_, key) => ({
    ...makeResource(seed, customer, 200 + key),
    months: chance(seed, customer.index, key, STREAM.resource + 9) < 0.5 ? 1 : 12,
    autoRenew: chance(seed, customer.index, key, STREAM.resource + 10) < 0.5,
    letGo: chance(seed, customer.index, key, STREAM.resource + 11) < 0.4,
  }));
}

/** Days of grace, and of retention, after a resource that nobody renews has expired. */
const GRACE_DAYS = 15;
const RETENTION_DAYS = 15;

/**
 * The running term of a yearly/monthly resource at an instant, and its status. One that renews by itself follows term on
 * term; of the others some are renewed by hand at the last moment and some are let go through grace and retention and
 * ordered anew afterwards.
 */
export function termOf(
  resource: { since: number; months: number; autoRenew: boolean; letGo: boolean },
  now: number,
): { from: number; to: number; status: 2 | 4 | 5 } {
  const term = resource.months * 30 * DAY_MS;
  const left = resource.letGo && !resource.autoRenew;
  const length = left ? term + (GRACE_DAYS + RETENTION_DAYS) * DAY_MS : term;
  const terms = Math.max(0, Math.floor((now - resource.since) / length));
  const from = resource.since + terms * length;
  const past = now - from - term;
  const status = past < 0 ? 2 : past < GRACE_DAYS * DAY_MS ? 5 : 4;
  return { from, to: from + term, status };
}
