import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AssignmentRow } from '../../../core/contract/assignments.ts';
import { useAction, useLivePages } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { LinkButton } from '../../ui/controls.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { formatDay } from '../../ui/format.ts';
import { ErrorState, FormError, Skeleton, StateText } from '../../ui/states.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { TaskStateWord } from '../tasks/values.tsx';
import css from './assignments.module.css';

/** The days that count for the new manager, in words. */
export function useCounted(): (row: AssignmentRow) => string | null {
  const { t, language } = useWords();
  return ({ to, countsFrom, until }) => {
    if (to === null) return null;
    const from = formatDay(countsFrom, language);
    if (until === null) return t('assignments.change.countsFrom', { from });
    if (until < countsFrom) return t('assignments.change.countsNever');
    return t('assignments.change.countsSpan', { from, until: formatDay(until, language) });
  };
}

/** Who made a change: a person, the sync, an invitation. */
export function useCause(): (row: AssignmentRow) => string {
  const { t } = useWords();
  return ({ cause, person }) => t(`assignments.change.cause.${cause}`, { person });
}

/** A change that can still be taken back. */
export function TakeBack(props: { row: AssignmentRow }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const undo = useAction('assignments.undo');
  if (!props.row.undoable || !may('customers.assign')) return null;
  return (
    <>
      <LinkButton disabled={undo.isPending} onClick={() => undo.mutate({ ids: [props.row.id] })}>
        {t('assignments.change.takeBack')}
      </LinkButton>
      <FormError error={undo.error} />
    </>
  );
}

function useColumns(): readonly Column<AssignmentRow>[] {
  const { t } = useWords();
  const counted = useCounted();
  const cause = useCause();
  const text = (value: string | null | undefined): ReactNode =>
    value == null || value === '' ? <Dash /> : <span title={value}>{value}</span>;
  return [
    {
      key: 'when',
      title: t('assignments.column.when'),
      width: 128,
      cell: (row) => <DateText day={row.day} />,
    },
    {
      key: 'name',
      title: t('assignments.column.name'),
      width: 150,
      grow: true,
      masked: true,
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }} title={row.customerId}>
          {row.customerName === '' ? row.customerId : row.customerName}
        </Link>
      ),
    },
    { key: 'former', title: t('assignments.column.from'), width: 120, cell: (row) => text(row.former?.name) },
    { key: 'to', title: t('assignments.column.to'), width: 120, cell: (row) => text(row.to?.name) },
    { key: 'counts', title: t('assignments.column.counts'), width: 176, cell: (row) => text(counted(row)) },
    {
      key: 'task',
      title: t('assignments.column.state'),
      width: 130,
      cell: (row) => (row.task === null ? <Dash /> : <TaskStateWord state={row.task.state} />),
    },
    { key: 'by', title: t('assignments.column.by'), width: 140, cell: (row) => text(cause(row)) },
    { key: 'undo', title: '', width: 84, end: true, cell: (row) => <TakeBack row={row} /> },
  ];
}

/** Changes of managers, the newest first; `open`: only those still to be entered in the Partner Center. */
export function ChangesPane(props: {
  managerId: string | undefined;
  open: boolean;
  reveal: RevealOf;
}): ReactNode {
  const { t } = useWords();
  const columns = useColumns();
  const { managerId, open, reveal } = props;
  const pages = useLivePages('assignments.list', {
    ...(managerId === undefined ? {} : { managerId }),
    open,
    limit: 100,
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  if (pages.error !== null && !pages.loaded) return <ErrorState error={pages.error} retry={pages.retry} />;
  if (!pages.loaded) return <Skeleton lines={10} />;
  if (pages.rows.length === 0)
    return <StateText title={t(open ? 'assignments.change.emptyOpen' : 'assignments.change.empty')} />;
  return (
    <div className={css.list}>
      <DataTable
        label={t('assignments.pane.changes')}
        columns={columns}
        rows={pages.rows}
        rowKey={(row) => row.id}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        more={pages.more}
        reveal={reveal}
      />
    </div>
  );
}
