import type { ReactNode } from 'react';
import { Button } from '../../ui/controls.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';

/** The last line of a form: save, or leave it. */
export function Buttons(props: { save: string; pending: boolean; onClose: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.buttons}>
      <Button type="submit" variant="primary" disabled={props.pending}>
        {props.save}
      </Button>
      <Button onClick={props.onClose}>{t('common.cancel')}</Button>
    </div>
  );
}
