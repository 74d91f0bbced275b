import { useState, type FormEvent, type ReactNode } from 'react';
import { verificationCode } from '../../../core/contract/create-customer.ts';
import type { OutboxRow } from '../../../core/contract/outbox.ts';
import { useAction } from '../../app/live.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { Facts } from '../../ui/plain-table.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { CodeSender } from '../development/create-fields.tsx';
import { useCountryName } from '../development/values.tsx';
import css from './outbox.module.css';

/** Who is to be created, and what the Partner Center knows under the account's name where a person decides. */
export function CreationFacts(props: { row: OutboxRow }): ReactNode {
  const { t } = useWords();
  const country = useCountryName();
  const { target, account } = props.row;
  return (
    <>
      {account !== null && <p>{t(`outbox.creation.account.${account}`)}</p>}
      <Facts
        rows={[
          { key: 'country', name: t('outbox.creation.country'), value: country(target.country ?? '') },
          ...(target.email === null
            ? []
            : [{ key: 'email', name: t('outbox.creation.email'), value: target.email }]),
          ...(target.externalId === null
            ? []
            : [{ key: 'external', name: t('outbox.creation.external'), value: target.externalId }]),
        ]}
      />
    </>
  );
}

/** Asks for the verification code a creation is held for: sent once when asked for, kept in memory only. */
export function CodeForm(props: { row: OutboxRow }): ReactNode {
  const { t } = useWords();
  const supply = useAction('outbox.supply');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const { row } = props;
  if (row.code !== 'CODE_NEEDED' || row.state !== 'held') return null;
  const wrong = !verificationCode.safeParse(code).success;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!wrong && !supply.isPending) supply.mutate({ id: row.id, code: code.trim() });
  };
  return (
    <form className={css.decide} onSubmit={submit} noValidate>
      <CodeSender to={{ actionId: row.id }} />
      <TextField
        label={t('development.create.code')}
        value={code}
        maxLength={10}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={tried && wrong ? t('development.create.codeInvalid') : undefined}
        onText={setCode}
      />
      <FormError error={supply.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={supply.isPending}>
          {t('outbox.creation.supply')}
        </Button>
      </div>
    </form>
  );
}
