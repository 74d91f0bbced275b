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
        {mark !== null && (
          <>
            {tone !== 'plain' && <ToneIcon tone={tone} size={12} />}
            <span className="visually-hidden">{mark} </span>
          </>
        )}
        {percent}
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

/**
 * The columns of guide 5.1; `pace` is the share of the month that has passed, in percent. On a wide screen the whole ID,
 * the model and the time of association are shown from the start.
 */
export function useCustomerColumns(pace: string | null): readonly Column<CustomerRow>[] {
  const { t } = useWords();
  const model = useModelWord();
  const verified = useVerifiedWord();
  const region = useRegionName();
  const wide = useMatches(WIDE);
  return useMemo(() => {
    const title = (name: keyof typeof WIDTHS): { key: string; title: string; width: number } => ({
      key: name,
      title: t(`customers.column.${name}`),
      width: name === 'id' && wide ? 264 : WIDTHS[name],
    });
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
      {
        ...title('budget'),
        numeric: true,
        sort: 'budget',
        cell: (row) => <BudgetAmount row={row} />,
      },
      { ...title('use'), sort: 'budgetUse', cell: (row) => <BudgetUse budget={row.budget} pace={pace} /> },
      {
        ...title('state'),
        cell: (row) =>
          isPending(row) ? <PendingState pending={row.pending} /> : <FrozenState customer={row} />,
      },
      { ...title('account'), masked: true, optional: true, cell: (row) => text(row.account) },
      { ...title('association'), optional: !wide, cell: (row) => text(model(row.association)) },
      {
        ...title('associatedOn'),
        sort: 'associatedOn',
        optional: !wide,
        cell: (row) => <DateText at={row.associatedOn} />,
      },
      {
        ...title('budgetType'),
        optional: true,
        cell: (row) => (row.budget === null ? <Dash /> : t(`customers.budget.${row.budget.type}`)),
      },
      {
        ...title('freezeMode'),
        optional: true,
        cell: (row) =>
          row.budget === null ? (
            <Dash />
          ) : (
            <span className={row.budget.freezeMode === null ? 'quiet' : undefined}>
              {t(`customers.freezeMode.${row.budget.freezeMode ?? 'unknown'}`)}
            </span>
          ),
      },
      {
        ...title('freezeType'),
        optional: true,
        cell: (row) =>
          row.freeze === null ? (
            <Dash />
          ) : (
            text(
              row.freeze.type === null
                ? t('customers.freezeMode.unknown')
                : t(`customers.freezeType.${row.freeze.type}`),
            )
          ),
      },
      {
        ...title('expiresAt'),
        sort: 'expiresAt',
        optional: !wide,
        cell: (row) => <DateText at={row.expiresAt} />,
      },
      { ...title('reseller'), optional: true, cell: (row) => text(row.reseller?.name ?? null) },
      { ...title('phone'), masked: true, optional: true, cell: (row) => text(row.phone) },
      { ...title('email'), masked: true, optional: true, cell: (row) => text(row.email) },
      { ...title('tag'), optional: true, cell: (row) => text(row.tag) },
      { ...title('country'), sort: 'country', optional: true, cell: (row) => text(region(row.country)) },
      { ...title('type'), optional: true, cell: (row) => t(`customers.type.${row.type}`) },
      { ...title('level'), sort: 'level', optional: true, cell: (row) => text(row.level) },
      { ...title('verified'), optional: true, cell: (row) => text(verified(row.verified)) },
    ];
  }, [t, model, verified, region, pace, wide]);
}

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
  phone: 130,
  email: 170,
  tag: 110,
  country: 140,
  type: 110,
  level: 90,
  verified: 120,
} as const;
