import type { ReactNode } from 'react';
import css from './plain-table.module.css';

export interface PlainColumn<R> {
  readonly key: string;
  readonly title: ReactNode;
  /** Numbers stand right, on the decimal point. */
  readonly numeric?: boolean;
  readonly cell: (row: R) => ReactNode;
  /** Takes the width that is left. */
  readonly wide?: boolean;
}

/** A table of a few rows inside a card. Long lists are DataTable's. */
export function PlainTable<R>(props: {
  label: string;
  columns: readonly PlainColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  total?: readonly ReactNode[];
}): ReactNode {
  return (
    <div className={css.scroll}>
      <table className={css.table} aria-label={props.label}>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`${column.numeric === true ? css.number : ''} ${column.wide === true ? css.wide : ''}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((column) => (
                <td key={column.key} className={column.numeric === true ? css.number : ''}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {props.total !== undefined && (
          <tfoot>
            <tr>
              {props.columns.map((column, i) => (
                <td key={column.key} className={column.numeric === true ? css.number : ''}>
                  {props.total?.[i]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Names and values in two aligned columns. */
export function Facts(props: {
  rows: readonly { name: ReactNode; value: ReactNode; key: string }[];
}): ReactNode {
  return (
    <dl className={css.facts}>
      {props.rows.map((row) => (
        <div key={row.key} className={css.fact}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
