import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { AssignmentPreview } from '../../../core/contract/assignments.ts';
import { useAction, useLive } from '../../app/live.ts';
import { sayAssigned } from '../../app/toast.ts';
import { useMay } from '../../app/use-may.ts';
import { Button, Modal, Select } from '../../ui/controls.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { FormError, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './assignments.module.css';
import { Preview } from './preview.tsx';

/** In the choice of managers: nobody. */
const NOBODY = '';

export interface AssignDialogProps {
  readonly ids: readonly string[];
  readonly revealId: string | undefined;
  /** Chosen beforehand: a member's id; '' = withdraw. */
  readonly managerId?: string | undefined;
  readonly onSaved?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Members to choose from, each with how many customers they have; then nobody. */
function useManagerChoices(): {
  choices: { value: string; label: string }[];
  loaded: boolean;
  none: boolean;
} {
  const { t } = useWords();
  const { data } = useLive('assignments.choices', {});
  const managers = (data ?? []).map(({ id, name, customers }) => ({
    value: id,
    label: `${name} · ${t('assignments.dialog.customers', { count: customers, n: formatCount(customers) })}`,
  }));
  return {
    choices: [...managers, { value: NOBODY, label: t('assignments.dialog.withdraw') }],
    loaded: data !== undefined,
    none: data?.length === 0,
  };
}

/** Saves an assignment, or the withdrawal when nobody was chosen; says what can be taken back. */
function useSave(props: AssignDialogProps) {
  const assign = useAction('assignments.assign');
  const withdraw = useAction('assignments.withdraw');
  const { onSaved, onClose } = props;
  const saved = {
    onSuccess: ({ ids }: { ids: string[] }) => {
      onSaved?.();
      onClose();
      sayAssigned(ids);
    },
  };
  return {
    busy: assign.isPending || withdraw.isPending,
    error: assign.error ?? withdraw.error,
    save(customerIds: string[], managerId: string) {
      if (managerId === NOBODY) withdraw.mutate({ customerIds }, saved);
      else assign.mutate({ customerIds, managerId }, saved);
    },
  };
}

/** From when it counts, and what has to be entered in the Partner Center. */
function Consequences(props: { preview: AssignmentPreview; withdraw: boolean }): ReactNode {
  const { t, language } = useWords();
  const { countsFrom, tell, count, refused } = props.preview;
  if (count === refused) return null;
  const day = formatDay(countsFrom, language);
  return (
    <div className={css.consequences}>
      <p>{t(props.withdraw ? 'assignments.dialog.countsWithdraw' : 'assignments.dialog.counts', { day })}</p>
      <p>
        {tell === 0
          ? t('assignments.dialog.tellNone')
          : t('assignments.dialog.tell', { count: tell, n: formatCount(tell) })}
      </p>
    </div>
  );
}

function NoManagers(): ReactNode {
  const { t } = useWords();
  const may = useMay();
  return (
    <StateText
      title={t('assignments.dialog.noManagers')}
      reason={t('assignments.dialog.noManagersReason')}
      action={
        may('members.manage') ? (
          <Link to="/settings/members">{t('assignments.dialog.toMembers')}</Link>
        ) : undefined
      }
    />
  );
}

function AssignForm(props: AssignDialogProps): ReactNode {
  const { t } = useWords();
  const { ids, revealId, onClose } = props;
  const [managerId, setManagerId] = useState<string | null>(props.managerId ?? null);
  const managers = useManagerChoices();
  const saving = useSave(props);
  const answer = useLive(
    'assignments.preview',
    {
      customerIds: [...ids],
      managerId: managerId === NOBODY ? null : managerId,
      ...(revealId === undefined ? {} : { revealId }),
    },
    { enabled: managerId !== null },
  );
  const preview = managerId === null || answer.isPlaceholderData ? undefined : answer.data;
  const wanted = preview?.rows.filter((row) => row.refused === null).map((row) => row.customerId) ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (managerId !== null && wanted.length > 0 && !saving.busy) saving.save(wanted, managerId);
  };
  const act = managerId === NOBODY ? 'saveWithdraw' : 'save';
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {managers.none && managerId === null && <NoManagers />}
      <Select
        label={t('assignments.dialog.manager')}
        value={managerId}
        placeholder={t('assignments.dialog.choose')}
        choices={managers.choices}
        searchable
        nothing={t('assignments.dialog.nothing')}
        onChange={setManagerId}
      />
      {preview === undefined ? (
        <p className={css.summary}>{managerId === null ? t('assignments.preview.waiting') : ''}</p>
      ) : (
        <>
          <Preview preview={preview} />
          <Consequences preview={preview} withdraw={managerId === NOBODY} />
        </>
      )}
      <FormError error={saving.error ?? answer.error} />
      <div className={css.buttons}>
        <Button
          variant="primary"
          type="submit"
          disabled={saving.busy || managerId === null || wanted.length === 0}
        >
          {ids.length === 1 || wanted.length === 0
            ? t(`assignments.dialog.${act}`)
            : t(`assignments.dialog.${act}Many`, { n: formatCount(wanted.length) })}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Assigns customers to an account manager or withdraws them (guide 5.8), with what will change before it is saved. */
export function AssignDialog(props: AssignDialogProps): ReactNode {
  const { t } = useWords();
  const { length } = props.ids;
  return (
    <Modal
      title={
        length === 1
          ? t('assignments.dialog.title')
          : t('assignments.dialog.titleMany', { n: formatCount(length) })
      }
      opened
      wide
      onClose={props.onClose}
    >
      <AssignForm {...props} />
    </Modal>
  );
}
