import { useEffect, useState, type ReactNode } from 'react';
import { isEmail } from '../../../core/contract/development-fields.ts';
import type { IdentityAnswer } from '../../../core/contract/create-customer.ts';
import { useClockOffset } from '../../app/desk.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

const RESULTS: { readonly [R in IdentityAnswer['result']]: Tone } = {
  free: 'fine',
  taken: 'over',
  invalid: 'over',
  unchecked: 'watch',
};

/** A name or an address with a button that asks the Partner Center whether it may be registered. */
export function CheckedField(props: {
  type: 'name' | 'email';
  label: string;
  help: string;
  value: string;
  /** It has the right form: asking makes sense. */
  askable: boolean;
  error: string | undefined;
  optional?: boolean;
  onText: (text: string) => void;
}): ReactNode {
  const { t } = useWords();
  const check = useAction('customers.checkIdentity');
  const { value } = props;
  // An answer is about what was asked, not about what stands there now.
  const answer = check.variables?.value === value ? check.data : undefined;
  return (
    <div className={css.checked}>
      <div className={css.checkedRow}>
        <TextField
          label={props.label}
          description={props.help}
          value={value}
          optional={props.optional ?? false}
          error={props.error}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          onText={props.onText}
          {...(props.type === 'name' ? { 'data-autofocus': true } : {})}
        />
        <Button
          disabled={!props.askable || check.isPending}
          onClick={() => check.mutate({ type: props.type, value })}
        >
          {t('development.create.check')}
        </Button>
      </div>
      <p role="status" className={css.answer}>
        {answer !== undefined && (
          <StatusWord tone={RESULTS[answer.result]}>
            {t(`development.create.result.${answer.result}`)}
          </StatusWord>
        )}
      </p>
      <FormError error={check.error} />
    </div>
  );
}

/** Whole seconds until an instant of the core's clock; counts down while it is not over. */
export function useSecondsUntil(until: number | null): number {
  const offset = useClockOffset();
  const [now, setNow] = useState(() => Date.now());
  const over = until === null || until <= now + offset;
  useEffect(() => {
    if (over) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [over]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now - offset) / 1000));
}

const idOf = (to: CodeAddress): string => ('actionId' in to ? to.actionId : to.email);

/** 95 → '1:35'. */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** An address as typed, or the one of a creation that is held: screens know that one masked only. */
export type CodeAddress = { readonly email: string } | { readonly actionId: string };

/** Sends a verification code once, says until when it can be used and when another one may be asked for. */
export function CodeSender(props: { to: CodeAddress }): ReactNode {
  const { t, language } = useWords();
  const send = useAction('customers.sendCode');
  const { to } = props;
  const email = 'email' in to ? to.email : null;
  const usable = email === null || isEmail(email);
  const asks = usable && email !== null;
  const defaults = useLive('customers.creationDefaults', asks ? { email } : {}, { enabled: asks });
  const asked = send.variables;
  const same = asked !== undefined && idOf(asked) === idOf(to);
  const sent = same ? send.data : undefined;
  const allowance = sent?.allowance ?? (defaults.isPlaceholderData ? undefined : defaults.data?.allowance);
  const wait = useSecondsUntil(allowance?.nextAt ?? null);
  const left = useSecondsUntil(sent?.validUntil ?? null);
  const none = allowance?.left === 0 && wait === 0;
  return (
    <div className={css.form}>
      <div className={css.buttons}>
        <Button
          disabled={!usable || send.isPending || wait > 0 || none}
          onClick={() => send.mutate({ ...to, language })}
        >
          {t(sent === undefined ? 'development.create.send' : 'development.create.sendAgain')}
        </Button>
        <span className="quiet small" role="status">
          {wait > 0
            ? t('development.create.wait', { time: clockText(wait) })
            : none
              ? t('development.create.none')
              : allowance === undefined || !usable
                ? ''
                : t('development.create.left', { count: allowance.left, n: formatCount(allowance.left) })}
        </span>
      </div>
      {sent !== undefined && (
        <p role="status">
          {sent.outcome === 'maybe'
            ? t('development.create.maybe')
            : left > 0
              ? t('development.create.sent', { time: clockText(left) })
              : t('development.create.ended')}
        </p>
      )}
      <FormError error={send.error} />
    </div>
  );
}
