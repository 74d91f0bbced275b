import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { formatCount } from './format.ts';
import css from './selection-bar.module.css';

/** What can be done with the chosen rows; stands over the end of the list while any row is chosen. */
export function SelectionBar(props: {
  count: number;
  actions: readonly { key: string; label: string; onSelect: () => void; disabled?: boolean }[];
  note?: string | undefined;
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
        <button type="button" className={css.clear} onClick={props.onClear}>
          <X aria-hidden="true" size={13} />
          {t('common.selection.clear')}
        </button>
      </div>
    </div>
  );
}
