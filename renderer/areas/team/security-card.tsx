import { useState, type FormEvent, type ReactNode } from 'react';
import { useAction, useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { Card } from '../../ui/card.tsx';
import { Button, Checkbox, LinkButton, Modal } from '../../ui/controls.tsx';
import { formatTime } from '../../ui/format.ts';
import { PinField } from '../../ui/pin-field.tsx';
import { Facts } from '../../ui/plain-table.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './team.module.css';

/** Whether critical operations ask for a PIN, and one's own PIN. */
export function SecurityCard(): ReactNode {
  const { t, language } = useWords();
  const may = useMay();
  const security = useLive('team.security', {}).data;
  const set = useAction('team.setSecurity');
  const [setting, setSetting] = useState(false);
  if (security === undefined) return null;
  const { required, hasPin, lockedUntil } = security;
  const standing =
    lockedUntil !== null
      ? t('team.security.ownLocked', { time: formatTime(lockedUntil, language) })
      : t(hasPin ? 'team.security.ownSet' : 'team.security.ownMissing');
  return (
    <Card title={t('team.security.title')} id="security" foot={t('team.security.honest')}>
      <Checkbox
        label={t('team.security.required')}
        checked={required}
        disabled={!may('desk.manage') || set.isPending}
        onChange={(on) => set.mutate({ required: on })}
      />
      <p className={`${css.text} ${css.space}`}>{t('team.security.help')}</p>
      <FormError error={set.error} />
      <div className={css.space}>
        <Facts
          rows={[
            {
              key: 'pin',
              name: t('team.security.own'),
              value: (
                <span className={css.who}>
                  {standing}
                  <LinkButton onClick={() => setSetting(true)}>
                    {t(hasPin ? 'team.security.change' : 'team.security.set')}
                  </LinkButton>
                </span>
              ),
            },
          ]}
        />
      </div>
      {setting && <OwnPin hasPin={hasPin} onClose={() => setSetting(false)} />}
    </Card>
  );
}

function OwnPin(props: { hasPin: boolean; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const save = useAction('team.setOwnPin');
  const [current, setCurrent] = useState('');
  const [pin, setPin] = useState('');
  const incomplete = pin.length < 4 || (props.hasPin && current.length < 4);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (incomplete || save.isPending) return;
    save.mutate(props.hasPin ? { pin, current } : { pin }, { onSuccess: props.onClose });
  };
  return (
    <Modal
      title={t(props.hasPin ? 'team.security.change' : 'team.security.set')}
      opened
      onClose={props.onClose}
    >
      <form className={css.form} onSubmit={submit} noValidate>
        {props.hasPin && (
          <PinField label={t('team.security.current')} value={current} onText={setCurrent} data-autofocus />
        )}
        <PinField
          label={t('team.security.next')}
          description={t('team.security.pinHelp')}
          value={pin}
          onText={setPin}
          {...(!props.hasPin && { 'data-autofocus': true })}
        />
        <FormError error={save.error} />
        <div className={css.buttons}>
          <Button variant="primary" type="submit" disabled={save.isPending || incomplete}>
            {t('team.security.save')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
