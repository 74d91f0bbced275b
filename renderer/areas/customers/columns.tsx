import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { BarMeter } from '../../ui/bar-meter.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatPercent } from '../../ui/format.ts';
import { useMatches } from '../../ui/use-width.ts';
import { CustomerName } from '../../ui/model-mark.tsx';
import { Dash, DateText, Money, ToneIcon } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { ManagerCell } from '../assignments/manager-cell.tsx';
import { AuthorizationWord } from '../behalf/values.tsx';
import css from './customers.module.css';
import { FrozenState } from './freeze-state.tsx';
import { useRegionName } from './region-name.ts';
import { useVerifiedWord } from './verified.ts';
import { BudgetAmount, isPending, PendingState } from './pending.tsx';
import { toneOfUse } from './use-share.ts';

const text = (value: string | null): ReactNode =>
  value === null || value === '' ? <Dash /> : <span title={value}>{value}</span>;

/** Use of the budget on a bar with the even-pace mark of the month, and the percentage in its tone. */
export function BudgetUse(props: { budget: CustomerRow['budget']; pace: string | null }): ReactNode {
  const { t, language } = useWords();
  const { budget } = props;
  if (budget === null) return <Dash />;
  if (budget.beforeRestore) return <BeforeRestore budget={budget} />;
  const percent = formatPercent(budget.usedPercent, language);
  const pace = budget.type === 'one-time' ? null : props.pace;
  const tone = toneOfUse(budget.usedPercent);
  const mark = tone === 'plain' ? null : t(`customers.mark.${tone}`);
  return (
    <span className={css.use}>
      <BarMeter
        percent={budget.usedPercent}
        mark={pace}
        label={
          pace === null
            ? t('customers.usePlain', { percent })
            : t('customers.use', { percent, pace: formatPercent(pace, language) })
        }
      />
      <span className={`${css.percent} ${css[tone] ?? ''}`} title={mark === null ? undefined : mark}>
        <span>{tone !== 'plain' && <ToneIcon tone={tone} size={12} />}</span>
        <span>
          {mark !== null && <span className="visually-hidden">{mark} </span>}
          {percent}
        </span>
      </span>
    </span>
  );
}

/** A monthly budget that has restored since its use was read: the share is last month's, and said to be. */
function BeforeRestore(props: { budget: NonNullable<CustomerRow['budget']> }): ReactNode {
  const { t, language } = useWords();
  const percent = formatPercent(props.budget.usedPercent, language);
  return (
    <span className="quiet" title={t('customers.beforeRestoreHelp', { percent })}>
      {t('customers.beforeRestore', { percent })}
    </span>
  );
}

/** What happens when the budget is used up, where this desk knows it. */
function FreezeMode(props: { row: CustomerRow }): ReactNode {
  const { t } = useWords();
  const { budget } = props.row;
  if (budget === null) return <Dash />;
  return (
    <span className={budget.freezeMode === null ? 'quiet' : undefined}>
      {t(`customers.freezeMode.${budget.freezeMode ?? 'unknown'}`)}
    </span>
  );
}

/** How a frozen account is frozen, where this desk knows it. */
function FreezeType(props: { row: CustomerRow }): ReactNode {
  const { t } = useWords();
  const { freeze } = props.row;
  if (freeze === null) return <Dash />;
  if (freeze.type === null) return <span className="quiet">{t('customers.freezeMode.unknown')}</span>;
  return text(t(`customers.freezeType.${freeze.type}`));
}

export function useModelWord(): (association: CustomerRow['association']) => string | null {
  const { t } = useWords();
  return (association) => {
    if (association === null) return null;
    if (association.model === 'unknown') return t('customers.model.unknown', { code: association.code });
    return t(`customers.model.${association.model}`);
  };
}

/** From here on the list shows more columns: wide screens get more, not longer lines (look.md). */
const WIDE = '(min-width: 1680px)';
/** A customer ID in full, in pixels. */
const WHOLE_ID = 264;
const NARROW_WINDOW = '(max-width: 1380px)';

type Title = (name: keyof typeof WIDTHS) => { key: string; title: string; width: number };

/** Key, words and width of each column, by the width of the window. */
function useTitle(wide: boolean): Title {
  const { t } = useWords();
  const narrow = useMatches(NARROW_WINDOW);
  return useMemo(
    () => (name) => ({
      key: name,
      title: t(`customers.column.${name}`),
      width: name === 'id' && wide ? WHOLE_ID : ((narrow ? NARROW[name] : undefined) ?? WIDTHS[name]),
    }),
    [t, wide, narrow],
  );
}

/** What everybody needs to see: who, how much, and whether they may buy. */
function firstColumns(title: Title, pace: string | null): readonly Column<CustomerRow>[] {
  return [
    {
      ...title('name'),
      grow: true,
      sort: 'name',
      masked: true,
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.id }} className={css.name} title={row.name}>
          <CustomerName name={row.name} association={row.association?.code ?? null} />
        </Link>
      ),
    },
    {
      ...title('id'),
      sort: 'id',
      cell: (row) => (
        <span className={css.id} title={row.id}>
          {row.id}
        </span>
      ),
    },
    { ...title('manager'), sort: 'manager', masked: true, cell: (row) => <ManagerCell row={row} /> },
    {
      ...title('monthToDate'),
      numeric: true,
      sort: 'monthToDate',
      cell: (row) => (row.monthToDate === null ? <Dash /> : <Money amount={row.monthToDate.amount} />),
    },
    { ...title('budget'), numeric: true, sort: 'budget', cell: (row) => <BudgetAmount row={row} /> },
    { ...title('use'), sort: 'budgetUse', cell: (row) => <BudgetUse budget={row.budget} pace={pace} /> },
    {
      ...title('state'),
      cell: (row) =>
        isPending(row) ? <PendingState pending={row.pending} /> : <FrozenState customer={row} />,
    },
  ];
}

