import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useWords } from '../words/use-words.ts';
import { ColumnResizer } from './column-resizer.tsx';
import css from './data-table.module.css';
import { nextIndex } from './row-keys.ts';
import {
  SelectAll,
  SelectCell,
  useRowSelection,
  type RowSelection,
  type TableSelection,
} from './row-selection.tsx';

/** A column as a fact: what it is called, how wide, how a row shows it, and what can be done with its header. */
export interface Column<R> {
  readonly key: string;
  readonly title: string;
  /** Width in pixels; the column with `grow` takes what is left over. */
  readonly width: number;
  readonly grow?: boolean;
  /** Numbers stand right, on the decimal point. */
  readonly numeric?: boolean;
  /** Name of the order the header asks for; without it the header does nothing. */
  readonly sort?: string;
  /** Masked until revealed: the header carries an eye (guide section 3). */
  readonly masked?: boolean;
  readonly cell: (row: R) => ReactNode;
  /** Left out until chosen. */
  readonly optional?: boolean;
  /** Stands fast at the right edge while the others move under it (menus of rows). */
  readonly end?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

export interface DataTableProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly onOpen?: (row: R) => void;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly more: () => void;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Which masked columns are shown in full, and how to change that. */
  readonly reveal?: { readonly shown: ReadonlySet<string>; toggle(column: string): void };
  /** Columns can be made wider and narrower; null: as wide as they are by themselves. */
  readonly onWidth?: (column: string, width: number | null) => void;
  /** The line below: sums over the whole filter result, by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** Number of all rows of the result, read or not, for those who hear the table. */
  readonly count?: number;
  /** Rows can be chosen: a first column of check boxes, Space, Shift for a range. */
  readonly selection?: TableSelection<R>;
}

const ROW_HEIGHT = { compact: 32, comfortable: 40 } as const;

function rowHeight(): number {
  return document.documentElement.dataset['density'] === 'comfortable'
    ? ROW_HEIGHT.comfortable
    : ROW_HEIGHT.compact;
}

/**
 * A long list: only the rows in sight are drawn, the next page is read before its end is reached. Arrow keys move the
 * row, Enter opens it; Page Up, Page Down, Home and End as everywhere.
 */
export function DataTable<R>(props: DataTableProps<R>): ReactNode {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { rows, hasMore, more } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 12,
    // Where nothing is laid out (tests), enough rows for a screen are drawn all the same.
    initialRect: { width: 1200, height: 800 },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) more();
  }, [hasMore, last, rows.length, more]);

  const selection = useRowSelection(rows, props.rowKey, props.selection);
  const span = props.columns.length + (selection === null ? 0 : 1);
  const onKeyDown = useRowKeys(scroller, active, setActive, { ...props, picked: selection }, (index) =>
    virtual.scrollToIndex(index),
  );
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={css.scroller}>
      <table
        className={css.table}
        aria-label={props.label}
        aria-rowcount={(props.count ?? rows.length) + 1}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {selection !== null && <col style={{ width: 38 }} />}
          {props.columns.map((column) => (
            <col
              key={column.key}
              style={column.grow === true ? { minWidth: column.width } : { width: column.width }}
            />
          ))}
        </colgroup>
        <Head {...props} picked={selection} />
        <tbody>
          {before > 0 && <Space height={before} span={span} />}
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <Row
                key={props.rowKey(row)}
                row={row}
                index={item.index}
                active={item.index === active}
                columns={props.columns}
                picked={selection}
                onActive={setActive}
                {...(props.onOpen && { onOpen: props.onOpen })}
              />
            );
          })}
          {after > 0 && <Space height={after} span={span} />}
        </tbody>
        {props.totals !== undefined && (
          <Foot columns={props.columns} totals={props.totals} picked={selection !== null} />
        )}
      </table>
      {props.loadingMore && (
        <p className="visually-hidden" role="status">
          {t('common.moreRows')}
        </p>
      )}
    </div>
  );
}

/** Arrow keys, Page Up and Down, Home and End move the row that has the focus; Enter opens it. */
function useRowKeys<R>(
  scroller: RefObject<HTMLDivElement | null>,
  active: number,
  setActive: (index: number) => void,
  table: Pick<DataTableProps<R>, 'rows' | 'onOpen'> & { picked: RowSelection | null },
  reveal: (index: number) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLTableRowElement)) return;
    const row = table.rows[active];
    if (event.key === 'Enter' && row !== undefined) {
      table.onOpen?.(row);
      return;
    }
    if (table.picked?.onKey(event, active) === true) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight()) - 2);
    const next = nextIndex(event.key, active, table.rows.length, page);
    if (next === null) return;
    event.preventDefault();
    if (event.shiftKey) table.picked?.extend(active, next);
    setActive(next);
    reveal(next);
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)
        ?.focus({ preventScroll: true });
    });
  };
}

