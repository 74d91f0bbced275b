import { useState, type FormEvent, type ReactNode } from 'react';
import { INVITE_AT_ONCE, type AssociationModel } from '../../../core/contract/development-facts.ts';
import { isEmail } from '../../../core/contract/development-fields.ts';
import type { Invitee, PartnerFacts, RegistrationRow } from '../../../core/contract/development.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useAction } from '../../app/live.ts';
import { useDesk } from '../../app/desk.tsx';
import { Button, Modal, Segments, TextArea, TextField } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError, useErrorWords } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { Alike, useAlike, type AlikeAnswer } from './alike.tsx';
import css from './development.module.css';

/** Reads 'name; e-mail' line by line; either kind of semicolon, a tab, or a comma before the address. */
export function readInvitees(text: string): readonly { readonly name: string; readonly email: string }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^(.*?)[\s,;；，\t]+(\S+@\S+)$/u.exec(line);
      return match === null
        ? { name: line.replace(/[;；]+$/u, '').trim(), email: '' }
        : { name: (match[1] ?? '').replace(/[;；,，]+$/u, '').trim(), email: match[2] ?? '' };
    });
}

function ModelChoice(props: {
  model: AssociationModel;
  partner: PartnerFacts;
  onModel: (model: AssociationModel) => void;
}): ReactNode {
  const { t } = useWords();
  if (!props.partner.referralPermitted)
    return (
      <div className={css.field}>
        <span className={css.label}>{t('development.invite.model')}</span>
        <span>{t('development.model.reseller')}</span>
        <span className={css.help}>{t('development.invite.referralMissing')}</span>
      </div>
    );
  return (
    <div className={css.field}>
      <span className={css.label}>{t('development.invite.model')}</span>
      <Segments
        label={t('development.invite.model')}
        value={props.model}
        choices={(['reseller', 'referral'] as const).map((value) => ({
          value,
          label: t(`development.model.${value}`),
        }))}
        onChange={(value) => props.onModel(value === 'referral' ? 'referral' : 'reseller')}
      />
    </div>
  );
}

