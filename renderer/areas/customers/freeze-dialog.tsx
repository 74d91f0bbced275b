import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { beijingDay, DAY_MS } from '../../../core/base/period.ts';
import type { CodedError } from '../../../core/base/errors.ts';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { sayChangesSaved } from '../../app/toast.ts';
import { Button, Modal, TextArea } from '../../ui/controls.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './actions.module.css';
import { LeftOut } from './refusals.tsx';

const REASON_MOST = 256;
/** Guide 5.4: frozen resources are deleted after this. */
const RESOURCE_DAYS = 15;
const TYPES = ['account', 'account-and-resources'] as const;
type FreezeType = (typeof TYPES)[number];
type Direction = 'freeze' | 'unfreeze';

interface DialogProps {
  readonly direction: Direction;
  readonly ids: readonly string[];
  /** Rows at hand, for their names and states; others are known by their ids only. */
  readonly rows: readonly CustomerRow[];
  /** Something was saved. */
  readonly onSaved?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Account, or account and resources: each with what it means. */
function TypeChoice(props: {
  legend: string;
  value: FreezeType | null;
  onChange: (type: FreezeType) => void;
}): ReactNode {
  const { t } = useWords();
  const name = useId();
  return (
    <fieldset className={css.choices}>
      <legend>{props.legend}</legend>
      {TYPES.map((type) => (
        <label key={type} className={css.choice} data-on={props.value === type}>
          <input
            type="radio"
            name={name}
            value={type}
            checked={props.value === type}
            onChange={() => props.onChange(type)}
          />
          <span>
            <strong>{t(`actions.freezing.types.${type}`)}</strong>
            <span className={css.choiceHelp}>{t(`actions.freezing.help.${type}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ReasonField(props: { value: string; onText: (text: string) => void; tried: boolean }): ReactNode {
  const { t } = useWords();
  const missing = props.tried && props.value.trim() === '';
  return (
    <TextArea
      label={t('actions.freezing.reason')}
      description={t('actions.freezing.reasonHelp', { n: REASON_MOST - props.value.length })}
      error={missing ? t('actions.freezing.reasonMissing') : undefined}
      value={props.value}
      rows={3}
      maxLength={REASON_MOST}
      onText={props.onText}
    />
  );
}

interface Sent {
  /** Ids of the changes saved so far. */
  readonly saved: readonly string[];
  readonly refused: readonly { readonly customerId: string; readonly code: string }[];
  /** Customers for which the person must say how they were frozen. */
  readonly asked: readonly string[];
}

interface Sender {
  readonly sent: Sent | null;
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly send: (reason: string, type: FreezeType | null) => void;
}

/** Saves the changes; whoever was left out is kept with the reason, and with the question that is open. */
function useSender(props: DialogProps): Sender {
  const { direction, ids, onClose } = props;
  const freeze = useAction('customers.freeze');
  const unfreeze = useAction('customers.unfreeze');
  const [sent, setSent] = useState<Sent | null>(null);
  const take = (answer: OutputOf<'customers.freeze'>): void => {
    const saved = [...(sent?.saved ?? []), ...answer.ids];
    sayChangesSaved(saved);
    if (answer.ids.length > 0) props.onSaved?.();
    if (answer.refused.length === 0) onClose();
    const unknown = answer.refused.filter((one) => one.code === 'FREEZE_TYPE_UNKNOWN');
    setSent({ saved, refused: answer.refused, asked: unknown.map((one) => one.customerId) });
  };
  return {
    sent,
    busy: freeze.isPending || unfreeze.isPending,
    error: freeze.error ?? unfreeze.error,
    send: (reason, type) => {
      const customerIds = [...(sent === null ? ids : sent.asked)];
      if (direction === 'freeze')
        freeze.mutate({ customerIds, reason, type: type ?? 'account' }, { onSuccess: take });
      else unfreeze.mutate({ customerIds, reason, ...(type === null ? {} : { type }) }, { onSuccess: take });
    },
  };
}

/** Freezing an account that is frozen already makes sense only for its resources. */
function firstType(rows: readonly CustomerRow[]): FreezeType {
  return rows.length > 0 && rows.every((row) => row.frozen === true) ? 'account-and-resources' : 'account';
}

function useTitle(direction: Direction, props: Pick<DialogProps, 'ids'>): string {
  const { t } = useWords();
  const count = props.ids.length;
  const counted = { count, n: formatCount(count) };
  if (direction === 'freeze') {
    return count === 1 ? t('actions.freezing.title') : t('actions.freezing.titleMany', counted);
  }
  return count === 1 ? t('actions.unfreezing.title') : t('actions.unfreezing.titleMany', counted);
}

/** What freezing means, before it is saved; the 15 days of frozen resources stand out. */
function FreezeMeaning(props: {
  type: FreezeType | null;
  onType: (type: FreezeType) => void;
  already: number;
}): ReactNode {
  const { t, language } = useWords();
  const now = useNow();
  const day = formatDay(beijingDay(now + RESOURCE_DAYS * DAY_MS), language);
  return (
    <>
      <TypeChoice legend={t('actions.freezing.type')} value={props.type} onChange={props.onType} />
      {props.type === 'account-and-resources' && (
        <div className={css.warning} role="alert">
          <StatusWord tone="over">{t('actions.freezing.warning', { day })}</StatusWord>
        </div>
      )}
      {props.already > 0 && (
        <p className="quiet small">
          {t('actions.freezing.already', { count: props.already, n: formatCount(props.already) })}
        </p>
      )}
    </>
  );
}

/** What unfreezing means; the type is asked only where the desk does not know it. */
function UnfreezeMeaning(props: {
  asked: boolean;
  type: FreezeType | null;
  onType: (type: FreezeType) => void;
}): ReactNode {
  const { t } = useWords();
  if (!props.asked) return <p className={css.effect}>{t('actions.unfreezing.effect')}</p>;
  return (
    <>
      <TypeChoice legend={t('actions.unfreezing.typeAsked')} value={props.type} onChange={props.onType} />
      <p className="quiet small">{t('actions.unfreezing.typeHelp')}</p>
    </>
  );
}

/** What was saved and who was left out. */
function Result(props: { sent: Sent; nameOf: (id: string) => string }): ReactNode {
  const { t } = useWords();
  const count = props.sent.saved.length;
  return (
    <>
      <p role="status">
        {count === 0
          ? t('actions.leftOut.savedNone')
          : t('actions.leftOut.saved', { count, n: formatCount(count) })}
      </p>
      <LeftOut refused={props.sent.refused} nameOf={props.nameOf} />
    </>
  );
}

function FreezeForm(props: DialogProps): ReactNode {
  const { t } = useWords();
  const { direction, ids, rows, onClose } = props;
  const freezing = direction === 'freeze';
  const sender = useSender(props);
  const { sent } = sender;
  const [type, setType] = useState<FreezeType | null>(freezing ? firstType(rows) : null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.name ?? id;
  const asked = sent !== null && sent.asked.length > 0;
  const ended = sent !== null && !asked;
  const count = asked ? sent.asked.length : ids.length;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '' || (asked && type === null) || ended || sender.busy) return;
    sender.send(reason.trim(), type);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {ids[0] !== undefined && ids.length === 1 && <p className={css.who}>{nameOf(ids[0])}</p>}
      {freezing ? (
        <FreezeMeaning
          type={type}
          onType={setType}
          already={rows.filter((row) => row.frozen === true).length}
        />
      ) : (
        <UnfreezeMeaning asked={asked} type={type} onType={setType} />
      )}
      <ReasonField value={reason} onText={setReason} tried={tried} />
      {sent !== null && <Result sent={sent} nameOf={nameOf} />}
      <FormError error={sender.error} />
      <div className={css.buttons}>
        {!ended && (
          <Button variant={freezing ? 'danger' : 'primary'} type="submit" disabled={sender.busy}>
            {t(freezing ? 'actions.freezing.save' : 'actions.unfreezing.save', {
              count,
              n: formatCount(count),
            })}
          </Button>
        )}
        <Button onClick={onClose}>{t(ended ? 'common.close' : 'common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Freezes or unfreezes accounts (guide 5.4): the reason is mandatory, the 15 days are said before it is saved. */
export function FreezeDialog(props: DialogProps & { opened: boolean }): ReactNode {
  const title = useTitle(props.direction, props);
  return (
    <Modal title={title} opened={props.opened} onClose={props.onClose}>
      <FreezeForm {...props} />
    </Modal>
  );
}
