import type { ReactNode } from 'react';
import type { TaskRow, TaskState } from '../../../core/contract/tasks.ts';
import { DateText, StatusWord } from '../../ui/values.tsx';
import { en } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';
import { STATES } from './states.ts';
import css from './tasks.module.css';

type Kind = keyof typeof en.tasks.kind;
type Field = keyof typeof en.tasks.field;

const KINDS = Object.keys(en.tasks.kind) as readonly Kind[];
const FIELDS = Object.keys(en.tasks.field) as readonly Field[];

/** What a kind is called; null for one of another version. */
export function useTaskTitle(): (kind: string) => string | null {
  const { t } = useWords();
  return (kind) => {
    const known = KINDS.find((one) => one === kind.replaceAll('.', '_'));
    return known === undefined ? null : t(`tasks.kind.${known}.title`);
  };
}

/** What a kind is called and how it is done, step by step; kinds of another version have words of their own. */
export function useKindWords(): (kind: string) => { title: string; steps: readonly string[] } {
  const { t } = useWords();
  return (kind) => {
    const known = KINDS.find((one) => one === kind.replaceAll('.', '_'));
    if (known === undefined) return { title: t('tasks.unknown'), steps: [t('tasks.unknownHow')] };
    return {
      title: t(`tasks.kind.${known}.title`),
      steps: t(`tasks.kind.${known}.how`)
        .split('\n')
        .filter((step) => step !== ''),
    };
  };
}

export function useFieldWord(): (name: string) => string {
  const { t } = useWords();
  return (name) => {
    const known = FIELDS.find((one) => one === name);
    return known === undefined ? name : t(`tasks.field.${known}`);
  };
}

/** A state as icon and word. */
export function TaskStateWord(props: { state: TaskState }): ReactNode {
  const { t } = useWords();
  const { tone, icon } = STATES[props.state];
  return (
    <StatusWord tone={tone} {...(icon === undefined ? {} : { icon })}>
      {t(`tasks.state.${props.state}`)}
    </StatusWord>
  );
}

/** The day it is due; said when that has passed. */
export function Due(props: { row: Pick<TaskRow, 'dueAt' | 'overdue' | 'state'> }): ReactNode {
  const { t } = useWords();
  const { dueAt, overdue } = props.row;
  return (
    <span className={css.due}>
      <DateText at={dueAt} short />
      {overdue && <StatusWord tone="act">{t('tasks.overdue')}</StatusWord>}
    </span>
  );
}
