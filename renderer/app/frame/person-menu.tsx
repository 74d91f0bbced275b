import { Check, ChevronDown, KeyRound, UserRound } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Actor } from '../../../core/contract/team.ts';
import { Button, Modal, Popover } from '../../ui/controls.tsx';
import { PinField } from '../../ui/pin-field.tsx';
import { FormError } from '../../ui/states.tsx';
import { useRoleNames } from '../../ui/role-names.ts';
import { useWords } from '../../words/use-words.ts';
import { useDesk } from '../desk.tsx';
import { useAction, useLive } from '../live.ts';
import { useUi } from '../ui-state.ts';
import css from './person-menu.module.css';

const OWNER = 'owner';

/** Switches the acting member; what was revealed to the one before is forgotten with it. */
function useActAs() {
  const act = useAction('team.actAs');
  const forget = useUi((s) => s.forgetReveals);
  const run = (memberId: string, pin: string | undefined, onDone?: () => void): void =>
    act.mutate(pin === undefined ? { memberId } : { memberId, pin }, {
      onSuccess: () => {
        forget();
        onDone?.();
      },
    });
  return { run, error: act.error, busy: act.isPending };
}

function PinQuestion(props: { actor: Actor; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { actor, onClose } = props;
  const { run, error, busy } = useActAs();
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin.length >= 4 && !busy) run(actor.id, pin, onClose);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className={css.text}>{t('team.act.pinText', { name: actor.name })}</p>
      <PinField label={t('team.confirm.pin')} value={pin} onText={setPin} data-autofocus />
      <FormError error={error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={busy || pin.length < 4}>
          {t('team.act.do', { name: actor.name })}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Who may act at this desk, and the PIN of who asks for one. */
function useSwitch() {
  const { t } = useWords();
  const { run, error } = useActAs();
  const [asking, setAsking] = useState<Actor | null>(null);
  return {
    error,
    start(actor: Actor, onDone?: () => void): void {
      if (actor.asksPin) setAsking(actor);
      else run(actor.id, undefined, onDone);
    },
    dialog: (
      <Modal
        title={t('team.act.pinTitle', { name: asking?.name ?? '' })}
        opened={asking !== null}
        onClose={() => setAsking(null)}
      >
        {asking !== null && <PinQuestion actor={asking} onClose={() => setAsking(null)} />}
      </Modal>
    ),
  };
}

/** The acting person at the end of the bar; opens the list of members who may act here. */
export function PersonMenu(): ReactNode {
  const { t } = useWords();
  const { person } = useDesk();
  const rolesOf = useRoleNames();
  const [opened, setOpened] = useState(false);
  const answer = useLive('team.actors', {}, { enabled: opened });
  const switching = useSwitch();
  return (
    <>
      <Popover
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom-end"
        width={300}
        label={t('team.act.title')}
        target={
          <button
            type="button"
            className={css.person}
            title={t('team.act.menu', { name: person.name })}
            aria-expanded={opened}
            data-person={person.id}
            onClick={() => setOpened(!opened)}
          >
            <UserRound aria-hidden="true" size={14} />
            <span className={css.name}>{person.name}</span>
            <ChevronDown aria-hidden="true" size={12} />
          </button>
        }
      >
        <div className={css.panel}>
          <h2>{t('team.act.title')}</h2>
          <p className={css.help}>{t('team.act.help')}</p>
          <ul className={css.list}>
            {(answer.data?.rows ?? []).map((actor) => (
              <li key={actor.id}>
                <button
                  type="button"
                  className={css.actor}
                  aria-current={actor.id === person.id ? 'true' : undefined}
                  disabled={actor.id === person.id}
                  onClick={() => {
                    switching.start(actor, () => setOpened(false));
                    if (actor.asksPin) setOpened(false);
                  }}
                >
                  <span className={css.name}>{actor.name}</span>
                  <span className={css.roles}>{rolesOf(actor.roles)}</span>
                  {actor.id === person.id && <Check aria-hidden="true" size={14} />}
                  {actor.asksPin && <KeyRound aria-hidden="true" size={13} />}
                </button>
              </li>
            ))}
          </ul>
          <FormError error={switching.error} />
        </div>
      </Popover>
      {switching.dialog}
    </>
  );
}

/** Unmistakable while somebody else than the owner acts: whose eyes these are, and the way back. */
export function ActingBand(): ReactNode {
  const { person } = useDesk();
  return person.id === OWNER ? null : <Band />;
}

function Band(): ReactNode {
  const { t } = useWords();
  const { person } = useDesk();
  const rolesOf = useRoleNames();
  const actors = useLive('team.actors', {}).data?.rows ?? [];
  const owner = actors.find(({ id }) => id === OWNER);
  const acting = actors.find(({ id }) => id === person.id);
  const switching = useSwitch();
  return (
    <div className={css.band} role="status" data-acting-band={person.id}>
      <span className={css.bandText}>
        <UserRound aria-hidden="true" size={14} />
        {t('team.act.band', { name: person.name, roles: rolesOf(acting?.roles ?? []) })}
      </span>
      {owner !== undefined && (
        <button type="button" className={css.back} onClick={() => switching.start(owner)}>
          {t('team.act.back', { name: owner.name })}
        </button>
      )}
      {switching.dialog}
    </div>
  );
}
