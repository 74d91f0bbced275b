import { Link } from '@tanstack/react-router';
import { Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TaskDetails, TaskStep } from '../../../core/contract/tasks.ts';
import { ExternalLink } from '../../app/external-link.tsx';
import { useLive } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { CopyButton } from '../../ui/copy-value.tsx';
import { CustomerName } from '../../ui/model-mark.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { DueLine, TaskActs } from './panel-acts.tsx';
import css from './tasks.module.css';
import { TaskStateWord, useFieldWord, useKindWords } from './values.tsx';

function PageLink(props: { page: TaskDetails['page'] }): ReactNode {
  const { t } = useWords();
  const { url, path, demo } = props.page;
  return (
    <div className={css.page}>
      {url === null ? (
        <>
          <Button disabled>{t('tasks.panel.open')}</Button>
          <span className="quiet small">{t(demo ? 'tasks.panel.demo' : 'tasks.panel.offline')}</span>
        </>
      ) : (
        <ExternalLink url={url} blocked={t('tasks.panel.blocked')}>
          {t('tasks.panel.open')}
        </ExternalLink>
      )}
      <span className={css.path}>{url ?? path}</span>
    </div>
  );
}

function Values(props: { fields: TaskDetails['fields']; reveal: RevealOf }): ReactNode {
  const { t } = useWords();
  const field = useFieldWord();
  const { reveal } = props;
  if (props.fields.length === 0) return null;
  return (
    <section>
      <h3>{t('tasks.panel.values')}</h3>
      <dl className={css.values}>
        {props.fields.map(({ name, value, reveal: column }) => {
          const masked = column !== null && !reveal.shown.has(column);
          const word = field(name);
          return (
            <div key={name} className={css.value}>
              <dt>{word}</dt>
              <dd>{value}</dd>
              <span className={css.valueActs}>
                {column !== null && (
                  <IconButton
                    label={t(masked ? 'common.reveal' : 'common.hide', { column: word })}
                    onClick={() => reveal.toggle(column)}
                  >
                    {masked ? <EyeOff aria-hidden="true" size={13} /> : <Eye aria-hidden="true" size={13} />}
                  </IconButton>
                )}
                {!masked && <CopyButton value={value} label={t('tasks.panel.copy', { name: word })} />}
              </span>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function useStepWord(): (step: TaskStep) => string {
  const { t } = useWords();
  return ({ what, person }) => {
    if (person !== null && what === 'seen') return t('tasks.history.seenBy');
    if (person !== null && what === 'denied') return t('tasks.history.deniedBy');
    return t(`tasks.history.${what}`);
  };
}

function History(props: { steps: readonly TaskStep[] }): ReactNode {
  const { t } = useWords();
  const word = useStepWord();
  return (
    <section>
      <h3>{t('tasks.panel.history')}</h3>
      <ol className={css.history}>
        {props.steps.toReversed().map((step, i) => (
          <li key={props.steps.length - i}>
            <span className="quiet">
              <DateText at={step.at} time short />
            </span>
            <div>
              {word(step)}
              {step.what === 'due' && (
                <>
                  {' '}
                  <DateText at={step.dueAt} short />
                </>
              )}
              <p>
                {[
                  step.person ??
                    (step.what === 'seen' || step.what === 'denied' ? '' : t('tasks.history.sync')),
                  step.what === 'done' ? (step.reference ?? t('tasks.history.noReference')) : '',
                  step.note ?? '',
                ]
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

function Details(props: { details: TaskDetails; reveal: RevealOf }): ReactNode {
  const { t } = useWords();
  const words = useKindWords();
  const { details } = props;
  const { row } = details;
  const explain = row.state === 'done' && details.checked ? 'doneChecked' : row.state;
  return (
    <>
      <div>
        <p className={css.state}>
          <TaskStateWord state={row.state} />
          <span className="quiet">
            <DateText at={row.since} time short />
          </span>
        </p>
        <p>{t(`tasks.explain.${explain}`)}</p>
      </div>
      <DueLine key={`due:${row.id}`} row={row} />
      <PageLink page={details.page} />
      <section>
        <h3>{t('tasks.panel.steps')}</h3>
        <ol className={css.steps}>
          {words(row.kind).steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <Values fields={details.fields} reveal={props.reveal} />
      <TaskActs key={`${row.id}:${row.state}`} row={row} />
      <History steps={details.history} />
      {row.customerId !== null &&
        (row.customerName === '' ? (
          <p className="quiet">{t('tasks.panel.gone')}</p>
        ) : (
          <Link to="/customers/$id" params={{ id: row.customerId }}>
            {t('tasks.panel.openCustomer')}
          </Link>
        ))}
    </>
  );
}

/** One task beside the list: where to go, what to do and to enter, and what became of it. */
export function TaskPanel(props: { id: string; reveal: RevealOf; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const words = useKindWords();
  const { revealId } = props.reveal;
  const answer = useLive('tasks.get', { id: props.id, ...(revealId === undefined ? {} : { revealId }) });
  // The task before stays on screen until this one is read, but never under this one's name.
  const found =
    answer.data?.row.id === props.id ? answer.data : answer.isPlaceholderData ? undefined : answer.data;
  return (
    <SidePanel
      of={props.id}
      label={t('tasks.panel.label')}
      title={found ? words(found.row.kind).title : t('tasks.panel.label')}
      {...(found && found.row.customerName !== ''
        ? {
            note: (
              <CustomerName
                name={found.row.customerName}
                association={found.row.association}
                {...(found.row.customerId === null ? {} : { title: found.row.customerId })}
              />
            ),
          }
        : {})}
      closeLabel={t('tasks.panel.close')}
      onClose={props.onClose}
    >
      {found === undefined &&
        (answer.error === null ? <Skeleton lines={6} /> : <ErrorState error={answer.error} />)}
      {found === null && <StateText title={t('tasks.empty.nothing')} />}
      {found && <Details details={found} reveal={props.reveal} />}
    </SidePanel>
  );
}