/** Who was left out, and why. */
function LeftOut(props: {
  refused: OutputOf<'development.invite'>['refused'];
  names: readonly string[];
}): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  if (props.refused.length === 0) return null;
  return (
    <section className={css.alike} role="alert">
      <strong>{t('development.invite.leftOut')}</strong>
      <ul>
        {props.refused.map((one) => (
          <li key={one.index}>
            <span>{props.names[one.index]}</span>
            <span className="quiet">
              {words(one.code).what}{' '}
              {one.matches[0] !== undefined && t(`development.alike.why.${one.matches[0].why}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Somebody new, as typed: one, or several line by line. */
interface Draft {
  readonly several: boolean;
  readonly name: string;
  readonly email: string;
  readonly many: string;
  readonly seen: boolean;
}

const EMPTY: Draft = { several: false, name: '', email: '', many: '', seen: false };

function NewOnes(props: {
  draft: Draft;
  set: (changes: Partial<Draft>) => void;
  alike: AlikeAnswer;
  tried: boolean;
  missing: boolean;
  wrong: boolean;
  onLeave: () => void;
}): ReactNode {
  const { t } = useWords();
  const { draft, set, tried } = props;
  const emailWrong = tried && props.wrong ? t('development.invite.email') : undefined;
  const missing = tried && props.missing;
  return (
    <>
      <Segments
        label={t('development.invite.how')}
        value={draft.several ? 'several' : 'one'}
        choices={[
          { value: 'one', label: t('development.invite.one') },
          { value: 'several', label: t('development.invite.several') },
        ]}
        onChange={(value) => set({ several: value === 'several' })}
      />
      {draft.several ? (
        <TextArea
          label={t('development.invite.many')}
          description={t('development.invite.manyHelp', { limit: INVITE_AT_ONCE })}
          value={draft.many}
          rows={6}
          error={emailWrong ?? (missing ? t('development.invite.missing') : undefined)}
          onText={(many) => set({ many })}
        />
      ) : (
        <>
          <TextField
            label={t('development.form.name')}
            value={draft.name}
            maxLength={128}
            error={missing ? t('development.form.missing') : undefined}
            onText={(name) => set({ name, seen: false })}
            data-autofocus
          />
          <TextField
            label={t('development.form.email')}
            optional
            value={draft.email}
            maxLength={128}
            inputMode="email"
            error={emailWrong}
            onText={(email) => set({ email, seen: false })}
          />
          <Alike
            answer={props.alike}
            seen={draft.seen}
            onSeen={(seen) => set({ seen })}
            tried={tried}
            onLeave={props.onLeave}
          />
        </>
      )}
    </>
  );
}

const registered = (row: RegistrationRow): Invitee => ({ name: row.name, registrationId: row.id });
const typedIn = ({ name, email }: { readonly name: string; readonly email: string }): Invitee => ({
  name,
  ...(email === '' ? {} : { email }),
});

interface FormProps {
  /** Pre-registered customers to be invited; empty: somebody new. */
  readonly rows: readonly RegistrationRow[];
  readonly partner: PartnerFacts;
  readonly onSaved: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

function Form({ rows, partner, person, onSaved, onClose }: FormProps & { person: string }): ReactNode {
  const { t } = useWords();
  const invite = useAction('development.invite');
  const [model, setModel] = useState<AssociationModel>('reseller');
  const [text, setText] = useState('');
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const { name, email, many, several, seen } = draft;
  const set = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const known = rows.length > 0;
  const alike = useAlike(
    known || several ? {} : { name: name.trim(), email: email.trim(), purpose: 'invite' },
  );
  // A pre-registered customer's own name and address are read by the core: here they may be masked.
  const typed: readonly { readonly name: string; readonly email: string }[] = several
    ? readInvitees(many)
    : [{ name: name.trim(), email: email.trim() }];
  const wrong = typed.some((one) => one.email !== '' && !isEmail(one.email));
  const missing = typed.length === 0 || typed.some((one) => one.name === '') || typed.length > INVITE_AT_ONCE;
  const invitees = known ? rows.map(registered) : typed.map(typedIn);
  const count = invitees.length;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (invite.isPending || (!known && (wrong || missing))) return;
    if (!known && !several && (alike.exact || (alike.matches.length > 0 && !seen))) return;
    invite.mutate(
      {
        invitees,
        model,
        // Of many, each that is only similar is told with the result.
        similarSeen: known || seen,
        ...(text.trim() === '' ? {} : { text: text.trim() }),
      },
      { onSuccess: ({ ids, refused }) => (refused.length === 0 ? onSaved(ids) : undefined) },
    );
  };
  const result = invite.data;
  const saved = result?.ids.length ?? 0;
  const done = (result?.refused.length ?? 0) > 0;
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {known && <p className="quiet">{rows.map((row) => row.name).join(' · ')}</p>}
      {!known && (
        <NewOnes
          draft={draft}
          set={set}
          alike={alike}
          tried={tried}
          missing={missing}
          wrong={wrong}
          onLeave={onClose}
        />
      )}
      <ModelChoice model={model} partner={partner} onModel={setModel} />
      <TextArea
        label={t('development.invite.text')}
        optional
        description={t('development.invite.textHelp')}
        value={text}
        rows={3}
        maxLength={1000}
        onText={setText}
      />
      <p className="quiet">{t('development.invite.manager', { name: person })}</p>
      <FormError error={invite.error} />
      {done && saved > 0 && (
        <p role="status">{t('development.invite.saved', { count: saved, n: formatCount(saved) })}</p>
      )}
      <LeftOut refused={result?.refused ?? []} names={invitees.map((one) => one.name)} />
      <div className={css.buttons}>
        {!done && (
          <Button variant="primary" type="submit" disabled={invite.isPending || alike.exact}>
            {t('development.invite.save', { count, n: formatCount(count) })}
          </Button>
        )}
        <Button onClick={onClose}>{t(done ? 'common.close' : 'common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Invites customers (guide 5.10): one, several, or those of chosen pre-registrations. */
export function InviteDialog(props: FormProps & { opened: boolean }): ReactNode {
  const { t } = useWords();
  const { person } = useDesk();
  const count = props.rows.length;
  const title =
    count === 0
      ? t('development.invite.title')
      : t('development.invite.titleMany', { count, n: formatCount(count) });
  return (
    <Modal title={title} opened={props.opened} onClose={props.onClose}>
      <Form {...props} person={person.name} />
    </Modal>
  );
}
