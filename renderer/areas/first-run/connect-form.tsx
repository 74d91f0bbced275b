import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { Connection } from '../../../core/contract/desk.ts';
import { useDesk } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { Button, SecretField, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './first-run.module.css';

/** The international site of the Partner Center's API. */
const ENDPOINT = 'https://bss-intl.myhuaweicloud.com';

const REQUIRED = ['endpoint', 'ak', 'sk'] as const;
type Field = 'name' | 'endpoint' | 'ak' | 'sk' | 'files';

function connectionOf(values: Record<Field, string>): Connection {
  const text = (field: Field): string => values[field].trim();
  return {
    endpoint: text('endpoint'),
    ak: text('ak'),
    sk: text('sk'),
    ...(text('files') === '' ? {} : { filesDir: text('files') }),
    ...(text('name') === '' ? {} : { name: text('name') }),
  };
}

function SecretPlace(): ReactNode {
  const { t } = useWords();
  const desk = useDesk();
  if (desk.secretStore === 'system') return <p className="quiet small">{t('firstRun.connect.keptSystem')}</p>;
  if (desk.secretStore === 'none') {
    return (
      <p className="small">
        <StatusWord tone="watch">{t('firstRun.connect.keptNone')}</StatusWord>
      </p>
    );
  }
  return <p className={css.kept}>{t('firstRun.connect.keptFile', { path: desk.dataDir })}</p>;
}

/** Endpoint, keys and folder. The connection is always tested before anything is saved. */
export function ConnectForm(props: { onBack: () => void }): ReactNode {
  const { t } = useWords();
  const id = useId();
  const test = useAction('desk.testConnection');
  const connect = useAction('desk.connect');
  const [values, setValues] = useState<Record<Field, string>>({
    name: '',
    endpoint: ENDPOINT,
    ak: '',
    sk: '',
    files: '',
  });
  const [tried, setTried] = useState(false);
  const missing = tried ? REQUIRED.filter((field) => values[field].trim() === '') : [];
  const set = (field: Field) => (text: string) => {
    test.reset();
    connect.reset();
    setValues((old) => ({ ...old, [field]: text }));
  };
  const checked = (then: (connection: Connection) => void) => (): void => {
    setTried(true);
    if (REQUIRED.every((field) => values[field].trim() !== '')) then(connectionOf(values));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    checked((connection) => connect.mutate(connection))();
  };
  const field = (name: Field): object => ({
    id: `${id}-${name}`,
    name,
    value: values[name],
    onText: set(name),
    error: missing.includes(name as (typeof REQUIRED)[number]) ? t('firstRun.connect.required') : undefined,
    spellCheck: false,
    autoCapitalize: 'off',
  });
  const busy = test.isPending || connect.isPending;
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h2>{t('firstRun.connect.form')}</h2>
      {missing.length > 0 && (
        <div className={css.summary} role="alert">
          {t('firstRun.connect.problems')}{' '}
          {missing.map((name) => (
            <a
              key={name}
              href={`#${id}-${name}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(`${id}-${name}`)?.focus();
              }}
            >
              {t(`firstRun.connect.${name}`)}
            </a>
          ))}
        </div>
      )}
      <TextField
        label={t('firstRun.connect.endpoint')}
        description={t('firstRun.connect.endpointHelp')}
        inputMode="url"
        onText={set('endpoint')}
        {...field('endpoint')}
      />
      <TextField
        label={t('firstRun.connect.ak')}
        autoComplete="username"
        onText={set('ak')}
        {...field('ak')}
      />
      <div>
        <SecretField
          label={t('firstRun.connect.sk')}
          autoComplete="current-password"
          onText={set('sk')}
          {...field('sk')}
        />
        <SecretPlace />
      </div>
      <TextField
        label={t('firstRun.connect.files')}
        optional
        description={t('firstRun.connect.filesHelp')}
        onText={set('files')}
        {...field('files')}
      />
      <TextField
        label={t('firstRun.connect.name')}
        optional
        description={t('firstRun.connect.nameHelp')}
        onText={set('name')}
        {...field('name')}
      />
      <FormError error={connect.error ?? test.error} />
      {test.isSuccess && (
        <p role="status">
          <StatusWord tone="fine">{t('firstRun.connect.tested')}</StatusWord>
        </p>
      )}
      <div className={css.actions}>
        <Button variant="primary" type="submit" disabled={busy}>
          {connect.isPending ? t('firstRun.connect.saving') : t('firstRun.connect.submit')}
        </Button>
        <Button disabled={busy} onClick={checked((connection) => test.mutate(connection))}>
          {test.isPending ? t('firstRun.connect.testing') : t('firstRun.connect.test')}
        </Button>
        <Button variant="quiet" onClick={props.onBack}>
          {t('common.back')}
        </Button>
      </div>
    </form>
  );
}
