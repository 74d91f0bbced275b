import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CustomerFilter, CustomerRow } from '../../../core/contract/customers.ts';
import { useLive, useLivePages } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { Dash, Money, Monies } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { AssignDialog } from './assign-dialog.tsx';
import css from './assignments.module.css';
import { AssignmentMark, ManagerCell } from './manager-cell.tsx';
import { NOBODY } from './manager-list.tsx';

/** As many customers as one action takes (the contract's limit). */
const MOST_AT_ONCE = 1000;
const NONE: ReadonlySet<string> = new Set();

/** `managers`: the column of the present manager, where rows have different ones; `state`: what the Partner Center says. */
function useColumns(managers: boolean, state: boolean): readonly Column<CustomerRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'name',
      title: t('assignments.column.name'),
      width: 180,
      grow: true,
      sort: 'name',
      masked: true,
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.id }} title={row.name}>
          {row.name}
        </Link>
      ),
    },
    {
      key: 'id',
      title: t('assignments.column.id'),
      width: 150,
      cell: (row) => (
        <span className={css.id} title={row.id}>
          {row.id}
        </span>
      ),
    },
    ...(managers
      ? [
          {
            key: 'manager',
            title: t('assignments.column.manager'),
            width: 150,
            masked: true,
            cell: (row: CustomerRow) => <ManagerCell row={row} />,
          },
        ]
      : []),
    {
      key: 'monthToDate',
      title: t('assignments.column.monthToDate'),
      width: 120,
      numeric: true,
      sort: 'monthToDate',
      cell: (row) => (row.monthToDate === null ? <Dash /> : <Money amount={row.monthToDate.amount} />),
    },
    ...(state
      ? [
          {
            key: 'state',
            title: t('assignments.column.state'),
            width: 220,
            cell: (row: CustomerRow) => <AssignmentMark assignment={row.assignment} />,
          },
        ]
      : []),
  ];
}

/** What is done with the chosen customers. `to`: they are to get this manager; else they are moved or withdrawn. */
function Acts(props: {
  chosen: ReadonlySet<string>;
  clear: () => void;
  revealId: string | undefined;
  to: { readonly key: string; readonly name: string } | null;
  withdrawable: boolean;
}): ReactNode {
  const { t } = useWords();
  const { chosen, clear, to } = props;
  const [asked, setAsked] = useState<{ managerId: string | undefined } | null>(null);
  const tooMany = chosen.size > MOST_AT_ONCE;
  const entry = (key: string, label: string, managerId: string | undefined) => ({
    key,
    label,
    disabled: tooMany,
    onSelect: () => setAsked({ managerId }),
  });
  const actions =
    to !== null
      ? [entry('to', t('assignments.action.addTo', { name: to.name }), to.key)]
      : [
          entry(
            'assign',
            t(props.withdrawable ? 'assignments.action.move' : 'assignments.action.assign'),
            undefined,
          ),
          ...(props.withdrawable ? [entry('withdraw', t('assignments.action.withdraw'), '')] : []),
        ];
  return (
    <>
      <SelectionBar
        count={chosen.size}
        note={tooMany ? t('actions.tooMany', { n: formatCount(MOST_AT_ONCE) }) : undefined}
        actions={actions}
        onClear={clear}
      />
      {asked !== null && (
        <AssignDialog
          ids={[...chosen]}
          revealId={props.revealId}
          managerId={asked.managerId}
          onSaved={clear}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** Customers to choose from: those of a manager (or of nobody), or, with `to`, those the manager may get. */
export function CustomersPane(props: {
  filter: CustomerFilter;
  reveal: RevealOf;
  to: { readonly key: string; readonly name: string } | null;
}): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { filter, reveal, to } = props;
  const [sort, setSort] = useState<{ by: 'name' | 'monthToDate'; direction: 'asc' | 'desc' }>({
    by: 'monthToDate',
    direction: 'desc',
  });
  const pages = useLivePages('customers.list', {
    filter,
    sort,
    limit: 100,
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const sums = useLive('customers.totals', { filter }).data;
  const columns = useColumns(to !== null && filter.managedBy !== NOBODY, to === null);
  const filterKey = JSON.stringify([filter, to?.key]);
  const [selection, setSelection] = useState({ filterKey, chosen: NONE });
  const chosen = selection.filterKey === filterKey ? selection.chosen : NONE;
  if (pages.error !== null && !pages.loaded) return <ErrorState error={pages.error} retry={pages.retry} />;
  if (!pages.loaded) return <Skeleton lines={10} />;
  if (pages.rows.length === 0) {
    if ((filter.search ?? '') !== '') return <StateText title={t('assignments.pane.nothing')} />;
    return filter.managedBy === NOBODY ? (
      <StateText title={t('assignments.pane.emptyNobody')} />
    ) : (
      <StateText title={t('assignments.pane.empty')} reason={t('assignments.pane.emptyReason')} />
    );
  }
  const clear = (): void => setSelection({ filterKey, chosen: NONE });
  return (
    <div className={css.list}>
      <DataTable
        label={t('assignments.pane.customers')}
        columns={columns}
        rows={pages.rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        more={pages.more}
        sort={sort}
        onSort={({ by, direction }) => setSort({ by: by === 'name' ? 'name' : 'monthToDate', direction })}
        reveal={reveal}
        selection={{
          chosen,
          onChange: (next) => setSelection({ filterKey, chosen: next }),
          nameOf: (row) => row.name,
        }}
        {...(sums === undefined
          ? {}
          : {
              count: sums.count,
              totals: {
                name: t('assignments.pane.total', { count: sums.count, n: formatCount(sums.count) }),
                monthToDate: <Monies sums={sums.monthToDate} plain={sums.monthToDate[0]?.currency ?? ''} />,
              },
            })}
      />
      <Acts
        chosen={chosen}
        clear={clear}
        revealId={reveal.revealId}
        to={to}
        withdrawable={filter.managedBy !== NOBODY}
      />
    </div>
  );
}
