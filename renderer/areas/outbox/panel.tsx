import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { OutboxRow } from '../../../core/contract/outbox.ts';
import { useLive } from '../../app/live.ts';
import { IconButton } from '../../ui/controls.tsx';
import { Facts, PlainTable } from '../../ui/plain-table.tsx';
import { ErrorState, Skeleton, StateText, useErrorWords } from '../../ui/states.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { Compare } from './compare.tsx';
import { CodeForm, CreationFacts } from './creation.tsx';
import css from './outbox.module.css';
import { DecisionActs, PlainActs } from './panel-acts.tsx';
import { asksAgain, questionOf } from './states.ts';
import { OutboxStateWord, useNextText, useWhatWord } from './values.tsx';

type Attempt = NonNullable<OutputOf<'outbox.get'>>['attempts'][number];

const OUTCOMES = ['confirmed', 'rejected', 'lacking', 'credentials', 'later', 'unclear', 'crashed'] as const;

/** Why it is where it is: our sentence, then the Partner Center's own code. */
function Why(props: { row: OutboxRow }): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  const { row } = props;
  const question = questionOf(row);
  const upstream = row.data?.['upstream'];
  const own = row.state === 'decision' ? (question === 'unclear' ? 'unclear' : 'conflict') : row.state;
  const twice = asksAgain(row);
  const named = row.code !== null && !(row.state === 'decision' && !twice);
  const told = named && row.code !== null ? words(row.code) : null;
  return (
    <div className={css.why}>
      {!twice && <p>{t(`outbox.explain.${own}`)}</p>}
      {told !== null && (
        <p>
          <strong>{told.what}</strong> {told.advice}
        </p>
      )}
      {typeof upstream === 'string' && (
        <p className="quiet small">{t('outbox.panel.code', { code: upstream })}</p>
      )}
    </div>
  );
}

function Attempts(props: { attempts: readonly Attempt[] }): ReactNode {
  const { t } = useWords();
  const outcome = (attempt: Attempt): string => {
    if (attempt.outcome === null) return t('outbox.outcome.pending');
    const known = OUTCOMES.find((one) => one === attempt.outcome);
    return known === undefined ? attempt.outcome : t(`outbox.outcome.${known}`);
  };
  return (
    <section>
      <h3>{t('outbox.panel.attempts')}</h3>
      {props.attempts.length === 0 ? (
        <p className="quiet">{t('outbox.panel.attemptsNone')}</p>
      ) : (
        <PlainTable
          label={t('outbox.panel.attempts')}
          rows={props.attempts}
          rowKey={(attempt) => String(attempt.number)}
          columns={[
            {
              key: 'number',
              title: t('outbox.panel.attempt'),
              numeric: true,
              cell: (attempt) => attempt.number,
            },
            {
              key: 'began',
              title: t('outbox.panel.began'),
              cell: (attempt) => <DateText at={attempt.startedAt} time short />,
            },
            { key: 'outcome', title: t('outbox.panel.outcome'), wide: true, cell: outcome },
          ]}
        />
      )}
    </section>
  );
}

function Details(props: { row: OutboxRow; attempts: readonly Attempt[] }): ReactNode {
  const { t } = useWords();
  const next = useNextText();
  const { row } = props;
  const { target } = row;
  return (
    <>
      <p className={css.panelState}>
        <OutboxStateWord state={row.state} />
        <span className="quiet">
          <DateText at={row.since} time short />
        </span>
      </p>
      <Why row={row} />
      {row.kind === 'customers.create' ? (
        <>
          <CreationFacts row={row} />
          <CodeForm key={`code:${row.id}`} row={row} />
        </>
      ) : (
        <Compare row={row} />
      )}
      <DecisionActs key={row.id} row={row} />
      <PlainActs key={`plain:${row.id}`} row={row} />
      <Facts
        rows={[
          ...(target.freezeMode === null
            ? []
            : [
                {
                  key: 'mode',
                  name: t('outbox.panel.fact.freezeMode'),
                  value: t(`actions.budget.modes.${target.freezeMode}`),
                },
              ]),
          ...(target.reason === null
            ? []
            : [{ key: 'reason', name: t('outbox.panel.fact.reason'), value: target.reason }]),
          { key: 'next', name: t('outbox.column.next'), value: next(row) },
        ]}
      />
      <Attempts attempts={props.attempts} />
      {row.customerId !== null && (
        <Link to="/customers/$id" params={{ id: row.customerId }}>
          {t('outbox.panel.openCustomer')}
        </Link>
      )}
    </>
  );
}

/** One change beside the list: before, mine and theirs, what was sent, and what can be done. Escape closes it. */
export function OutboxPanel(props: {
  id: string;
  revealId: string | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const what = useWhatWord();
  const { onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const answer = useLive('outbox.get', {
    id: props.id,
    ...(props.revealId === undefined ? {} : { revealId: props.revealId }),
  });
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, [props.id]);
  // The row before stays on screen until this one is read: it must not be decided upon.
  const found = answer.isPlaceholderData ? undefined : answer.data;
  return (
    <aside
      ref={panel}
      className={css.panel}
      aria-label={t('outbox.panel.label')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
      }}
    >
      <header className={css.panelHead}>
        <div>
          <h2>{found?.row.customerName ?? t('outbox.panel.label')}</h2>
          {found !== undefined && found !== null && <p className="quiet">{what(found.row)}</p>}
        </div>
        <IconButton label={t('outbox.panel.close')} onClick={onClose}>
          <X aria-hidden="true" size={14} />
        </IconButton>
      </header>
      {found === undefined &&
        (answer.error === null ? <Skeleton lines={6} /> : <ErrorState error={answer.error} />)}
      {found === null && <StateText title={t('outbox.empty.nothing')} />}
      {found !== undefined && found !== null && <Details row={found.row} attempts={found.attempts} />}
    </aside>
  );
}
