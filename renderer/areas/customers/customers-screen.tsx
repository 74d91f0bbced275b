import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CustomerRow, CustomerTotals } from '../../../core/contract/customers.ts';
import type { InputOf } from '../../../core/contract/index.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLive, useLivePages, type LivePages } from '../../app/live.ts';
import { useReveal, type RevealOf } from '../../app/use-reveal.ts';
import { ColumnChooser, useColumns } from '../../ui/column-chooser.tsx';
import { useColumnWidths } from '../../ui/column-resizer.tsx';
import { Button, buttonClass } from '../../ui/controls.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { formatCount } from '../../ui/format.ts';
import { MoreMenu, type MenuEntry } from '../../ui/more-menu.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { Monies, SourceLine } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useCustomerColumns } from './columns.tsx';
import { useCriteria } from './criteria.ts';
import css from './customers.module.css';
import { filterFromAddress, sortFromAddress, withSort } from './filter-address.ts';
import type { ActionPlace } from './row-actions.tsx';
import { ScopeTabs } from './scope-tabs.tsx';
import { useCustomerActions, useOffered } from './use-actions.tsx';
import { useWholeFilter } from './use-whole-filter.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { SavedViews } from '../views/saved-views.tsx';

const VIEW = 'customers';
/** As many customers as one action takes (the contract's limit). */
const MOST_AT_ONCE = 1000;
const NONE: ReadonlySet<string> = new Set();

/** Count and sums over the whole filter result, for the line below the table. */
function useTotalsRow(): (sums: CustomerTotals | undefined) => {
  count?: number;
  totals?: Record<string, ReactNode>;
} {
  const { t } = useWords();
  return (sums) =>
    sums === undefined
      ? {}
      : {
          count: sums.count,
          totals: {
            name: t('customers.total', { count: sums.count, n: formatCount(sums.count) }),
            monthToDate: <Monies sums={sums.monthToDate} plain={sums.monthToDate[0]?.currency ?? ''} />,
            budget: <Monies sums={sums.budgets} plain={sums.budgets[0]?.currency ?? ''} />,
          },
        };
}

interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Sorting keeps what is chosen; another filter does not: nobody should act on rows they no longer see. */
function useSelection(filterKey: string): Selection {
  const [selection, setSelection] = useState({ filterKey, chosen: NONE });
  return {
    chosen: selection.filterKey === filterKey ? selection.chosen : NONE,
    onChange: (chosen) => setSelection({ filterKey, chosen }),
  };
}

/** The bar over the end of the list while customers are chosen, and the dialogs it opens. */
function SelectedActs(props: {
  rows: readonly CustomerRow[];
  selection: Selection;
  input: InputOf<'customers.ids'>;
  count: number | undefined;
  revealId: string | undefined;
}): ReactNode {
  const { t } = useWords();
  const { chosen, onChange } = props.selection;
  const actions = useCustomerActions(props.revealId, () => onChange(NONE));
  const offered = useOffered();
  const tooMany = chosen.size > MOST_AT_ONCE;
  const { input, count } = props;
  const whole = useWholeFilter({ input, count, chosen: chosen.size, most: MOST_AT_ONCE, onChange });
  const entries = (place: ActionPlace): MenuEntry[] =>
    offered(place).map((action) => ({
      key: action.key,
      label: action.label(t),
      disabled: tooMany,
      onSelect: () =>
        actions.start(
          action,
          [...chosen],
          props.rows.filter((row) => chosen.has(row.id)),
        ),
    }));
  return (
    <>
      <SelectionBar
        count={chosen.size}
        note={tooMany ? t('actions.tooMany', { n: formatCount(MOST_AT_ONCE) }) : undefined}
        actions={entries('selection')}
        more={entries('selection-more')}
        whole={whole}
        onClear={() => onChange(NONE)}
      />
      {actions.dialogs}
    </>
  );
}

/** The column with the menu of each row; it stands at the end and cannot be left out. */
function useRowMenu(revealId: string | undefined): {
  column: Column<CustomerRow>;
  dialogs: ReactNode;
} {
  const { t } = useWords();
  const actions = useCustomerActions(revealId);
  const offered = useOffered();
  return {
    dialogs: actions.dialogs,
    column: {
      key: 'more',
      title: t('common.more'),
      width: 44,
      end: true,
      cell: (row) => (
        <MoreMenu
          label={t('actions.moreFor', { name: row.name })}
          entries={() =>
            offered('row', row).map((action) => ({
              key: action.key,
              label: action.label(t, row),
              onSelect: () => actions.start(action, [row.id], [row]),
            }))
          }
        />
      ),
    },
  };
}