/** Of budget, freeze and resources: some are shown from the start where there is room. */
function useStandingColumns(title: Title, wide: boolean): readonly Column<CustomerRow>[] {
  const { t } = useWords();
  const model = useModelWord();
  return useMemo(
    () => [
      { ...title('account'), masked: true, optional: true, cell: (row) => text(row.account) },
      { ...title('association'), optional: true, cell: (row) => text(model(row.association)) },
      {
        ...title('associatedOn'),
        sort: 'associatedOn',
        optional: !wide,
        cell: (row) => <DateText at={row.associatedOn} />,
      },
      {
        ...title('expiresAt'),
        sort: 'expiresAt',
        optional: !wide,
        cell: (row) => <DateText at={row.expiresAt} />,
      },
      {
        ...title('budgetType'),
        optional: true,
        cell: (row) => (row.budget === null ? <Dash /> : t(`customers.budget.${row.budget.type}`)),
      },
      { ...title('freezeMode'), optional: true, cell: (row) => <FreezeMode row={row} /> },
      { ...title('freezeType'), optional: true, cell: (row) => <FreezeType row={row} /> },
    ],
    [t, title, model, wide],
  );
}

/** Contact and standing, left out until chosen. */
function useContactColumns(title: Title, ofResellers: boolean): readonly Column<CustomerRow>[] {
  const { t } = useWords();
  const verified = useVerifiedWord();
  const region = useRegionName();
  return useMemo(
    () => [
      { ...title('reseller'), optional: !ofResellers, cell: (row) => text(row.reseller?.name ?? null) },
      {
        ...title('permitted'),
        optional: !ofResellers,
        cell: (row) =>
          row.reseller === null ? (
            <Dash />
          ) : (
            t(row.reseller.holdsBudget ? 'customers.permitted.yes' : 'customers.permitted.no')
          ),
      },
      {
        ...title('authorization'),
        optional: true,
        cell: (row) =>
          row.association?.model === 'referral' ? <Dash /> : <AuthorizationWord state={row.authorization} />,
      },
      { ...title('phone'), masked: true, optional: true, cell: (row) => text(row.phone) },
      { ...title('email'), masked: true, optional: true, cell: (row) => text(row.email) },
      { ...title('tag'), optional: true, cell: (row) => text(row.tag) },
      { ...title('country'), sort: 'country', optional: true, cell: (row) => text(region(row.country)) },
      { ...title('type'), optional: true, cell: (row) => t(`customers.type.${row.type}`) },
      { ...title('level'), sort: 'level', optional: true, cell: (row) => text(row.level) },
      { ...title('verified'), optional: true, cell: (row) => text(verified(row.verified)) },
    ],
    [t, title, verified, region, ofResellers],
  );
}

/**
 * The columns of guide 5.1; `pace` is the share of the month that has passed, in percent. On a wide screen the whole ID,
 * the time of association and the next expiry are shown from the start; of resellers' customers, whose they are.
 */
export function useCustomerColumns(
  pace: string | null,
  ofResellers: boolean,
): readonly Column<CustomerRow>[] {
  const wide = useMatches(WIDE);
  const title = useTitle(wide);
  const standing = useStandingColumns(title, wide);
  const contact = useContactColumns(title, ofResellers);
  return useMemo(() => {
    const all = [...firstColumns(title, pace), ...standing, ...contact];
    if (!ofResellers) return all;
    // Whose they are, and who decides, comes before everything else.
    const [name, ...others] = all;
    const whose = others.filter(({ key }) => WHOSE.has(key));
    const rest = others.filter(({ key }) => !WHOSE.has(key));
    return [...(name === undefined ? [] : [name]), ...whose, ...rest.map(orLeftOut)];
  }, [title, pace, standing, contact, ofResellers]);
}

const WHOSE: ReadonlySet<string> = new Set(['reseller', 'permitted']);
/** The ID gives its place to the reseller; it can be chosen again. */
const orLeftOut = (column: Column<CustomerRow>): Column<CustomerRow> =>
  column.key === 'id' ? { ...column, optional: true } : column;

/** Where the window is narrow, the state must still be in sight. */
const NARROW: Partial<Record<keyof typeof WIDTHS, number>> = {
  name: 150,
  id: 104,
  manager: 148,
  monthToDate: 104,
  budget: 122,
  use: 156,
  state: 150,
};

const WIDTHS = {
  name: 180,
  id: 150,
  manager: 148,
  monthToDate: 112,
  budget: 184,
  use: 176,
  state: 178,
  account: 160,
  association: 130,
  associatedOn: 120,
  budgetType: 110,
  freezeMode: 140,
  freezeType: 150,
  expiresAt: 120,
  reseller: 160,
  permitted: 150,
  authorization: 130,
  phone: 130,
  email: 170,
  tag: 110,
  country: 140,
  type: 110,
  level: 90,
  verified: 120,
} as const;
