import type { Period } from '../../base/period.ts';
import { addPeriods } from '../../base/period.ts';
import type { SegmentSource, Sum } from '../../storage/lines/store.ts';
import type { Explain, ExplainInput, Explanation } from './explain.ts';
import type { LinesFacts } from './lines.ts';
import { linesFacts, linesStamp, throughOf } from './lines.ts';
import { coveredDays } from './trend.ts';
import { sumFirstDays } from './rules/trend.ts';

type Input = Explanation['inputs'][number];

/** Columns an amount is read from, by format of the file. */
const ORIGINS: Readonly<Record<string, { payable: string; list: string }>> = {
  'huawei-usage': { payable: 'Amount Due', list: 'List Price Amount' },
  'huawei-bill': { payable: 'Amount Due', list: 'List Price Amount' },
  focus: { payable: 'BilledCost', list: 'ListCost' },
};

const originOf = (sources: readonly SegmentSource[], measure: 'payable' | 'list'): string =>
  [...new Set(sources.map((s) => ORIGINS[s.format]?.[measure] ?? s.format))].join(', ');

const fileSources = (sources: readonly SegmentSource[]): Explanation['sources'] =>
  sources.map((s) => ({
    kind: 'file',
    name: s.file,
    at: s.importedAt,
    rows: s.lines,
    period: s.period,
    through: s.through,
  }));

const nothing = (formula: string): Omit<Explanation, 'figure'> => ({ formula, inputs: [], sources: [] });

function input(
  facts: LinesFacts,
  key: string,
  sign: Input['sign'],
  value: string | null,
  origin: string,
  period?: Period,
): Input {
  return { key, sign, value, currency: facts.currency, origin, stamp: linesStamp(facts, period) };
}

const periodOfInput = (facts: LinesFacts, { period }: ExplainInput): Period =>
  period ?? [...facts.sources.keys()].sort().at(-1) ?? facts.running;

/** A month is the sum of its lines; the running one is compared over the days its files cover. */
export const explainTrend: Explain = async (context, asked, { sees }) => {
  const facts = await linesFacts(context.workspace, sees);
  if (facts === null) return nothing('trend');
  const period = periodOfInput(facts, asked);
  const sources = facts.sources.get(period) ?? [];
  const before = facts.sources.get(addPeriods(period, -1)) ?? [];
  const month = facts.months.get(period);
  const days = coveredDays(facts);
  const origin = originOf(sources, 'payable');
  const same =
    period !== facts.running || days === 0
      ? []
      : [
          input(
            facts,
            'sameDaysNow',
            'none',
            sumFirstDays(facts.days, period, days),
            `${origin}, ${throughOf(facts, period)}`,
            period,
          ),
          input(
            facts,
            'sameDaysBefore',
            'none',
            sumFirstDays(facts.days, addPeriods(period, -1), days),
            originOf(before, 'payable'),
            addPeriods(period, -1),
          ),
        ];
  return {
    formula: 'trend',
    inputs: [
      input(facts, 'refunds', 'none', month?.refunds ?? null, `${origin} < 0`, period),
      input(facts, 'list', 'none', month?.list ?? null, originOf(sources, 'list'), period),
      input(facts, 'payable', 'equals', month?.payable ?? null, origin, period),
      ...same,
    ],
    sources: fileSources([...sources, ...(same.length > 0 ? before : [])]),
  };
};

/** Share = a customer's payable ÷ the month's payable. */
export const explainTop: Explain = async (context, asked, { sees }) => {
  const facts = await linesFacts(context.workspace, sees);
  if (facts === null) return nothing('topCustomers');
  const period = periodOfInput(facts, asked);
  const sources = facts.sources.get(period) ?? [];
  return {
    formula: 'topCustomers',
    inputs: [
      input(
        facts,
        'payable',
        'equals',
        facts.months.get(period)?.payable ?? null,
        originOf(sources, 'payable'),
        period,
      ),
    ],
    sources: fileSources(sources),
  };
};

/** A customer's month is the sum of the lines that name the customer. */
export const explainCustomerMonth: Explain = async (context, asked, { sees }) => {
  const { workspace } = context;
  const facts = await linesFacts(workspace, sees);
  if (facts === null || asked.customerId === undefined) return nothing('customerMonth');
  const period = periodOfInput(facts, asked);
  const groups = await workspace.lines.groups({
    by: 'month',
    from: period,
    to: period,
    customerId: asked.customerId,
    customerIds: facts.customerIds,
  });
  return sumsExplained('customerMonth', facts, period, groups.total);
};

/** An amount of the expenditures is the sum of its lines, one per currency. */
export const explainLines: Explain = async (context, asked, { sees }) => {
  const { workspace } = context;
  const facts = await linesFacts(workspace, sees);
  if (facts === null) return nothing('expenditures');
  const period = periodOfInput(facts, asked);
  const { customerId } = asked;
  const { customerIds } = facts;
  const range = { from: period, to: period };
  const groups = await workspace.lines.groups({ by: 'month', ...range, customerId, customerIds });
  return sumsExplained('expenditures', facts, period, groups.total);
};

function sumsExplained(
  formula: string,
  facts: LinesFacts,
  period: Period,
  sums: readonly Sum[],
): Omit<Explanation, 'figure'> {
  const sources = facts.sources.get(period) ?? [];
  const stamp = linesStamp(facts, period);
  const one = (sum: Sum, key: 'payable' | 'list', sign: Input['sign']): Input => ({
    key,
    sign,
    value: sum.amounts[key],
    currency: sum.currency,
    origin: originOf(sources, key),
    stamp,
  });
  const count: Input[] = sums.map((sum) => ({
    key: 'lines',
    sign: 'none',
    value: String(sum.lines),
    currency: null,
    origin: sum.currency,
    stamp,
  }));
  return {
    formula,
    inputs: [...count, ...sums.flatMap((sum) => [one(sum, 'list', 'none'), one(sum, 'payable', 'equals')])],
    sources: fileSources(sources),
  };
}