/** The rows of the filter, or why there are none. */
function Rows(props: {
  pages: LivePages<CustomerRow>;
  columns: readonly Column<CustomerRow>[];
  sums: CustomerTotals | undefined;
  selection: Selection;
  reveal: RevealOf;
  filtered: boolean;
}): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const [address, setAddress] = useAddress();
  const onWidth = useColumnWidths(VIEW);
  const totalsRow = useTotalsRow();
  const { pages } = props;
  if (pages.error !== null && !pages.loaded) return <ErrorState error={pages.error} retry={pages.retry} />;
  if (!pages.loaded) return <Skeleton lines={12} />;
  if (pages.rows.length === 0) {
    return props.filtered ? (
      <StateText
        title={t('customers.nothingTitle')}
        reason={t('customers.nothingReason')}
        action={<Button onClick={() => setAddress({})}>{t('common.clearFilters')}</Button>}
      />
    ) : (
      <StateText title={t('customers.emptyTitle')} reason={t('customers.emptyReason')} />
    );
  }
  return (
    <DataTable
      label={t('customers.title')}
      columns={props.columns}
      rows={pages.rows}
      onWidth={onWidth}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
      hasMore={pages.hasMore}
      loadingMore={pages.loadingMore}
      more={pages.more}
      sort={sortFromAddress(address)}
      onSort={(next) => setAddress(withSort(address, next))}
      reveal={props.reveal}
      selection={{ ...props.selection, nameOf: (row) => row.name }}
      {...totalsRow(props.sums)}
    />
  );
}

/** What stands above the list: its number, and the places beside it. */
function Head(props: { sums: CustomerTotals | undefined; exporting: ReactNode }): ReactNode {
  const { t } = useWords();
  const { sums } = props;
  return (
    <PageHead
      title={t('customers.title')}
      note={
        sums === undefined
          ? undefined
          : t('customers.shown', { n: formatCount(sums.count), total: formatCount(sums.of) })
      }
      actions={
        <>
          <Link to="/alerts" className={buttonClass}>
            {t('alerts.title')}
          </Link>
          <Link to="/association" className={buttonClass}>
            {t('association.title')}
          </Link>
          {props.exporting}
        </>
      }
    />
  );
}

/** The list of customers (guide 5.1): every filter and the order stand in the address. */
export function CustomersScreen(): ReactNode {
  const { t } = useWords();
  const [address, setAddress] = useAddress();
  const reveal = useReveal(VIEW);
  const filter = filterFromAddress(address);
  const sort = sortFromAddress(address);
  const pages = useLivePages('customers.list', {
    filter,
    sort,
    limit: 100,
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const sums = useLive('customers.totals', { filter }).data;
  const columns = useCustomerColumns(sums?.pacePercent ?? null, filter.scope === 'resellers');
  const shown = useColumns(VIEW, columns);
  const criteria = useCriteria(reveal.revealId);
  const selection = useSelection(JSON.stringify(filter));
  const rowMenu = useRowMenu(reveal.revealId);
  return (
    <div className={css.screen}>
      <Head
        sums={sums}
        exporting={
          <ExportButton
            list={VIEW}
            input={{ filter, sort }}
            columns={shown.map(({ key }) => key)}
            selectedIds={[...selection.chosen]}
          />
        }
      />
      <ScopeTabs />
      <FilterBar
        address={address}
        onChange={setAddress}
        criteria={criteria}
        search={t('customers.search')}
        end={
          <>
            <SavedViews screen={VIEW} />
            <ColumnChooser view={VIEW} all={columns} />
          </>
        }
      />
      <Rows
        pages={pages}
        columns={[...shown, rowMenu.column]}
        sums={sums}
        selection={selection}
        reveal={reveal}
        filtered={Object.keys(filter).length > 0}
      />
      <SelectedActs
        rows={pages.rows}
        selection={selection}
        input={{ filter, sort }}
        count={sums?.count}
        revealId={reveal.revealId}
      />
      {rowMenu.dialogs}
      <p className={css.source}>
        <SourceLine stamp={sums?.stamp ?? null} />
      </p>
    </div>
  );
}
