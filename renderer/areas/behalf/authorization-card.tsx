import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Authorization } from '../../../core/contract/behalf.ts';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { useAction, useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { Card } from '../../ui/card.tsx';
import { Button } from '../../ui/controls.tsx';
import { Facts, PlainTable } from '../../ui/plain-table.tsx';
import { FormError, Skeleton, useErrorWords } from '../../ui/states.tsx';
import { DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import css from './behalf.module.css';
import { RequestAuthorization } from './request-dialog.tsx';
import { AuthorizationWord } from './values.tsx';

/** The state, what it waits for, and why nothing can be asked when nothing can. */
function Standing(props: { now: Authorization }): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  const { state, since, sentAt, reason, taskId, requestRefused } = props.now;
  const barred =
    requestRefused === null || ['AUTHORIZATION_OPEN', 'AUTHORIZATION_GIVEN'].includes(requestRefused)
      ? null
      : words(requestRefused);
  return (
    <>
      <Facts
        rows={[
          {
            key: 'state',
            name: t('behalf.card.state'),
            value: (
              <span className={css.line}>
                <AuthorizationWord state={state} />
                {state === 'requested' && (
                  <span className="quiet">
                    {t(sentAt === null ? 'behalf.card.toSend' : 'behalf.card.sent')}
                  </span>
                )}
                {state === 'requested' && sentAt === null && taskId !== null && (
                  <Link to="/tasks" search={{ id: taskId }}>
                    {t('behalf.card.task')}
                  </Link>
                )}
              </span>
            ),
          },
          ...(since === null
            ? []
            : [{ key: 'since', name: t('behalf.card.since'), value: <DateText at={since} time /> }]),
          ...(reason === null ? [] : [{ key: 'reason', name: t('behalf.card.reason'), value: reason }]),
        ]}
      />
      {barred !== null && (
        <p className={css.barred}>
          <StatusWord tone="act">{barred.what}</StatusWord> <span className="quiet">{barred.advice}</span>
        </p>
      )}
      {state === 'none' && barred === null && <p className="quiet small">{t('behalf.card.none')}</p>}
    </>
  );
}

/** What may be done now, as the state allows. */
function Acts(props: { now: Authorization; onRequest: () => void; onAnswer: () => void }): ReactNode {
  const { t } = useWords();
  const { now } = props;
  const withdraw = useAction('behalf.withdraw');
  const answer = now.state === 'requested' ? 'answer' : now.state === 'authorized' ? 'revoke' : 'known';
  const mayAnswer = answer !== 'known' || now.requestRefused === null;
  return (
    <>
      <FormError error={withdraw.error} />
      <div className={css.buttons}>
        {now.requestRefused === null && <Button onClick={props.onRequest}>{t('behalf.act.request')}</Button>}
        {mayAnswer && <Button onClick={props.onAnswer}>{t(`behalf.card.${answer}`)}</Button>}
        {now.state === 'requested' && (
          <Button
            disabled={withdraw.isPending}
            onClick={() => withdraw.mutate({ customerId: now.customerId })}
          >
            {t('behalf.card.withdraw')}
          </Button>
        )}
      </div>
    </>
  );
}

function History(props: { now: Authorization }): ReactNode {
  const { t } = useWords();
  if (props.now.history.length === 0) return null;
  return (
    <>
      <h3 className={css.sub}>{t('behalf.card.history')}</h3>
      <ul className={css.history}>
        {props.now.history.map((step, i) => (
          <li key={`${step.at} ${i}`}>
            <DateText at={step.at} time short /> {t(`behalf.event.${step.event}`)}
            <span className="quiet">
              {' '}
              {step.person}
              {step.reason === null ? '' : ` · ${step.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Switches(props: { now: Authorization }): ReactNode {
  const { t } = useWords();
  const { switches } = props.now;
  if (switches.length === 0) return <p className="quiet small">{t('behalf.card.noSwitches')}</p>;
  return (
    <PlainTable
      label={t('behalf.card.switches')}
      rows={switches}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'begun',
          title: t('behalf.card.begun'),
          cell: (row) => <DateText at={row.begunAt} time short />,
        },
        {
          key: 'ended',
          title: t('behalf.card.ended'),
          cell: (row) =>
            row.endedAt === null ? (
              <StatusWord tone="act">{t('behalf.card.open')}</StatusWord>
            ) : (
              <DateText at={row.endedAt} time short />
            ),
        },
        { key: 'person', title: t('behalf.card.person'), cell: (row) => row.person },
        {
          key: 'purpose',
          title: t('behalf.card.purpose'),
          wide: true,
          cell: (row) => `${t(`behalf.purpose.${row.purpose}`)}: ${row.note}`,
        },
      ]}
    />
  );
}

/** Whether this customer lets us act in its place, what it said when, and who did (guide 5.7). Reseller model only. */
export function AuthorizationCard(props: {
  customer: CustomerRow;
  revealId: string | undefined;
  className?: string | undefined;
}): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const { customer, revealId } = props;
  const { data } = useLive('behalf.get', {
    customerId: customer.id,
    ...(revealId === undefined ? {} : { revealId }),
  });
  const [dialog, setDialog] = useState<'request' | 'answer' | null>(null);
  const close = (): void => setDialog(null);
  if (data === null) return null;
  return (
    <Card id="authorization" title={t('behalf.card.allTitle')} className={props.className}>
      {data === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <div className={css.parts}>
          <div>
            <Standing now={data} />
            {may('customers.behalf') && (
              <Acts now={data} onRequest={() => setDialog('request')} onAnswer={() => setDialog('answer')} />
            )}
            <History now={data} />
          </div>
          <div>
            <h3 className={css.sub}>{t('behalf.card.switches')}</h3>
            <Switches now={data} />
          </div>
        </div>
      )}
      {dialog === 'request' && (
        <RequestAuthorization ids={[customer.id]} rows={[customer]} revealId={revealId} onClose={close} />
      )}
      {dialog === 'answer' && data !== undefined && (
        <AnswerDialog customerId={customer.id} name={customer.name} state={data.state} onClose={close} />
      )}
    </Card>
  );
}
