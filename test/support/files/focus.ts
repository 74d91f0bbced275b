/** Small FOCUS cost and usage files of every version, written for tests. */

export type FocusVersion = '1.0' | '1.1' | '1.2' | '1.3' | '1.4';

/** Columns by the version that added them, in the order the specification's own samples have them (alphabetical). */
const COLUMNS_1_0 =
  'AvailabilityZone,BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,CommitmentDiscountCategory,CommitmentDiscountId,CommitmentDiscountName,CommitmentDiscountStatus,CommitmentDiscountType,ConsumedQuantity,ConsumedUnit,ContractedCost,ContractedUnitPrice,EffectiveCost,InvoiceIssuerName,ListCost,ListUnitPrice,PricingCategory,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,RegionName,ResourceId,ResourceName,ResourceType,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags'.split(
    ',',
  );
const ADDED: Readonly<Record<Exclude<FocusVersion, '1.0'>, readonly string[]>> = {
  '1.1': [
    'CommitmentDiscountQuantity',
    'CommitmentDiscountUnit',
    'ServiceSubcategory',
    'SkuMeter',
    'SkuPriceDetails',
  ],
  '1.2': ['InvoiceId', 'PricingCurrency', 'BillingAccountType', 'SubAccountType'],
  '1.3': ['ServiceProviderName', 'HostProviderName', 'ContractApplied'],
  '1.4': ['InvoiceDetailId'],
};

/** The columns of a version; 1.4 no longer has ProviderName. */
export function focusColumns(version: FocusVersion): string[] {
  const columns = [...COLUMNS_1_0];
  for (const [added, names] of Object.entries(ADDED)) if (added <= version) columns.push(...names);
  return version === '1.4' ? columns.filter((name) => name !== 'ProviderName') : columns;
}

export type FocusRow = Readonly<Record<string, string>>;

/** A full row; `changes` wins. */
export function focusRow(changes: FocusRow = {}): FocusRow {
  return {
    BilledCost: '1.25',
    EffectiveCost: '1.00',
    ListCost: '2.50',
    ContractedCost: '1.25',
    BillingAccountId: '1234567890123',
    BillingAccountName: 'Payer',
    BillingCurrency: 'USD',
    BillingPeriodStart: '2026-10-01T00:00:00Z',
    BillingPeriodEnd: '2026-11-01T00:00:00Z',
    ChargePeriodStart: '2026-10-05T10:00:00Z',
    ChargePeriodEnd: '2026-10-05T11:00:00Z',
    ChargeCategory: 'Usage',
    ProviderName: 'Cloud A',
    ServiceProviderName: 'Cloud A',
    InvoiceIssuerName: 'Cloud A',
    PublisherName: 'Cloud A',
    PricingCategory: 'Standard',
    PricingQuantity: '0.123456789012345',
    PricingUnit: 'Hours',
    PricingCurrency: 'EUR',
    RegionId: 'r-1',
    RegionName: 'Region One',
    ResourceId: 'res-1',
    ServiceName: 'Compute',
    ServiceCategory: 'Compute',
    SubAccountId: '111',
    SubAccountName: 'Team',
    Tags: '{"env":"dev, \\"x\\""}',
    ...changes,
  };
}

export interface CsvStyle {
  readonly missing?: string;
  readonly newline?: string;
  readonly delimiter?: string;
  readonly lastNewline?: boolean;
}

/** Cells as CSV text. A missing word is never quoted; everything else is when it has to be. */
export function csvText(columns: readonly string[], rows: readonly FocusRow[], style: CsvStyle = {}): string {
  const { missing = '', newline = '\n', delimiter = ',', lastNewline = true } = style;
  const cell = (value: string | undefined): string => {
    if (value === undefined) return missing;
    const special = [delimiter, '"', '\n', '\r'].some((mark) => value.includes(mark));
    return special ? `"${value.replaceAll('"', '""')}"` : value;
  };
  const lines = [
    columns.join(delimiter),
    ...rows.map((row) => columns.map((name) => cell(row[name])).join(delimiter)),
  ];
  return lines.join(newline) + (lastNewline ? newline : '');
}

/** A FOCUS file of a version. */
export function focusCsv(version: FocusVersion, rows: readonly FocusRow[], style?: CsvStyle): string {
  return csvText(focusColumns(version), rows, style);
}
