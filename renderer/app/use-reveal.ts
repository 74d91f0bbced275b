import { useMemo } from 'react';
import { useAction } from './live.ts';
import { useUi } from './ui-state.ts';

export interface RevealOf {
  /** Goes into the queries of the view; undefined while everything is masked. */
  readonly revealId: string | undefined;
  readonly shown: ReadonlySet<string>;
  toggle(column: string): void;
}

/** Shows or hides the complete values of a view's masked columns. The core decides and writes it to the audit list. */
export function useReveal(view: string): RevealOf {
  const now = useUi((s) => s.reveals[view]);
  const set = useUi((s) => s.setReveal);
  const reveal = useAction('privacy.reveal');
  const hide = useAction('privacy.hide');
  const shown = useMemo(() => new Set(now?.columns), [now]);
  const toggle = (column: string): void => {
    const columns = shown.has(column) ? [...shown].filter((one) => one !== column) : [...shown, column];
    if (now !== undefined) hide.mutate({ revealId: now.id });
    if (columns.length === 0) {
      set(view, null);
      return;
    }
    reveal.mutate({ view, columns }, { onSuccess: ({ revealId }) => set(view, { id: revealId, columns }) });
  };
  return { revealId: now?.id, shown, toggle };
}
