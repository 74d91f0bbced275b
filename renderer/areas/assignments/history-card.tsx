import type { ReactNode } from 'react';
import type { AssignmentRow } from '../../../core/contract/assignments.ts';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { useLivePages } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/controls.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { TaskStateWord } from '../tasks/values.tsx';
import { TakeBack, useCause, useCounted } from './changes-pane.tsx';
import { AssignmentMark } from './manager-cell.tsx';

/** Who managed the customer when, and which days count for whom (guide 5.8). */
export function ManagersCard(props: {
  customer: Pick<CustomerRow, 'id' | 'assignment'>;
  revealId: string | undefined;
  className?: string | undefined;
}): ReactNode {
  const { t } = useWords();
  const counted = useCounted();
  const cause = useCause();
  const { customer, revealId } = props;
  const pages = useLivePages('assignments.list', {
    customerId: customer.id,
    limit: 20,
    ...(revealId === undefined ? {} : { revealId }),
  });
  const text = (value: string | null | undefined): ReactNode => value ?? <Dash />;
  return (
    <Card
      id="managers"
      className={props.className}
      title={t('assignments.history.title')}
      aside={customer.assignment === null ? undefined : <AssignmentMark assignment={customer.assignment} />}
      foot={t('assignments.pane.counting')}
      links={pages.hasMore ? <LinkButton onClick={pages.more}>{t('common.more')}</LinkButton> : undefined}
    >
      {pages.error !== null && <ErrorState error={pages.error} retry={pages.retry} />}
      {pages.loaded && pages.rows.length === 0 && <p className="quiet">{t('assignments.history.empty')}</p>}
      {pages.rows.length > 0 && (
        <PlainTable
          label={t('assignments.history.title')}
          rows={pages.rows}
          rowKey={(row: AssignmentRow) => row.id}
          columns={[
            { key: 'when', title: t('assignments.column.when'), cell: (row) => <DateText day={row.day} /> },
            { key: 'to', title: t('assignments.column.to'), cell: (row) => text(row.to?.name) },
            { key: 'counts', title: t('assignments.column.counts'), cell: (row) => text(counted(row)) },
            { key: 'by', title: t('assignments.column.by'), wide: true, cell: (row) => cause(row) },
            {
              key: 'task',
              title: t('assignments.column.state'),
              cell: (row) => (row.task === null ? <Dash /> : <TaskStateWord state={row.task.state} />),
            },
            { key: 'undo', title: '', cell: (row) => <TakeBack row={row} /> },
          ]}
        />
      )}
    </Card>
  );
}
