import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { GroupRow, Measure } from '../../../core/contract/expenditures.ts';
import { compareDecimals, percentOf } from '../../../core/base/money.ts';
import { CustomerModels, NamedCustomer } from '../../app/customer-models.tsx';
import { useAddress } from '../../app/address.ts';
import { useLive } from '../../app/live.ts';
import { BarMeter } from '../../ui/bar-meter.tsx';
import { Card } from '../../ui/card.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { Money, Monies, Percent } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './expenditures.module.css';
import { useGroupName } from './group-name.ts';
import { drill, type Question } from './question.ts';

const LIMIT = 200;

function useColumnsOfGroups(
  question: Question,
  share: (row: GroupRow) => string | null,
  length: (row: GroupRow) => string | null,
): readonly PlainColumn<GroupRow>[] {
  const { t, language } = useWords();
  const [address] = useAddress();
  const groupName = useGroupName();
  const { by, measure } = question;
  return [
    {
      key: 'name',
      title: t(`expenditures.dimensions.${by}`),
      cell: (row) => (
        <Link to="/expenditures" search={drill(address, by, row.key)} className={css.name}>
          {by === 'customer' ? (
            <NamedCustomer id={row.key} name={groupName(by, row.key, row.label)} />
          ) : (
            groupName(by, row.key, row.label)
          )}
        </Link>
      ),
    },
    {
      key: 'bar',
      title: <span className="visually-hidden">{t('common.share')}</span>,
      wide: true,
      cell: (row) => {
        const [percent, bar] = [share(row), length(row)];
        return (
          percent !== null &&
          bar !== null && (
            <span className={css.bar}>
              <BarMeter
                percent={bar}
                label={t('expenditures.shareOf', { percent: formatPercent(percent, language, 1) })}
              />
            </span>
          )
        );
      },
    },
    {
      key: 'share',
      title: t('common.share'),
      numeric: true,
      cell: (row) => <Percent value={share(row)} decimals={1} />,
    },
    {
      key: 'lines',
      title: t('expenditures.linesColumn'),
      numeric: true,
      cell: (row) => <span className="quiet">{formatCount(row.lines)}</span>,
    },
    {
      key: 'amount',
      title: t(`expenditures.measures.${measure}`),
      numeric: true,
      cell: (row) => <Money amount={row.amounts[measure]} currency={row.currency} />,
    },
  ];
}

/** Sums by one dimension: amount, share, and a click that goes one level deeper. */
export function Groups(props: { question: Question }): ReactNode {
  const { t } = useWords();
  const { question } = props;
  const { by, measure } = question;
  const answer = useLive('expenditures.groups', {
    by,
    filter: question.filter,
    order: by === 'month' ? 'key' : 'payable',
    limit: LIMIT,
  });
  const columns = useColumnsOfGroups(
    question,
    shareOf(measure, answer.data?.total ?? []),
    lengthOf(measure, answer.data?.rows ?? []),
  );
  if (answer.error !== null) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Skeleton lines={10} />;
  const { rows, total, groups } = answer.data;
  if (rows.length === 0) return <StateText title={t('expenditures.nothing')} />;
  const shown = by === 'month' ? rows.toReversed() : rows;
  return (
    <Card
      id="groups"
      title={t('expenditures.groupedBy', {
        measure: t(`expenditures.measures.${measure}`),
        by: t(`expenditures.byWords.${by}`),
      })}
      foot={
        groups > rows.length
          ? t('expenditures.more', { shown: formatCount(rows.length), total: formatCount(groups) })
          : by === 'manager'
            ? t('expenditures.managerHelp')
            : undefined
      }
    >
      <CustomerModels ids={by === 'customer' ? rows.map((row) => row.key) : []}>
        <PlainTable
          label={t(('expenditures.dimensions.' + by) as 'expenditures.dimensions.month')}
          rows={shown}
          rowKey={(row) => `${row.key} ${row.currency}`}
          columns={columns}
          total={[
            t('expenditures.total', { count: groups, n: formatCount(groups) }),
            null,
            null,
            formatCount(total.reduce((sum, one) => sum + one.lines, 0)),
            <Monies
              key="total"
              sums={total.flatMap((one) => {
                const amount = one.amounts[measure];
                return amount === null ? [] : [{ amount, currency: one.currency }];
              })}
            />,
          ]}
        />
      </CustomerModels>
    </Card>
  );
}

/** The share of a row in the total of its own currency; null without a total to compare with. */
function shareOf(
  measure: Measure,
  totals: readonly { currency: string; amounts: Record<Measure, string | null> }[],
): (row: GroupRow) => string | null {
  return (row) => {
    const whole = totals.find((total) => total.currency === row.currency)?.amounts[measure] ?? null;
    const part = row.amounts[measure];
    return whole === null || part === null || /^-?0(\.0+)?$/.test(whole) ? null : percentOf(part, whole);
  };
}

/** How long the bar of a row is: its amount against the largest of its currency; refunds have none. */
function lengthOf(measure: Measure, rows: readonly GroupRow[]): (row: GroupRow) => string | null {
  const largest = new Map<string, string>();
  for (const row of rows) {
    const amount = row.amounts[measure];
    const before = largest.get(row.currency) ?? '0';
    if (amount !== null && compareDecimals(amount, before) > 0) largest.set(row.currency, amount);
  }
  return (row) => {
    const amount = row.amounts[measure];
    if (amount === null || compareDecimals(amount, '0') <= 0) return null;
    return percentOf(amount, largest.get(row.currency) ?? '0');
  };
}
