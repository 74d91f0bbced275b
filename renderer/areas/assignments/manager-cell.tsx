import type { ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { Dash, StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './assignments.module.css';

type Assignment = NonNullable<CustomerRow['assignment']>;

/** How an assignment that the Partner Center does not show yet is marked; `seen` and none need no mark. */
const TONES = { open: 'accent', done: 'watch', denied: 'over', differs: 'watch' } as const satisfies Record<
  string,
  Tone
>;

function markOf(assignment: Assignment): keyof typeof TONES | null {
  const state = assignment.task?.state;
  if (state === 'open' || state === 'denied') return state;
  if (assignment.upstream === null) return null;
  return state === 'done' ? 'done' : 'differs';
}

/** What the Partner Center says of an assignment made here, in words. */
export function AssignmentMark(props: { assignment: CustomerRow['assignment'] }): ReactNode {
  const { t } = useWords();
  const { assignment } = props;
  if (assignment === null) return <span className="quiet">{t('assignments.mark.agrees')}</span>;
  const mark = markOf(assignment);
  if (mark === null) return <StatusWord tone="fine">{t('assignments.mark.agrees')}</StatusWord>;
  const words =
    mark !== 'differs'
      ? t(`assignments.mark.short.${mark}`)
      : assignment.upstream === ''
        ? t('assignments.mark.differsNobody')
        : t('assignments.mark.differs', { name: assignment.upstream ?? '' });
  return (
    <StatusWord
      tone={TONES[mark]}
      {...(mark === 'open' || mark === 'done' ? { icon: 'waiting' as const } : {})}
    >
      {words}
    </StatusWord>
  );
}

/**
 * The account manager of a row: whom the desk says, and struck through before it whom the Partner Center still names. What
 * that means is said when the pointer or the focus rests on it.
 */
export function ManagerCell(props: { row: Pick<CustomerRow, 'manager' | 'assignment'> }): ReactNode {
  const { t } = useWords();
  const { manager, assignment } = props.row;
  const mark = assignment === null ? null : markOf(assignment);
  if (assignment === null || mark === null)
    return manager === null ? <Dash /> : <span title={manager}>{manager}</span>;
  const { upstream } = assignment;
  const words = t(`assignments.mark.${mark === 'differs' ? 'denied' : mark}`);
  return (
    <span className={css.changed} title={words}>
      {upstream !== null && upstream !== '' && <s className={css.old}>{upstream}</s>}
      <span className={css.new}>{manager ?? t('assignments.dialog.nobody')}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
