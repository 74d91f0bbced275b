import { useState, type FormEvent, type ReactNode } from 'react';
import type { CodedError } from '../../../core/base/errors.ts';
import { useAction } from '../../app/live.ts';
import { Button, Modal, TextArea } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';
import type { ResellerDialogProps } from './dialogs.ts';

/** Whatever is taken away asks for a reason (guide section 3). */
function ReasonDialog(props: {
  title: string;
  who: string | null;
  what: string;
  save: string;
  pending: boolean;
  error: CodedError | null;
  onSave: (reason: string) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') props.onSave(reason.trim());
  };
  return (
    <Modal title={props.title} opened onClose={props.onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        {props.who !== null && <p className={css.who}>{props.who}</p>}
        <p className={css.effect}>{props.what}</p>
        <TextArea
          label={t('resellers.reason')}
          error={tried && reason.trim() === '' ? t('resellers.reasonMissing') : undefined}
          value={reason}
          rows={2}
          maxLength={256}
          onText={setReason}
        />
        <FormError error={props.error} />
        <div className={css.buttons}>
          <Button variant="danger" type="submit" disabled={props.pending}>
            {props.save}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}

function Revoke(props: ResellerDialogProps & { permission: 'budget' | 'order' }): ReactNode {
  const { t } = useWords();
  const revoke = useAction('resellers.revoke');
  const { ids, rows, permission, onClose } = props;
  const [resellerId = ''] = ids;
  return (
    <ReasonDialog
      title={t(permission === 'budget' ? 'resellers.act.revokeBudget' : 'resellers.act.revokeOrder')}
      who={rows[0]?.name ?? resellerId}
      what={t(`resellers.revoke.${permission}`)}
      save={t('resellers.revoke.save')}
      pending={revoke.isPending}
      error={revoke.error}
      onSave={(reason) => revoke.mutate({ resellerId, permission, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
export const RevokeBudget = (props: ResellerDialogProps): ReactNode => (
  <Revoke {...props} permission="budget" />
);
export const RevokeOrder = (props: ResellerDialogProps): ReactNode => (
  <Revoke {...props} permission="order" />
);

export function EndCooperation(props: ResellerDialogProps): ReactNode {
  const { t } = useWords();
  const end = useAction('resellers.terminate');
  const { ids, rows, onClose } = props;
  const [resellerId = ''] = ids;
  return (
    <ReasonDialog
      title={t('resellers.act.terminate')}
      who={rows[0]?.name ?? resellerId}
      what={t('resellers.terminate.what')}
      save={t('resellers.terminate.save')}
      pending={end.isPending}
      error={end.error}
      onSave={(reason) => end.mutate({ resellerId, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

/** Rejects requests for cooperation, one or many. */
export function RejectRequests(props: {
  ids: readonly string[];
  onDone: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const review = useAction('resellers.review');
  const { ids, onDone, onClose } = props;
  return (
    <ReasonDialog
      title={t('resellers.reject.title', { count: ids.length, n: formatCount(ids.length) })}
      who={null}
      what={t('resellers.reject.what')}
      save={t('resellers.reject.save')}
      pending={review.isPending}
      error={review.error}
      onSave={(reason) => review.mutate({ ids: [...ids], decision: 'reject', reason }, { onSuccess: onDone })}
      onClose={onClose}
    />
  );
}
