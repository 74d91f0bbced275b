import { useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import css from './row-selection.module.css';

/** Which rows are chosen, by row key, and how each is named to those who hear the table. */
export interface TableSelection<R> {
  readonly chosen: ReadonlySet<string>;
  readonly nameOf: (row: R) => string;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** The chosen rows as the table handles them: by their place among the rows read so far. */
export interface RowSelection {
  readonly has: (index: number) => boolean;
  readonly nameOf: (index: number) => string;
  readonly all: 'none' | 'some' | 'all';
  readonly toggle: (index: number) => void;
  /** From the row chosen last to this one. */
  readonly rangeTo: (index: number) => void;
  /** Shift and an arrow key: both ends and what is between them. */
  readonly extend: (from: number, to: number) => void;
  readonly toggleAll: () => void;
  /** Space, Shift+Space and Ctrl or Cmd+A on a row. True when the key was one of them. */
  readonly onKey: (event: KeyboardEvent, index: number) => boolean;
}

/** Chosen rows stay chosen while sorting: they are known by their keys, not by their places. */
export function useRowSelection<R>(
  rows: readonly R[],
  rowKey: (row: R) => string,
  selection: TableSelection<R> | undefined,
): RowSelection | null {
  const anchor = useRef<string | null>(null);
  if (selection === undefined) return null;
  const { chosen, onChange } = selection;
  const keyAt = (index: number): string | undefined => {
    const row = rows[index];
    return row === undefined ? undefined : rowKey(row);
  };
  const add = (from: number, to: number): void => {
    const keys = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(rowKey);
    onChange(new Set([...chosen, ...keys]));
  };
  const picked: RowSelection = {
    has: (index) => chosen.has(keyAt(index) ?? ''),
    nameOf: (index) => {
      const row = rows[index];
      return row === undefined ? '' : selection.nameOf(row);
    },
    all: rows.length > 0 && rows.every((row) => chosen.has(rowKey(row))) ? 'all' : someOf(chosen),
    toggle: (index) => {
      const key = keyAt(index);
      if (key === undefined) return;
      anchor.current = key;
      const next = new Set(chosen);
      if (!next.delete(key)) next.add(key);
      onChange(next);
    },
    rangeTo: (index) => {
      const from = rows.findIndex((row) => rowKey(row) === anchor.current);
      if (from === -1) picked.toggle(index);
      else add(from, index);
    },
    extend: (from, to) => {
      anchor.current ??= keyAt(from) ?? null;
      add(from, to);
    },
    toggleAll: () => onChange(picked.all === 'all' ? new Set() : new Set([...chosen, ...rows.map(rowKey)])),
    onKey: (event, index) => {
      if (event.key === ' ') {
        event.preventDefault();
        if (event.shiftKey) picked.rangeTo(index);
        else picked.toggle(index);
        return true;
      }
      if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onChange(new Set([...chosen, ...rows.map(rowKey)]));
        return true;
      }
      if (event.key === 'Escape' && chosen.size > 0) {
        onChange(new Set());
        return true;
      }
      return false;
    },
  };
  return picked;
}

function someOf(chosen: ReadonlySet<string>): 'none' | 'some' {
  return chosen.size > 0 ? 'some' : 'none';
}

/** The check box of a row; Shift chooses everything since the row chosen last. */
export function SelectCell(props: { picked: RowSelection; index: number }): ReactNode {
  const { t } = useWords();
  const { picked, index } = props;
  const choose = (event: MouseEvent): void => {
    if (event.shiftKey) {
      // The browser would select the text between both rows.
      window.getSelection()?.removeAllRanges();
      picked.rangeTo(index);
    } else picked.toggle(index);
  };
  return (
    <td className={css.cell}>
      <label className={css.target}>
        <input
          type="checkbox"
          className={css.box}
          tabIndex={-1}
          checked={picked.has(index)}
          aria-label={t('common.selection.row', { name: picked.nameOf(index) })}
          onClick={choose}
          onChange={() => undefined}
        />
      </label>
    </td>
  );
}

/** Chooses every row read so far, or none. */
export function SelectAll(props: { picked: RowSelection }): ReactNode {
  const { t } = useWords();
  const { picked } = props;
  return (
    <th scope="col" className={css.cell}>
      <label className={css.target}>
        <input
          type="checkbox"
          className={css.box}
          checked={picked.all === 'all'}
          ref={(box) => {
            if (box !== null) box.indeterminate = picked.all === 'some';
          }}
          aria-label={t('common.selection.all')}
          title={t('common.selection.all')}
          onChange={() => picked.toggleAll()}
        />
      </label>
    </th>
  );
}
