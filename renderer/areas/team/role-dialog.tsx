import { useState, type FormEvent, type ReactNode } from 'react';
import type { Permission } from '../../../core/contract/permissions.ts';
import type { RoleRow } from '../../../core/contract/team.ts';
import { useDesk } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { permissionKey } from '../../app/permission-key.ts';
import { useMay } from '../../app/use-may.ts';
import { Button, Checkbox, Modal, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { PERMISSION_GROUPS } from './permission-groups.ts';
import css from './team.module.css';

/** Makes a role (null) or changes one. */
export function RoleDialog(props: {
  role: RoleRow | null;
  reserved: readonly Permission[];
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <Modal
      title={t(props.role === null ? 'team.role.addTitle' : 'team.role.editTitle')}
      opened
      wide
      onClose={props.onClose}
    >
      <RoleForm {...props} />
    </Modal>
  );
}

function RoleForm(props: {
  role: RoleRow | null;
  reserved: readonly Permission[];
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { role, onClose } = props;
  const save = useAction('team.saveRole');
  const remove = useAction('team.removeRole');
  const [name, setName] = useState(role?.name ?? '');
  const [held, setHeld] = useState<readonly Permission[]>(role?.permissions ?? []);
  const busy = save.isPending || remove.isPending;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    const asked = { name: name.trim(), permissions: [...held] };
    save.mutate(role === null ? asked : { id: role.id, ...asked }, { onSuccess: onClose });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t('team.role.nameField')}
        value={name}
        onText={setName}
        maxLength={64}
        data-autofocus
      />
      <RightsField held={held} onHeld={setHeld} reserved={props.reserved} />
      <FormError error={save.error ?? remove.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={busy || name.trim() === ''}>
          {t('team.role.save')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {role !== null && (
          <span className={css.end}>
            <Button
              variant="danger"
              disabled={busy}
              onClick={() => remove.mutate({ id: role.id }, { onSuccess: onClose })}
            >
              {t('team.role.remove')}
            </Button>
          </span>
        )}
      </div>
    </form>
  );
}

/** The permissions by area; what only administrators may do is left out, what one may not do oneself cannot be given. */
function RightsField(props: {
  held: readonly Permission[];
  onHeld: (held: readonly Permission[]) => void;
  reserved: readonly Permission[];
}): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const { person } = useDesk();
  const { held } = props;
  const free = person.roles.includes('administrator');
  return (
    <div>
      <p className="visually-hidden">{t('team.role.rightsField')}</p>
      <div className={css.rights}>
        {PERMISSION_GROUPS.map(({ group, permissions }) => (
          <fieldset key={group} className={css.choices}>
            <legend>{t(`team.group.${group}`)}</legend>
            {permissions
              .filter((one) => !props.reserved.includes(one))
              .map((one) => (
                <Checkbox
                  key={one}
                  label={t(`team.permission.${permissionKey(one)}`)}
                  checked={held.includes(one)}
                  disabled={!free && !may(one)}
                  onChange={(on) => props.onHeld(on ? [...held, one] : held.filter((other) => other !== one))}
                />
              ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}
