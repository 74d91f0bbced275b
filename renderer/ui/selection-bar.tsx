import type { ReactNode } from 'react';
import { ChevronDown, X } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { formatCount } from './format.ts';
import { MoreMenu, type MenuEntry } from './more-menu.tsx';
import css from './selection-bar.module.css';

/** What can be done with the chosen rows; stands over the end of the list while any row is chosen. */
export function SelectionBar(props: {
  count: number;
  actions: readonly MenuEntry[];
  /** What is done seldom: behind one more button. */
  more?: readonly MenuEntry[];
  note?: string | undefined;
  /** Chooses everything the filter finds, not only what was read so far. */
  whole?: { readonly label: string; readonly busy: boolean; readonly onSelect: () => void } | undefined;
  onClear: () => void;
}): ReactNode {
  const { t } = useWords();
  if (props.count === 0) return null;
  return (
    <div className={css.place}>
      <div className={css.bar} role="toolbar" aria-label={t('common.selection.title')}>
        <strong role="status">
          {t('common.selection.count', { count: props.count, n: formatCount(props.count) })}
        </strong>
        {props.note !== undefined && <span className={css.note}>{props.note}</span>}
        {props.whole !== undefined && (
          <button
            type="button"
            className={css.action}
            disabled={props.whole.busy}
            onClick={props.whole.onSelect}
          >
            {props.whole.label}
          </button>
        )}
        {props.actions.map((action) => (
          <button
            key={action.key}
            type="button"
            className={css.action}
            disabled={action.disabled ?? false}
            onClick={action.onSelect}
          >
            {action.label}
          </button>
        ))}
        {props.more !== undefined && props.more.length > 0 && (
          <MoreMenu label={t('common.more')} entries={() => props.more ?? []} className={css.action}>
            {t('common.more')}
            <ChevronDown aria-hidden="true" size={13} />
          </MoreMenu>
        )}
        <button type="button" className={css.clear} onClick={props.onClear}>
          <X aria-hidden="true" size={13} />
          {t('common.selection.clear')}
        </button>
      </div>
    </div>
  );
}
