import { Bookmark, Pencil, Star, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SavedView, ViewScreen } from '../../../core/contract/views.ts';
import { useAction } from '../../app/live.ts';
import { Button, IconButton, LinkButton, Popover } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { useViews, type Views } from './use-views.ts';
import { ViewForm } from './view-form.tsx';
import css from './views.module.css';

/** Asks once more in the place of the line: what is deleted does not come back. */
function Removing(props: { view: SavedView; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const remove = useAction('views.remove');
  const { id, name } = props.view;
  return (
    <div className={css.removing}>
      <span className="cut">{t('views.removeQuestion', { name })}</span>
      <Button
        variant="danger"
        disabled={remove.isPending}
        onClick={() => remove.mutate({ id }, { onSuccess: props.onClose })}
      >
        {t('views.remove')}
      </Button>
      <Button onClick={props.onClose} autoFocus>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** One view of the list: its name applies it; beside it, whether it opens the list, and what its owner can do. */
function Line(props: {
  view: SavedView;
  views: Views;
  onApply: () => void;
  onRename: () => void;
}): ReactNode {
  const { t } = useWords();
  const setDefault = useAction('views.setDefault');
  const [removing, setRemoving] = useState(false);
  const { view, views } = props;
  const { id, screen, name, byDefault, own } = view;
  if (removing) return <Removing view={view} onClose={() => setRemoving(false)} />;
  const on = views.applied?.id === id;
  return (
    <div className={css.line} data-on={on}>
      <button type="button" className={css.name} aria-pressed={on} onClick={props.onApply}>
        <span className="cut">{name}</span>
        {!own && <span className={css.by}>{t('views.by', { person: view.person })}</span>}
      </button>
      <IconButton
        label={t(byDefault ? 'views.notByDefault' : 'views.byDefault', { name })}
        aria-pressed={byDefault}
        onClick={() => setDefault.mutate({ screen, id: byDefault ? null : id })}
      >
        <Star aria-hidden="true" size={14} fill={byDefault ? 'currentColor' : 'none'} />
      </IconButton>
      {own && (
        <>
          <IconButton label={t('views.rename', { name })} onClick={props.onRename}>
            <Pencil aria-hidden="true" size={14} />
          </IconButton>
          <IconButton label={t('views.removeNamed', { name })} onClick={() => setRemoving(true)}>
            <Trash2 aria-hidden="true" size={14} />
          </IconButton>
        </>
      )}
    </div>
  );
}

/** What can be done with the view that is applied. */
function AppliedActs(props: { views: Views; onDone: () => void }): ReactNode {
  const { t } = useWords();
  const save = useAction('views.save');
  const { applied, changed, present, apply, leave } = props.views;
  if (applied === undefined) return null;
  const { id, screen, name, shared, own } = applied;
  return (
    <>
      {changed && own && (
        <LinkButton
          onClick={() => save.mutate({ id, screen, name, shared, ...present }, { onSuccess: props.onDone })}
        >
          {t('views.saveChanges', { name })}
        </LinkButton>
      )}
      {changed && (
        <LinkButton
          onClick={() => {
            apply(applied);
            props.onDone();
          }}
        >
          {t('views.reset', { name })}
        </LinkButton>
      )}
      <LinkButton
        onClick={() => {
          leave();
          props.onDone();
        }}
      >
        {t('views.leave')}
      </LinkButton>
      <FormError error={save.error} />
    </>
  );
}

/** The saved views of a list: a menu in its bar that names the one applied and says when the screen differs from it. */
export function SavedViews(props: { screen: ViewScreen }): ReactNode {
  const { t } = useWords();
  const views = useViews(props.screen);
  const [opened, setOpened] = useState(false);
  const [form, setForm] = useState<'new' | SavedView | null>(null);
  const close = (): void => {
    setOpened(false);
    setForm(null);
  };
  const { applied, changed } = views;
  return (
    <Popover
      opened={opened}
      onClose={close}
      position="bottom-end"
      width={320}
      label={t('views.menu')}
      target={
        <Button
          icon={<Bookmark aria-hidden="true" size={14} />}
          aria-expanded={opened}
          aria-label={
            applied === undefined
              ? t('views.button')
              : changed
                ? t('views.changedNamed', { name: applied.name })
                : applied.name
          }
          onClick={() => (opened ? close() : setOpened(true))}
        >
          <span className={css.applied}>{applied?.name ?? t('views.button')}</span>
          {changed && <span className={css.changed}>{t('views.changed')}</span>}
        </Button>
      }
    >
      {form !== null ? (
        <ViewForm
          screen={props.screen}
          of={form === 'new' ? null : form}
          present={views.present}
          onClose={() => setForm(null)}
          onSaved={(id) => {
            if (form === 'new') views.name(id);
            close();
          }}
        />
      ) : (
        <div className={css.menu}>
          {views.all.length === 0 && <p className={css.none}>{t('views.none')}</p>}
          <div className={css.list}>
            {views.all.map((view) => (
              <Line
                key={view.id}
                view={view}
                views={views}
                onApply={() => {
                  views.apply(view);
                  close();
                }}
                onRename={() => setForm(view)}
              />
            ))}
          </div>
          <div className={css.acts}>
            <AppliedActs views={views} onDone={close} />
            <LinkButton onClick={() => setForm('new')}>{t('views.saveAs')}</LinkButton>
          </div>
        </div>
      )}
    </Popover>
  );
}
