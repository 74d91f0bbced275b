import { useState, type FormEvent, type ReactNode } from 'react';
import type { CodedError } from '../../../core/base/errors.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useAction, useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useDesk } from '../../app/desk.tsx';
import { Button, Checkbox, Modal, Select, TextField } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { PinField } from '../../ui/pin-field.tsx';
import { useRoleName } from '../../ui/role-names.ts';
import { FormError, Skeleton } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { clashes } from './role-choice.ts';
import css from './team.module.css';

type Known = NonNullable<OutputOf<'team.member'>>;

const EMPTY: Known = {
  member: { id: '', name: '', email: null, account: null, roles: [], director: null },
  directors: [],
};

/** Adds a member (id null) or changes one. */
export function MemberDialog(props: { id: string | null; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { id, onClose } = props;
  const answer = useLive('team.member', { id: id ?? '-' }, { enabled: id !== null });
  const known = id === null ? EMPTY : answer.data;
  return (
    <Modal title={t(id === null ? 'team.form.add' : 'team.form.edit')} opened onClose={onClose}>
      {known === undefined || (id !== null && answer.isPlaceholderData) ? (
        <Skeleton lines={6} />
      ) : known === null ? (
        <p className={css.said}>{t('errors.MEMBER_UNKNOWN.what')}</p>
      ) : (
        <MemberForm key={known.member.id} known={known} onClose={onClose} />
      )}
    </Modal>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Saves the member, then the director and the PIN where they were changed. */
function useSave(known: Known, onClose: () => void) {
  const member = useAction('team.saveMember');
  const director = useAction('team.setDirector');
  const pin = useAction('team.resetPin');
  const error: CodedError | null = member.error ?? director.error ?? pin.error;
  const save = async (asked: {
    name: string;
    email: string;
    account: string;
    roles: readonly string[];
    director: string | null;
    pin: string;
  }): Promise<void> => {
    const { id } = await member.mutateAsync({
      ...(known.member.id === '' ? {} : { id: known.member.id }),
      name: asked.name.trim(),
      email: orNull(asked.email),
      account: orNull(asked.account),
      roles: [...asked.roles],
    });
    const manages = asked.roles.includes('manager');
    if (manages && asked.director !== (known.member.director?.id ?? null))
      await director.mutateAsync({ managerIds: [id], directorId: asked.director });
    if (asked.pin !== '') await pin.mutateAsync({ memberId: id, pin: asked.pin });
    onClose();
  };
  return { save, error, busy: member.isPending || director.isPending || pin.isPending };
}

function MemberForm(props: { known: Known; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { member } = props.known;
  const isNew = member.id === '';
  const [name, setName] = useState(member.name);
  const [email, setEmail] = useState(member.email ?? '');
  const [account, setAccount] = useState(member.account ?? '');
  const [roles, setRoles] = useState<readonly string[]>(member.roles);
  const [director, setDirector] = useState(member.director?.id ?? null);
  const [pin, setPin] = useState('');
  const [removing, setRemoving] = useState(false);
  const { save, error, busy } = useSave(props.known, props.onClose);
  const incomplete = name.trim() === '' || roles.length === 0 || (pin !== '' && pin.length < 4);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // What went wrong is said under the form.
    if (!incomplete && !busy) save({ name, email, account, roles, director, pin }).catch(() => undefined);
  };
  if (removing) return <Remove member={member} onClose={props.onClose} onBack={() => setRemoving(false)} />;
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField label={t('team.members.name')} value={name} onText={setName} maxLength={64} data-autofocus />
      <RoleChoice roles={roles} onRoles={setRoles} />
      {roles.includes('manager') && (
        <>
          <Select
            label={t('team.members.director')}
            value={director ?? ''}
            choices={[
              { value: '', label: t('team.members.noDirector') },
              ...props.known.directors.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={(value) => setDirector(value === '' ? null : value)}
          />
          <TextField
            label={t('team.members.account')}
            description={t('team.members.accountHelp')}
            optional
            value={account}
            onText={setAccount}
            maxLength={64}
          />
        </>
      )}
      <TextField
        label={t('team.members.email')}
        optional
        type="email"
        value={email}
        onText={setEmail}
        maxLength={128}
      />
      <PinField
        label={t(isNew ? 'team.form.firstPin' : 'team.form.resetPin')}
        description={t(isNew ? 'team.form.firstPinHelp' : 'team.form.resetPinHelp')}
        optional
        value={pin}
        onText={setPin}
      />
      <FormError error={error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={busy || incomplete}>
          {t('team.form.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        {!isNew && (
          <span className={css.end}>
            <Button variant="danger" onClick={() => setRemoving(true)}>
              {t('team.form.remove')}
            </Button>
          </span>
        )}
      </div>
    </form>
  );
}

/** The roles with what each means; those that clash with what is chosen cannot be chosen. */
function RoleChoice(props: {
  roles: readonly string[];
  onRoles: (roles: readonly string[]) => void;
}): ReactNode {
  const { t } = useWords();
  const nameOf = useRoleName();
  const may = useMay();
  const { person } = useDesk();
  const { roles } = props;
  const known = useLive('team.roles', {}).data;
  if (known === undefined) return <Skeleton lines={4} />;
  const all = known.rows.reduce((most, { permissions }) => Math.max(most, permissions.length), 0);
  const free = person.roles.includes('administrator');
  return (
    <fieldset className={css.choices}>
      <legend>{t('team.members.roles')}</legend>
      {known.rows.map((role) => (
        <div key={role.id} className={css.choice}>
          <Checkbox
            label={nameOf(role)}
            checked={roles.includes(role.id)}
            disabled={
              !roles.includes(role.id) &&
              (clashes(roles, role.id) || (!free && !role.permissions.every((one) => may(one))))
            }
            onChange={(on) =>
              props.onRoles(on ? [...roles, role.id] : roles.filter((one) => one !== role.id))
            }
          />
          <p className={css.choiceHelp}>
            {role.name === null
              ? t(`team.role.${role.id as 'administrator' | 'director' | 'manager'}Help`)
              : t('team.role.rightsOf', {
                  count: role.permissions.length,
                  n: formatCount(role.permissions.length),
                  all: formatCount(all),
                })}
          </p>
        </div>
      ))}
    </fieldset>
  );
}

function Remove(props: { member: Known['member']; onClose: () => void; onBack: () => void }): ReactNode {
  const { t } = useWords();
  const remove = useAction('team.removeMember');
  return (
    <div className={css.form}>
      <p className={css.said}>{t('team.form.removeHelp')}</p>
      <FormError error={remove.error} />
      <div className={css.buttons}>
        <Button
          variant="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate({ id: props.member.id }, { onSuccess: props.onClose })}
        >
          {t('team.form.removeYes', { name: props.member.name })}
        </Button>
        <Button onClick={props.onBack}>{t('common.back')}</Button>
      </div>
    </div>
  );
}
