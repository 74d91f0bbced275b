import { useRef, type ReactNode } from 'react';
import { useUi } from '../app/ui-state.ts';
import { useWords } from '../words/use-words.ts';
import css from './data-table.module.css';

/** No column becomes so narrow that its edge cannot be taken hold of any more, nor wider than a screen. */
export const NARROWEST = 48;
export const WIDEST = 800;
const STEP = 8;
const BIG_STEP = 40;

/** A width within what a column may have, in whole pixels. */
export function allowedWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

/** How a view's columns are made wider and narrower; the widths are remembered per view. */
export function useColumnWidths(view: string): (column: string, width: number | null) => void {
  const setWidth = useUi((s) => s.setWidth);
  return (column, width) => setWidth(view, column, width === null ? null : allowedWidth(width));
}

/**
 * The edge of a column's header: dragged by pointer, moved by the arrow keys (with Shift in larger steps), set back by
 * Home or a double click.
 */
export function ColumnResizer(props: {
  title: string;
  width: number;
  onWidth: (width: number | null) => void;
}): ReactNode {
  const { t } = useWords();
  const from = useRef<{ x: number; width: number } | null>(null);
  const { width, onWidth } = props;
  return (
    // A separator with a value is a control (ARIA "window splitter"); there is no element of HTML for it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t('common.columnWidth', { column: props.title })}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={css.resizer}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (from.current !== null) onWidth(from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={() => (from.current = null)}
      onPointerCancel={() => (from.current = null)}
      onDoubleClick={() => onWidth(null)}
      onKeyDown={(event) => {
        const step = event.shiftKey ? BIG_STEP : STEP;
        if (event.key === 'ArrowLeft') onWidth(width - step);
        else if (event.key === 'ArrowRight') onWidth(width + step);
        else if (event.key === 'Home') onWidth(null);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
