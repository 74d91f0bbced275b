import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AssociationRow, AssociationStep } from '../../../core/contract/association.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { CustomerName } from '../../ui/model-mark.tsx';
import { Facts } from '../../ui/plain-table.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { TaskStateWord } from '../tasks/values.tsx';
import css from './association.module.css';
import { RecordActs } from './panel-acts.tsx';
import { AssociationStateWord } from './values.tsx';

type Found = NonNullable<OutputOf<'association.get'>>;

/** Which sentence tells what a state means: the end of an association and of a disassociation differ. */
function explainOf({ type, state }: AssociationRow) {
  if (type === 'association' && state === 'approved') return 'associated';
  if (type === 'association' && state === 'rejected') return 'notAssociated';
  return state;
}

function History(props: { steps: readonly AssociationStep[] }): ReactNode {
  const { t } = useWords();
  return (
    <section>
      <h3>{t('association.panel.history')}</h3>
      <ol className={css.history}>
        {props.steps.toReversed().map((step, i) => (
          <li key={props.steps.length - i}>
            <span className="quiet">
              <DateText at={step.at} time short />
            </span>
            <div>
              {t(`association.step.${step.what}`)}
              <p>
                {[step.person ?? t('association.step.sync'), step.note ?? '']
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Details(props: { found: Found }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const { row, taskState, steps } = props.found;
  return (
    <>
      <div>
        <p className={css.state}>
          <AssociationStateWord state={row.state} />
          <span className="quiet">
            <DateText at={row.since} time short />
          </span>
        </p>
        <p>{t(`association.explain.${explainOf(row)}`)}</p>
      </div>
      {row.taskId !== null && taskState !== null && (
        <p className={css.line}>
          <TaskStateWord state={taskState} />
          <Link to="/tasks" search={{ id: row.taskId }}>
            {t('association.panel.openTask')}
          </Link>
        </p>
      )}
      <Facts
        rows={[
          { key: 'type', name: t('association.column.type'), value: t(`association.type.${row.type}`) },
          {
            key: 'initiator',
            name: t('association.column.initiator'),
            value: t(`association.initiator.${row.initiator}`),
          },
          { key: 'asked', name: t('association.panel.asked'), value: <DateText at={row.askedAt} /> },
          ...(row.reason === null
            ? []
            : [{ key: 'reason', name: t('association.panel.reason'), value: row.reason }]),
        ]}
      />
      {may('customers.disassociate') && <RecordActs key={`${row.id}:${row.state}`} row={row} />}
      <History steps={steps} />
      {row.customerId !== null && (
        <Link to="/customers/$id" params={{ id: row.customerId }}>
          {t('association.panel.openCustomer')}
        </Link>
      )}
    </>
  );
}

/** One record beside the list: where it stands, what can be done, and what happened to it. */
export function RecordPanel(props: {
  id: string;
  revealId: string | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const answer = useLive('association.get', {
    id: props.id,
    ...(props.revealId === undefined ? {} : { revealId: props.revealId }),
  });
  // The record before stays on screen until this one is read, but never under this one's name.
  const same = answer.data?.row.id === props.id || !answer.isPlaceholderData;
  const found = same ? answer.data : undefined;
  return (
    <SidePanel
      of={props.id}
      label={t('association.panel.label')}
      title={
        found ? (
          <CustomerName name={found.row.customerName} association={found.row.association} />
        ) : (
          t('association.panel.label')
        )
      }
      {...(found ? { note: t(`association.type.${found.row.type}`) } : {})}
      closeLabel={t('association.panel.close')}
      onClose={props.onClose}
    >
      {found === undefined &&
        (answer.error === null ? <Skeleton lines={6} /> : <ErrorState error={answer.error} />)}
      {found === null && <StateText title={t('association.empty.nothing')} />}
      {found && <Details found={found} />}
    </SidePanel>
  );
}
