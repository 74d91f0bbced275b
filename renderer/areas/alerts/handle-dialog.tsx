import { useState, type ReactNode } from 'react';
import type { AlertRow } from '../../../core/contract/alerts.ts';
import { useAction } from '../../app/live.ts';
import { Button, Modal, TextArea } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';

const NOTE_MOST = 256;

/** Says that an alert has been taken care of, with a note for the others. */
export function HandleDialog(props: { alert: AlertRow; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { alert, onClose } = props;
  const [note, setNote] = useState('');
  const handle = useAction('alerts.handle');
  return (
    <Modal title={t('alerts.handleTitle')} opened onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          handle.mutate(
            { ids: [alert.id], ...(note.trim() === '' ? {} : { note: note.trim() }) },
            { onSuccess: onClose },
          );
        }}
      >
        <p>
          {t('alerts.handleText', {
            what: t(`alerts.scenario.${alert.scenario}`),
            name: alert.customerName,
          })}
        </p>
        <TextArea
          label={t('alerts.noteLabel')}
          optional
          value={note}
          rows={3}
          maxLength={NOTE_MOST}
          onText={setNote}
        />
        <FormError error={handle.error} />
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={handle.isPending}>
            {t('alerts.handle')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
