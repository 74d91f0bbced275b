import { CodedError } from '../base/errors.ts';
import type { StagePlan } from '../storage/lines/plan.ts';
import { normaliseHeading } from './headings.ts';

/** What makes a file a FOCUS cost and usage file (product-expectations section 10). */
const RECOGNISED_BY = ['BilledCost', 'BillingPeriodStart', 'ChargePeriodStart'];
/** Columns we cannot do without; a list inside the list means "one of these". */
const REQUIRED: readonly (string | readonly string[])[] = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'BillingCurrency',
  'BillingPeriodStart',
  'ChargePeriodStart',
  'BillingAccountId',
  ['ServiceProviderName', 'ProviderName'],
];
/** Data sets of the same specification that hold no costs of lines: recognised, so that the refusal can be clear. */
const OTHER_DATASETS: readonly (readonly [dataset: string, columns: readonly string[]])[] = [
  ['contract-commitment', ['ContractCommitmentId', 'ContractCommitmentCost']],
  ['invoice-detail', ['InvoiceDetailId', 'InvoiceId']],
  ['billing-period', ['BillingPeriodStart', 'BillingPeriodEnd']],
];

type Find = (name: string) => number | undefined;

function finder(headings: readonly string[]): Find {
  const places = new Map(headings.map((heading, index) => [normaliseHeading(heading), index]));
  return (name) => places.get(normaliseHeading(name));
}

/** The version, by its columns alone (product-expectations section 10). */
export function focusVersion(headings: readonly string[]): string {
  const find = finder(headings);
  const has = (name: string): boolean => find(name) !== undefined;
  if (has('InvoiceDetailId') || (has('ServiceProviderName') && !has('ProviderName'))) return '1.4';
  if (has('ServiceProviderName')) return '1.3';
  if (has('InvoiceId') && has('PricingCurrency')) return '1.2';
  return has('CommitmentDiscountQuantity') ? '1.1' : '1.0';
}

/** Text columns: our field and the FOCUS column it comes from. */
const TEXTS = [
  ['customer_name', 'SubAccountName'],
  ['account_name', 'BillingAccountName'],
  ['service', 'ServiceName'],
  ['region', 'RegionId'],
  ['region_name', 'RegionName'],
  ['product', 'SkuId'],
  ['product_name', 'ChargeDescription'],
  ['resource', 'ResourceId'],
  ['resource_name', 'ResourceName'],
  ['resource_type', 'ResourceType'],
  ['bill_type', 'ChargeClass'],
  ['order_id', 'InvoiceId'],
  ['unit', 'PricingUnit'],
] as const;
/** Words rather than names: kept in lower case so that vendors agree. */
const WORDS = [
  ['mode', 'PricingCategory'],
  ['kind', 'ChargeCategory'],
] as const;
/** Payable is what is owed in cash terms: the billed cost. */
const AMOUNTS = [
  ['payable', 'BilledCost'],
  ['billed', 'BilledCost'],
  ['list', 'ListCost'],
  ['effective', 'EffectiveCost'],
  ['contracted', 'ContractedCost'],
] as const;

/**
 * The plan of a FOCUS file, or null when the headings are not FOCUS.
 * @throws CodedError IMPORT_NOT_COST_DATA {dataset}, IMPORT_COLUMN_MISSING {columns}
 */
export function planFocus(
  headings: readonly string[],
  delimiter: string,
): { version: string; plan: StagePlan } | null {
  const find = finder(headings);
  if (!RECOGNISED_BY.every((name) => find(name) !== undefined)) {
    if (find('BilledCost') === undefined && find('ChargePeriodStart') === undefined) {
      const other = OTHER_DATASETS.find(([, columns]) => columns.every((name) => find(name) !== undefined));
      if (other) throw new CodedError('IMPORT_NOT_COST_DATA', { dataset: other[0] });
    }
    const found = RECOGNISED_BY.filter((name) => find(name) !== undefined);
    if (found.length < 2) return null;
  }
  const missing = REQUIRED.filter((need) =>
    typeof need === 'string' ? find(need) === undefined : need.every((name) => find(name) === undefined),
  );
  if (missing.length > 0)
    throw new CodedError('IMPORT_COLUMN_MISSING', { format: 'focus', columns: missing.map(String) });

  const at = (name: string): number => find(name) ?? -1;
  const provider = find('ServiceProviderName') ?? at('ProviderName');
  const account = at('BillingAccountId');
  const subAccount = find('SubAccountId');
  const used = new Set<number>([at('BillingPeriodStart'), at('ChargePeriodStart'), at('BillingCurrency')]);
  const use = (index: number): number => {
    used.add(index);
    return index;
  };
  const text = <T extends string>(pairs: readonly (readonly [T, string])[], lower: boolean) =>
    pairs.flatMap(([target, name]) => {
      const index = find(name);
      return index === undefined ? [] : [{ target, columns: [use(index)], lower }];
    });
  const customer = { target: 'customer_id', required: true } as const;
  const texts = [
    // The key is vendor plus id: ids and names repeat across vendors. Charges of the account itself stand under it.
    subAccount === undefined
      ? { ...customer, columns: [provider, account] }
      : { ...customer, columns: [provider, use(subAccount)], orElse: [provider, account] },
    { target: 'currency', columns: [at('BillingCurrency')], required: true } as const,
    ...text(TEXTS, false),
    ...text(WORDS, true),
  ];
  const quantity = find('PricingQuantity');
  const plan: StagePlan = {
    delimiter,
    width: headings.length,
    headings,
    scope: { prefix: 'focus', columns: [provider, account] },
    period: { column: at('BillingPeriodStart'), kind: 'instant' },
    // Times without a zone are UTC (README of the sample data), and the vendor's days are UTC days.
    instant: { column: at('ChargePeriodStart'), zone: 0, dayZone: 0 },
    texts,
    amounts: AMOUNTS.map(([target, name]) => ({
      target,
      column: use(at(name)),
      required: name === 'BilledCost',
    })),
    usage: quantity === undefined ? null : use(quantity),
    kindBySign: false,
    extra: headings.flatMap((heading, column) => (used.has(column) ? [] : [{ heading, column }])),
    currency: null,
  };
  return { version: focusVersion(headings), plan };
}
