import { useState, type FormEvent, type ReactNode } from 'react';
import { useAction, useLive } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Button, Modal, Select } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';
import { LeftOut } from '../customers/refusals.tsx';
import type { ResellerDialogProps } from './dialogs.ts';

const NOBODY = '-';

/** Assigns one account manager to resellers, or withdraws theirs (guide 20). */
export function AssignManager(props: ResellerDialogProps): ReactNode {
  const { t } = useWords();
  const { ids, rows, onSaved, onClose } = props;
  const { revealId } = useReveal('resellers');
  const managers = useLive('resellers.managers', revealId === undefined ? {} : { revealId }).data?.rows;
  const assign = useAction('resellers.assignManager');
  const [who, setWho] = useState<string | null>(rows.length === 1 ? (rows[0]?.managerId ?? null) : null);
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.name ?? id;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (who === null) return;
    assign.mutate(
      { resellerIds: [...ids], memberId: who === NOBODY ? null : who },
      {
        onSuccess: (result) => {
          if (result.ids.length > 0) onSaved?.();
          if (result.refused.length === 0) onClose();
        },
      },
    );
  };
  const title =
    ids.length === 1
      ? t('resellers.manager.title')
      : t('resellers.manager.titleMany', { count: ids.length, n: formatCount(ids.length) });
  return (
    <Modal title={title} opened onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        {ids[0] !== undefined && ids.length === 1 && <p className={css.who}>{nameOf(ids[0])}</p>}
        {managers?.length === 0 ? (
          <p className={css.effect}>{t('resellers.manager.none')}</p>
        ) : (
          <Select
            label={t('resellers.manager.who')}
            value={who}
            choices={[
              { value: NOBODY, label: t('resellers.manager.nobody') },
              ...(managers ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setWho}
          />
        )}
        <p className="quiet small">{t('resellers.manager.note')}</p>
        {assign.data !== undefined && (
          <LeftOut
            refused={assign.data.refused.map(({ id, code }) => ({ customerId: id, code }))}
            nameOf={nameOf}
          />
        )}
        <FormError error={assign.error} />
        <div className={css.buttons}>
          <Button variant="primary" type="submit" disabled={assign.isPending || who === null}>
            {t('resellers.manager.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
