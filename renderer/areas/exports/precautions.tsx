import type { ReactNode } from 'react';
import { Checkbox } from '../../ui/controls.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './exports.module.css';

/** What to mind with a file that leaves (guide 3); it must be acknowledged before each export. */
export function Precautions(props: { read: boolean; onRead: (read: boolean) => void }): ReactNode {
  const { t } = useWords();
  return (
    <section className={css.precautions}>
      <h3>{t('exports.dialog.precautions')}</h3>
      <ul>
        <li>{t('exports.dialog.leaves')}</li>
        <li>{t('exports.dialog.keep')}</li>
        <li>{t('exports.dialog.logged')}</li>
      </ul>
      <Checkbox label={t('exports.dialog.gotIt')} checked={props.read} onChange={props.onRead} />
    </section>
  );
}
