import { X } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAction } from '../../app/live.ts';
import { Button, IconButton, LinkButton, Popover, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { checkMarks } from './marks.ts';
import css from './marks-editor.module.css';

function Form(props: { marks: readonly number[]; onDone: () => void }): ReactNode {
  const { t } = useWords();
  const save = useAction('quota.setMarks');
  const [texts, setTexts] = useState<readonly string[]>(props.marks.map(String));
  const [shown, setShown] = useState(false);
  const problems = checkMarks(texts);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setShown(true);
    if (problems.length > 0) return;
    save.mutate({ marks: texts.map(Number) }, { onSuccess: props.onDone });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h3>{t('home.quota.marksTitle')}</h3>
      <p className="quiet small">{t('home.quota.marksHelp')}</p>
      {texts.map((text, index) => {
        const problem = shown ? problems.find((p) => p.index === index) : undefined;
        return (
          // Marks have no identity beside their place in the list.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={css.mark}>
            <TextField
              label={t('home.quota.marksField', { n: index + 1 })}
              value={text}
              inputMode="numeric"
              rightSection={<span className="quiet">%</span>}
              onText={(next) => setTexts(texts.map((old, i) => (i === index ? next : old)))}
              error={
                problem === undefined
                  ? undefined
                  : t(problem.kind === 'rising' ? 'home.quota.marksRising' : 'home.quota.marksInvalid', {
                      n: index + 1,
                    })
              }
            />
            {texts.length > 1 && (
              <IconButton
                label={t('home.quota.marksRemove', { n: index + 1 })}
                onClick={() => setTexts(texts.filter((_, i) => i !== index))}
              >
                <X aria-hidden="true" size={14} />
              </IconButton>
            )}
          </div>
        );
      })}
      {texts.length < 5 && (
        <LinkButton onClick={() => setTexts([...texts, ''])}>{t('home.quota.marksAdd')}</LinkButton>
      )}
      <FormError error={save.error} />
      <div className={css.actions}>
        <Button variant="primary" type="submit" disabled={save.isPending}>
          {t('common.save')}
        </Button>
        <Button onClick={props.onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** The alarm marks of the quota, edited in place. */
export function MarksEditor(props: {
  marks: readonly number[];
  opened: boolean;
  onOpen: (opened: boolean) => void;
}): ReactNode {
  const { t } = useWords();
  const close = (): void => props.onOpen(false);
  return (
    <Popover
      opened={props.opened}
      onClose={close}
      width={280}
      label={t('home.quota.marksTitle')}
      target={
        <LinkButton aria-expanded={props.opened} onClick={() => props.onOpen(!props.opened)}>
          {t('home.quota.marksEdit')}
        </LinkButton>
      }
    >
      <Form key={props.marks.join()} marks={props.marks} onDone={close} />
    </Popover>
  );
}
