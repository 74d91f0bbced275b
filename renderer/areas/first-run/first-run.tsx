import { useState, type ReactNode } from 'react';
import type { Language } from '../../../core/contract/desk.ts';
import { useDesk } from '../../app/desk.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { Button } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { ConnectForm } from './connect-form.tsx';
import css from './first-run.module.css';

const LANGUAGES: readonly { value: Language; name: string }[] = [
  { value: 'en', name: 'English' },
  { value: 'zh-CN', name: '简体中文' },
];

function LanguageChoice(): ReactNode {
  const { t, language } = useWords();
  const prefer = useAction('desk.setPreferences');
  const chosen = useDesk().preferences.language;
  return (
    <div className={css.languages} role="group" aria-label={t('firstRun.language')}>
      {LANGUAGES.map((choice) => (
        <button
          key={choice.value}
          type="button"
          lang={choice.value}
          aria-pressed={(chosen ?? language) === choice.value}
          className={css.language}
          onClick={() => prefer.mutate({ language: choice.value })}
        >
          {choice.name}
        </button>
      ))}
    </div>
  );
}

/** Workspaces that are there but not open: one press away. */
function OtherWorkspaces(): ReactNode {
  const { t } = useWords();
  const workspaces = useLive('desk.workspaces', {});
  const open = useAction('desk.openWorkspace');
  const others = (workspaces.data ?? []).filter((workspace) => !workspace.open);
  if (others.length === 0) return null;
  return (
    <section className={css.others}>
      <h2>{t('firstRun.others')}</h2>
      <ul>
        {others.map((workspace) => (
          <li key={workspace.id}>
            <span className={css.other}>
              <strong>{workspace.name}</strong>
              {workspace.kind === 'demo' && <span className="quiet"> {t('firstRun.demoWorkspace')}</span>}
              <span className={css.path}>{workspace.dir}</span>
            </span>
            <Button disabled={open.isPending} onClick={() => open.mutate({ id: workspace.id })}>
              {t('common.open')}
            </Button>
          </li>
        ))}
      </ul>
      <FormError error={open.error} />
    </section>
  );
}

function Choices(props: { onConnect: () => void }): ReactNode {
  const { t } = useWords();
  const demo = useAction('desk.exploreDemo');
  return (
    <>
      <h2 className={css.question}>{t('firstRun.choose')}</h2>
      <div className={css.choices}>
        <section className={css.choice}>
          <h3>{t('firstRun.demo.title')}</h3>
          <p>{t('firstRun.demo.text')}</p>
          <Button variant="primary" disabled={demo.isPending} onClick={() => demo.mutate({})}>
            {demo.isPending ? t('firstRun.demo.opening') : t('firstRun.demo.action')}
          </Button>
        </section>
        <section className={css.choice}>
          <h3>{t('firstRun.connect.title')}</h3>
          <p>{t('firstRun.connect.text')}</p>
          <Button onClick={props.onConnect}>{t('firstRun.connect.action')}</Button>
        </section>
      </div>
      <FormError error={demo.error} />
      <OtherWorkspaces />
    </>
  );
}

/** What a person sees without an open workspace: language, then a demo partner or their own. */
export function FirstRun(): ReactNode {
  const { t } = useWords();
  const [connecting, setConnecting] = useState(false);
  return (
    <main className={css.page}>
      <div className={css.column}>
        <header className={css.head}>
          <div>
            <h1>{t('firstRun.title')}</h1>
            <p className={css.lead}>{t('firstRun.lead')}</p>
          </div>
          <LanguageChoice />
        </header>
        {connecting ? (
          <ConnectForm onBack={() => setConnecting(false)} />
        ) : (
          <Choices onConnect={() => setConnecting(true)} />
        )}
      </div>
    </main>
  );
}