function Row<R>(props: {
  row: R;
  index: number;
  active: boolean;
  columns: readonly Column<R>[];
  picked: RowSelection | null;
  onActive: (index: number) => void;
  onOpen?: (row: R) => void;
}): ReactNode {
  const { row, index, picked } = props;
  return (
    <tr
      data-index={index}
      data-selected={picked?.has(index) === true ? true : undefined}
      aria-rowindex={index + 2}
      tabIndex={props.active ? 0 : -1}
      className={props.onOpen === undefined ? undefined : css.openable}
      onFocus={() => props.onActive(index)}
      onClick={(event) => {
        const onControl =
          event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
        const selecting = (window.getSelection()?.toString() ?? '') !== '';
        if (!onControl && !selecting) props.onOpen?.(row);
      }}
    >
      {picked !== null && <SelectCell picked={picked} index={index} />}
      {props.columns.map((column) => (
        <td key={column.key} className={cellClass(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function cellClass<R>(column: Column<R>): string {
  const side = column.numeric === true ? css.number : css.text;
  return `${side ?? ''} ${column.end === true ? (css.end ?? '') : ''}`;
}

/** Sums over the whole filter result, under a stronger line. */
function Foot<R>(props: {
  columns: readonly Column<R>[];
  totals: Readonly<Record<string, ReactNode>>;
  picked: boolean;
}): ReactNode {
  return (
    <tfoot>
      <tr>
        {props.picked && <td />}
        {props.columns.map((column) => (
          <td key={column.key} className={cellClass(column)}>
            {props.totals[column.key]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** Stands for the rows that are not drawn. */
function Space(props: { height: number; span: number }): ReactNode {
  return (
    <tr aria-hidden="true" className={css.space}>
      <td colSpan={props.span} style={{ height: props.height }} />
    </tr>
  );
}

function Head<R>(props: DataTableProps<R> & { picked: RowSelection | null }): ReactNode {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {props.picked !== null && <SelectAll picked={props.picked} />}
        {props.columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={cellClass(column)}
            aria-sort={ariaSort(column, props.sort)}
          >
            <HeadCell
              column={column}
              {...(props.sort && { sort: props.sort })}
              {...(props.onSort && { onSort: props.onSort })}
              {...(props.reveal && { reveal: props.reveal })}
            />
            {props.onWidth !== undefined && column.grow !== true && column.end !== true && (
              <ColumnResizer
                title={column.title}
                width={column.width}
                onWidth={(width) => props.onWidth?.(column.key, width)}
              />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ariaSort<R>(
  column: Column<R>,
  sort: Sort | undefined,
): 'ascending' | 'descending' | 'none' | undefined {
  if (column.sort === undefined) return undefined;
  if (sort?.by !== column.sort) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}

function HeadCell<R>(props: {
  column: Column<R>;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  reveal?: DataTableProps<R>['reveal'];
}): ReactNode {
  const { t } = useWords();
  const { column, sort, onSort, reveal } = props;
  const sorted = column.sort !== undefined && sort?.by === column.sort ? sort.direction : null;
  const title =
    column.sort === undefined || onSort === undefined ? (
      <span className={column.end === true ? 'visually-hidden' : undefined}>{column.title}</span>
    ) : (
      <button
        type="button"
        className={css.sort}
        onClick={() => {
          const first = column.numeric === true ? 'desc' : 'asc';
          const flipped = sorted === 'asc' ? 'desc' : 'asc';
          onSort({ by: column.sort ?? '', direction: sorted === null ? first : flipped });
        }}
      >
        {column.title}
        {sorted === 'asc' && <ArrowUp aria-hidden="true" size={12} />}
        {sorted === 'desc' && <ArrowDown aria-hidden="true" size={12} />}
      </button>
    );
  if (column.masked !== true || reveal === undefined) return title;
  const shown = reveal.shown.has(column.key);
  const label = t(shown ? 'common.hide' : 'common.reveal', { column: column.title });
  return (
    <span className={css.masked}>
      {title}
      <button
        type="button"
        className={css.eye}
        aria-label={label}
        title={label}
        aria-pressed={shown}
        onClick={() => reveal.toggle(column.key)}
      >
        {shown ? <Eye aria-hidden="true" size={13} /> : <EyeOff aria-hidden="true" size={13} />}
      </button>
    </span>
  );
}
