import { isMasked, maskName } from '../../base/masking.ts';
import { periodOf } from '../../base/period.ts';
import type { Caller, QueryHandlers } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf, QueryName } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { attributeLines, namePeople, personByKey } from '../assignments/shared.ts';
import { customerNames, seenIds, shownName } from '../customers/shared.ts';
import { sharePercent } from './rules/share.ts';

export type ExpenditureQueryName = Extract<QueryName, `expenditures.${string}`>;

/** The view whose names a person reveals. */
const VIEW = 'expenditures';

/** Name shown for a customer: the Partner Center's own name before the file's; masked unless revealed. */
function customerLabels(context: AreaContext, caller: Caller, revealId: string | undefined) {
  const clear = caller.revealed(VIEW, revealId).has('name');
  return (labels: ReadonlyMap<string, string | null>): Map<string, string | null> => {
    const names = customerNames(context.workspace.mirror.read, [...labels.keys()]);
    return new Map(
      [...labels].map(([id, label]) => {
        const known = shownName(names.get(id));
        const name = known === '' ? (label ?? '') : known;
        if (name === '') return [id, null];
        return [id, clear || isMasked(name) ? name : maskName(name)];
      }),
    );
  };
}

/** Names of managers by their keys; nobody has none. */
function managerLabels(context: AreaContext, caller: Caller, revealId: string | undefined) {
  const { ledger, mirror } = context.workspace;
  const nameOf = namePeople(mirror.read, caller.revealed(VIEW, revealId));
  const personOf = personByKey(ledger.read, mirror.read);
  return (keys: readonly string[]): Map<string, string | null> =>
    new Map(
      keys.map((key) => {
        const person = personOf(key);
        return [key, person === null ? null : (nameOf(person)?.name ?? null)];
      }),
    );
}

type Seen = { readonly customerIds?: readonly string[]; readonly managers?: readonly string[] };

/**
 * What of the lines somebody sees: those of the customers they see now. Sums by manager are what belongs to the managers
 * they see, also of customers that were theirs once (guide 5.8); what names customers names none of those.
 */
function seenLines(context: AreaContext, caller: Caller, byManager: boolean, names: boolean): Seen {
  const { sees } = caller;
  if (sees === 'all') return {};
  return {
    ...(byManager ? { managers: sees.managers } : {}),
    ...(byManager && !names ? {} : { customerIds: seenIds(context.workspace.mirror.read, sees) ?? [] }),
  };
}

/** Groups of the lines by one dimension, with sums per currency and each group's share of its currency's payable total. */
export async function expenditureGroups(
  context: AreaContext,
  input: ParsedInputOf<'expenditures.groups'>,
  caller: Caller,
): Promise<OutputOf<'expenditures.groups'>> {
  const { by, order, limit, filter, revealId } = input;
  const byManager = by === 'manager' || filter.manager !== undefined;
  if (byManager) await attributeLines(context.workspace);
  const { rows, total, groups } = await context.workspace.lines.groups({
    ...filter,
    ...seenLines(context, caller, byManager, by === 'customer'),
    by,
    order,
    limit,
  });
  const given = new Map(rows.map(({ key, label }) => [key, label]));
  const labels =
    by === 'customer'
      ? customerLabels(context, caller, revealId)(given)
      : by === 'manager'
        ? managerLabels(context, caller, revealId)([...given.keys()])
        : given;
  const whole = new Map(total.map(({ currency, amounts }) => [currency, amounts.payable]));
  return {
    rows: rows.map((row) => ({
      ...row,
      label: labels.get(row.key) ?? null,
      sharePercent: sharePercent(row.amounts.payable, whole.get(row.currency) ?? null),
    })),
    total,
    groups,
  };
}

/** One page of lines, newest month first (guide 8.1: lines of 0 are hidden unless asked for). */
export async function expenditureLines(
  context: AreaContext,
  input: ParsedInputOf<'expenditures.lines'>,
  caller: Caller,
): Promise<OutputOf<'expenditures.lines'>> {
  const { filter, hideZero, after, limit, revealId } = input;
  const byManager = filter.manager !== undefined;
  if (byManager) await attributeLines(context.workspace);
  const { rows, next } = await context.workspace.lines.page({
    ...filter,
    ...seenLines(context, caller, byManager, true),
    hideZero,
    after,
    limit,
  });
  const names = customerLabels(
    context,
    caller,
    revealId,
  )(new Map(rows.map(({ customerId, customerName }) => [customerId, customerName])));
  return {
    rows: rows.map(({ extra: _extra, origin, ...row }) => ({
      ...row,
      customerName: names.get(row.customerId) ?? null,
      origin: { importId: origin.importId, file: origin.file, row: origin.row },
    })),
    next,
  };
}

/** The files each month is read from. */
export async function expenditureSources(
  context: AreaContext,
  input: ParsedInputOf<'expenditures.sources'>,
): Promise<OutputOf<'expenditures.sources'>> {
  const sources = await context.workspace.lines.sources(input);
  return sources.map(({ period, importId, file, format, importedAt, through, lines }) => ({
    period,
    importId,
    file,
    format: format === 'huawei-usage' || format === 'huawei-bill' ? format : 'focus',
    importedAt,
    through,
    lines,
  }));
}

/** First and last month with lines, the running month, and the currencies. */
export async function expenditureSpan(context: AreaContext): Promise<OutputOf<'expenditures.span'>> {
  const span = await context.workspace.lines.span();
  return { ...span, running: periodOf(context.workspace.clock.now()) };
}

/** What this area answers. */
export const expenditureQueries: QueryHandlers<AreaContext, ExpenditureQueryName> = {
  'expenditures.groups': expenditureGroups,
  'expenditures.lines': expenditureLines,
  'expenditures.sources': expenditureSources,
  'expenditures.span': expenditureSpan,
};
