import { BEIJING_OFFSET_MS, beijingDay, DAY_MS } from '../../../core/base/period.ts';
import {
  customerFilter,
  customerSort,
  type CustomerFilter,
  type CustomerSort,
} from '../../../core/contract/customers.ts';
import type { Address } from '../../app/address.ts';

/** Filters that are plain text on both sides: name in the address → name in the contract. */
const TEXTS = {
  search: 'search',
  id: 'customerId',
  name: 'name',
  account: 'account',
  manager: 'manager',
  managedBy: 'managedBy',
  mobile: 'mobile',
  tag: 'tag',
  model: 'associationType',
  reseller: 'resellerId',
  resellerName: 'resellerName',
} as const;
/** Ranges of days, GMT+08:00, both ends included. */
const DAYS = {
  associated: { from: 'from', to: 'to' },
  expires: { from: 'expFrom', to: 'expTo' },
} as const;
const RANGES = { mtd: 'monthToDate', use: 'budgetUse' } as const;

/** First instant of a day YYYY-MM-DD in GMT+08:00; undefined for anything else. */
function dayStart(day: string | undefined): number | undefined {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? undefined : ms - BEIJING_OFFSET_MS;
}

/**
 * The filter that an address asks for. What is not understood is left out rather than guessed, so that an old or
 * mistyped address shows more customers, never wrong ones as if filtered.
 */
export function filterFromAddress(address: Address): CustomerFilter {
  const filter: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(TEXTS)) {
    if ((address[name] ?? '') !== '') filter[field] = address[name];
  }
  for (const [name, field] of Object.entries(RANGES)) {
    const bounds = {
      ...(address[`${name}Min`] === undefined ? {} : { min: address[`${name}Min`] }),
      ...(address[`${name}Max`] === undefined ? {} : { max: address[`${name}Max`] }),
    };
    if (Object.keys(bounds).length > 0) filter[field] = bounds;
  }
  for (const [field, names] of Object.entries(DAYS)) {
    const from = dayStart(address[names.from]);
    const to = dayStart(address[names.to]);
    if (from === undefined && to === undefined) continue;
    filter[field] = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to: to + DAY_MS - 1 }),
    };
  }
  if (address['frozen'] === 'yes' || address['frozen'] === 'no')
    filter['frozen'] = address['frozen'] === 'yes';
  if (address['permitted'] === 'yes' || address['permitted'] === 'no')
    filter['resellerPermission'] = address['permitted'] === 'yes';
  if (address['frozenHow'] !== undefined) filter['frozenHow'] = address['frozenHow'];
  if (address['budget'] !== undefined) filter['budget'] = address['budget'];
  if (address['scope'] !== undefined) filter['scope'] = address['scope'];
  const entries = Object.entries(filter).filter(
    ([field, value]) => customerFilter.safeParse({ [field]: value }).success,
  );
  return Object.fromEntries(entries) as CustomerFilter;
}

/** The address of a filter: the inverse of `filterFromAddress`. */
export function addressFromFilter(filter: CustomerFilter): Address {
  const address: Record<string, string> = {};
  for (const [name, field] of Object.entries(TEXTS)) {
    const value = filter[field];
    if (value !== undefined && value !== '') address[name] = value;
  }
  for (const [name, field] of Object.entries(RANGES)) {
    const bounds = filter[field];
    if (bounds?.min !== undefined) address[`${name}Min`] = bounds.min;
    if (bounds?.max !== undefined) address[`${name}Max`] = bounds.max;
  }
  for (const [field, names] of Object.entries(DAYS)) {
    const bounds = filter[field as keyof typeof DAYS];
    if (bounds?.from !== undefined) address[names.from] = beijingDay(bounds.from);
    if (bounds?.to !== undefined) address[names.to] = beijingDay(bounds.to);
  }
  if (filter.frozen !== undefined) address['frozen'] = filter.frozen ? 'yes' : 'no';
  if (filter.resellerPermission !== undefined)
    address['permitted'] = filter.resellerPermission ? 'yes' : 'no';
  if (filter.frozenHow !== undefined) address['frozenHow'] = filter.frozenHow;
  if (filter.budget !== undefined) address['budget'] = filter.budget;
  if (filter.scope !== undefined) address['scope'] = filter.scope;
  return address;
}

export const DEFAULT_SORT: CustomerSort = { by: 'monthToDate', direction: 'desc' };
const RISING = new Set(['name', 'id', 'manager', 'country', 'expiresAt']);

/** The address that lists customers whose first resource expires within so many days from now. @param now ms UTC */
export function expiringSearch(now: number, days: number): Address {
  return { expFrom: beijingDay(now), expTo: beijingDay(now + days * DAY_MS), sort: 'expiresAt', dir: 'asc' };
}

export function sortFromAddress(address: Address): CustomerSort {
  const by = address['sort'] ?? DEFAULT_SORT.by;
  const direction = address['dir'] ?? (RISING.has(by) ? 'asc' : 'desc');
  const parsed = customerSort.safeParse({ by, direction });
  return parsed.success ? parsed.data : DEFAULT_SORT;
}

/** The address with another order; the default order is not written. */
export function withSort(address: Address, sort: { by: string; direction: 'asc' | 'desc' }): Address {
  const rest = Object.fromEntries(Object.entries(address).filter(([key]) => key !== 'sort' && key !== 'dir'));
  if (sort.by === DEFAULT_SORT.by && sort.direction === DEFAULT_SORT.direction) return rest;
  return { ...rest, sort: sort.by, dir: sort.direction };
}
