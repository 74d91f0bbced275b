import {
  dimension,
  measure,
  type Dimension,
  type LinesFilter,
  type Measure,
} from '../../../core/contract/expenditures.ts';
import type { Address } from '../../app/address.ts';

/** What the screen asks, as it stands in the address: readable, shareable, and found again with back. */
export interface Question {
  readonly by: Dimension;
  readonly measure: Measure;
  readonly view: 'groups' | 'lines';
  readonly filter: LinesFilter;
}

/** The conditions a person can drill by: dimension → field of the filter. Months are the range. */
export const CONDITIONS = {
  customer: 'customerId',
  reseller: 'resellerId',
  service: 'service',
  region: 'region',
  manager: 'manager',
  mode: 'mode',
  kind: 'kind',
} as const satisfies Partial<Record<Dimension, keyof LinesFilter>>;
export type Condition = keyof typeof CONDITIONS;
export const CONDITION_NAMES = Object.keys(CONDITIONS) as Condition[];

/** How the address writes the key of nobody: an empty value would be no condition. */
const NOBODY = 'none';

/** Where a click leads: the question that usually comes next. */
const NEXT: Record<Dimension, readonly Dimension[]> = {
  month: ['service', 'customer', 'region'],
  service: ['customer', 'region', 'month'],
  customer: ['service', 'region', 'month'],
  region: ['service', 'customer', 'month'],
  reseller: ['customer', 'service', 'month'],
  manager: ['customer', 'month', 'service'],
  mode: ['service', 'customer', 'month'],
  kind: ['customer', 'service', 'month'],
};

const isMonth = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** Reads the address; what is missing or wrong falls back to the range given (usually the running month). */
export function readQuestion(address: Address, range: { from: string; to: string }): Question {
  const by = dimension.safeParse(address['by']);
  const asked = measure.safeParse(address['measure']);
  const filter: Record<string, string> = {
    from: isMonth(address['from']) ? address['from'] : range.from,
    to: isMonth(address['to']) ? address['to'] : range.to,
  };
  for (const name of CONDITION_NAMES) {
    const value = address[name];
    if (value !== undefined) filter[CONDITIONS[name]] = name === 'manager' && value === NOBODY ? '' : value;
  }
  if (address['currency'] !== undefined) filter['currency'] = address['currency'];
  return {
    by: by.success ? by.data : 'service',
    measure: asked.success ? asked.data : 'payable',
    view: address['view'] === 'lines' ? 'lines' : 'groups',
    filter,
  };
}

/** The address after clicking a group: its condition is added and the next free dimension is shown; lines at the end. */
export function drill(address: Address, by: Dimension, key: string): Address {
  const value = by === 'manager' && key === '' ? NOBODY : key;
  const range = by === 'month' ? { from: key, to: key } : { [by]: value };
  const next: Address = { ...address, ...range };
  const taken = new Set<string>([by, ...CONDITION_NAMES.filter((name) => next[name] !== undefined)]);
  if (next['from'] !== undefined && next['from'] === next['to']) taken.add('month');
  const free = NEXT[by].find((candidate) => !taken.has(candidate));
  if (free === undefined) return { ...next, view: 'lines' };
  return { ...next, by: free };
}
