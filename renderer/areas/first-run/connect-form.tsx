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

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly error: string | undefined;
  readonly spellCheck: boolean;
}

/** The fields in one column; required is the rule, optional is said. */
function Fields(props: { field: (name: Field) => FieldProps }): ReactNode {
  const { t } = useWords();
  const { field } = props;
  return (
    <>
      <TextField
        label={t('firstRun.connect.endpoint')}
        description={t('firstRun.connect.endpointHelp')}
        inputMode="url"
        {...field('endpoint')}
      />
      <TextField label={t('firstRun.connect.ak')} autoComplete="username" {...field('ak')} />
      <div>
        <SecretField label={t('firstRun.connect.sk')} autoComplete="current-password" {...field('sk')} />
        <SecretPlace />
      </div>
      <TextField
        label={t('firstRun.connect.files')}
        optional
        description={t('firstRun.connect.filesHelp')}
        {...field('files')}
      />
      <TextField
        label={t('firstRun.connect.name')}
        optional
        description={t('firstRun.connect.nameHelp')}
        {...field('name')}
      />
    </>
  );
}

/** What is missing, as links that lead to the fields. */
function Summary(props: { id: string; missing: readonly (typeof REQUIRED)[number][] }): ReactNode {
  const { t } = useWords();
  if (props.missing.length === 0) return null;
  return (
    <div className={css.summary} role="alert">
      {t('firstRun.connect.problems')}{' '}
      {props.missing.map((name) => (
        <a
          key={name}
          href={`#${props.id}-${name}`}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(`${props.id}-${name}`)?.focus();
          }}
        >
          {t(`firstRun.connect.${name}`)}
        </a>
      ))}
    </div>
  );
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
  const field = (name: Field): FieldProps => ({
    id: `${id}-${name}`,
    name,
    value: values[name],
    onText: (text) => {
      test.reset();
      connect.reset();
      setValues((old) => ({ ...old, [name]: text }));
    },
    error: missing.some((one) => one === name) ? t('firstRun.connect.required') : undefined,
    spellCheck: false,
  });
  const checked = (then: (connection: Connection) => void): void => {
    setTried(true);
    if (REQUIRED.every((name) => values[name].trim() !== '')) then(connectionOf(values));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    checked((connection) => connect.mutate(connection));
  };
  const busy = test.isPending || connect.isPending;
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h2>{t('firstRun.connect.form')}</h2>
      <Summary id={id} missing={missing} />
      <Fields field={field} />
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
        <Button disabled={busy} onClick={() => checked((connection) => test.mutate(connection))}>
          {test.isPending ? t('firstRun.connect.testing') : t('firstRun.connect.test')}
        </Button>
        <Button variant="quiet" onClick={props.onBack}>
          {t('common.back')}
        </Button>
      </div>
    </form>
  );
}
