import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LineRow, Measure } from '../../../core/contract/expenditures.ts';
import { useAddress } from '../../app/address.ts';
import { useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Checkbox, LinkButton } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { groupDecimal } from '../../ui/format.ts';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Dash, DateText, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useGroupName } from './group-name.ts';
import type { Question } from './question.ts';

/** Who, what and where. */
function useThingColumns(): readonly Column<LineRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'day',
      title: t('expenditures.line.day'),
      width: 130,
      cell: (row) => <DateText day={row.day ?? null} />,
    },
    {
      key: 'name',
      title: t('expenditures.line.customer'),
      width: 150,
      masked: true,
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }}>
          {row.customerName ?? row.customerId}
        </Link>
      ),
    },
    {
      key: 'service',
      title: t('expenditures.line.service'),
      width: 160,
      cell: (row) => row.service ?? <Dash />,
    },
    {
      key: 'product',
      title: t('expenditures.line.product'),
      width: 150,
      grow: true,
      cell: (row) => row.product ?? <Dash />,
    },
    {
      key: 'region',
      title: t('expenditures.line.region'),
      width: 120,
      cell: (row) => row.region ?? <Dash />,
    },
    {
      key: 'resource',
      title: t('expenditures.line.resource'),
      width: 180,
      optional: true,
      cell: (row) => row.resource ?? <Dash />,
    },
  ];
}

/** How it was charged, how much, and where the line was read. */
function useChargeColumns(measure: Measure): readonly Column<LineRow>[] {
  const { t } = useWords();
  const name = useGroupName();
  return [
    {
      key: 'mode',
      title: t('expenditures.line.mode'),
      width: 130,
      optional: true,
      cell: (row) => (row.mode === null ? <Dash /> : name('mode', row.mode, null)),
    },
    {
      key: 'kind',
      title: t('expenditures.line.kind'),
      width: 100,
      cell: (row) => (row.kind === null ? <Dash /> : name('kind', row.kind, null)),
    },
    {
      key: 'order',
      title: t('expenditures.line.order'),
      width: 200,
      optional: true,
      cell: (row) => row.order ?? <Dash />,
    },
    {
      key: 'usage',
      title: t('expenditures.line.usage'),
      width: 130,
      numeric: true,
      optional: true,
      cell: (row) => (row.usage === null ? <Dash /> : `${groupDecimal(row.usage)} ${row.unit ?? ''}`),
    },
    {
      key: 'amount',
      title: t(`expenditures.measures.${measure}`),
      width: 150,
      numeric: true,
      cell: (row) => <Money amount={row.amounts[measure]} currency={row.currency} />,
    },
    {
      key: 'origin',
      title: t('expenditures.line.origin'),
      width: 220,
      cell: (row) => {
        const text = t('expenditures.line.originText', { file: row.origin.file, row: row.origin.row });
        return (
          <span className="quiet" title={text}>
            {text}
          </span>
        );
      },
    },
  ];
}

/** The lines behind the figures, each with the file and row it was read from. */
export function Lines(props: { question: Question }): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const reveal = useReveal('expenditures');
  const columns = [...useThingColumns(), ...useChargeColumns(props.question.measure)];
  const hideZero = address['zero'] !== 'shown';
  const pages = useLivePages('expenditures.lines', {
    filter: props.question.filter,
    hideZero,
    ...(reveal.revealId !== undefined && { revealId: reveal.revealId }),
  });
  return (
    <ListScreen
      view="lines"
      label={t('expenditures.lines')}
      columns={columns}
      pages={pages}
      rowKey={(row) => row.id}
      reveal={reveal}
      filters={
        <Checkbox
          label={t('expenditures.hideZero')}
          checked={hideZero}
          onChange={(on) => go({ ...address, zero: on ? '' : 'shown' })}
        />
      }
      empty={
        <NoRows
          filtered
          empty={t('expenditures.empty')}
          reason={t('expenditures.emptyReason')}
          nothing={t('expenditures.nothing')}
          clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
        />
      }
    />
  );
}
