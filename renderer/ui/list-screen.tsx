import type { ReactNode } from 'react';
import type { Stamp } from '../../core/contract/define.ts';
import type { LivePages } from '../app/live.ts';
import type { RevealOf } from '../app/use-reveal.ts';
import { ColumnChooser, useColumns } from './column-chooser.tsx';
import { useColumnWidths } from './column-resizer.tsx';
import { DataTable, type Column, type Sort } from './data-table.tsx';
import css from './list-screen.module.css';
import type { TableSelection } from './row-selection.tsx';
import { SearchField } from './search-field.tsx';
import { ErrorState, Skeleton, StateText } from './states.tsx';
import { SourceLine } from './values.tsx';

export interface ListScreenProps<R> {
  readonly view: string;
  readonly label: string;
  readonly columns: readonly Column<R>[];
  /** Always stands at the right: the menu of each row. */
  readonly end?: Column<R>;
  readonly pages: LivePages<R>;
  readonly rowKey: (row: R) => string;
  readonly onOpen?: (row: R) => void;
  readonly search?: {
    readonly value: string;
    readonly label: string;
    readonly onSearch: (text: string) => void;
  };
  /** Chips and choices beside the search field. */
  readonly filters?: ReactNode;
  /** Beside the choice of columns: saved views. */
  readonly tools?: ReactNode;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly reveal?: RevealOf;
  readonly totals?: Readonly<Record<string, ReactNode>>;
  readonly count?: number;
  /** Rows can be chosen. */
  readonly selection?: TableSelection<R>;
  /** Set like text in the place of the rows when there are none. */
  readonly empty: ReactNode;
  readonly stamp?: Stamp | null;
}

/** A list of records: search, filters, columns, the long table, and the states a list can be in. */
export function ListScreen<R>(props: ListScreenProps<R>): ReactNode {
  const { pages } = props;
  const columns = useColumns(props.view, props.columns);
  const onWidth = useColumnWidths(props.view);
  return (
    <div className={css.screen}>
      <div className={css.bar}>
        {props.search !== undefined && (
          <div className={css.search}>
            <SearchField
              label={props.search.label}
              value={props.search.value}
              onSearch={props.search.onSearch}
            />
          </div>
        )}
        {props.filters}
        <div className={css.end}>
          {props.tools}
          <ColumnChooser view={props.view} all={props.columns} />
        </div>
      </div>
      {pages.error !== null && <ErrorState error={pages.error} retry={pages.retry} />}
      {pages.error === null && !pages.loaded && <Skeleton lines={12} />}
      {pages.error === null && pages.loaded && pages.rows.length === 0 && props.empty}
      {pages.error === null && pages.rows.length > 0 && (
        <DataTable
          label={props.label}
          columns={props.end === undefined ? columns : [...columns, props.end]}
          rows={pages.rows}
          onWidth={onWidth}
          rowKey={props.rowKey}
          hasMore={pages.hasMore}
          loadingMore={pages.loadingMore}
          more={pages.more}
          {...(props.onOpen && { onOpen: props.onOpen })}
          {...(props.sort && { sort: props.sort })}
          {...(props.onSort && { onSort: props.onSort })}
          {...(props.reveal && { reveal: props.reveal })}
          {...(props.totals && { totals: props.totals })}
          {...(props.count !== undefined && { count: props.count })}
          {...(props.selection && { selection: props.selection })}
        />
      )}
      {props.stamp !== undefined && props.stamp !== null && (
        <div className={css.foot}>
          <SourceLine stamp={props.stamp} />
        </div>
      )}
    </div>
  );
}

/** The two ways a list can have no rows: nothing is there yet, or the conditions match nothing. */
export function NoRows(props: {
  filtered: boolean;
  empty: string;
  reason: string;
  nothing: string;
  clear: ReactNode;
}): ReactNode {
  return props.filtered ? (
    <StateText title={props.nothing} action={props.clear} />
  ) : (
    <StateText title={props.empty} reason={props.reason} />
  );
}
