import { useEffect, useRef, type ReactNode } from 'react';
import type { Stamp } from '../../../core/contract/define.ts';
import type { CodedError } from '../../../core/base/errors.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { LinkButton } from '../../ui/controls.tsx';
import { useErrorWords } from '../../ui/states.tsx';
import { SourceLine, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';

/** What is read of one customer when it is opened: no list holds it for all. */
type ReadingAction = 'resources.read' | 'budgets.readRecords' | 'realname.read';

export interface Reading {
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly again: () => void;
}

/** A reading this young is not repeated by opening the customer again. */
const FRESH_MS = 5 * 60_000;

/**
 * Reads it once when the customer is opened and what is here is old or missing.
 * @param asOf when it was read last; null: never; undefined: not known yet
 */
export function useReading(
  name: ReadingAction,
  customerId: string,
  asOf: number | null | undefined,
): Reading {
  const action = useAction(name);
  const now = useNow();
  const asked = useRef(false);
  const { mutate } = action;
  const old = asOf === null || (asOf !== undefined && now - asOf > FRESH_MS);
  useEffect(() => {
    if (asked.current || !old) return;
    asked.current = true;
    mutate({ customerId });
  }, [old, mutate, customerId]);
  return { busy: action.isPending, error: action.error, again: () => mutate({ customerId }) };
}

/** How old it is and what the last attempt said; offline, what was read before stays and says its age. */
export function ReadingFoot(props: { reading: Reading; stamp: Stamp | null }): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  const { reading, stamp } = props;
  return (
    <span className={css.reading} role="status">
      {reading.busy ? (
        <span>{t('customers.reading.busy')}</span>
      ) : stamp === null ? (
        <span>{t('customers.reading.never')}</span>
      ) : (
        <SourceLine stamp={stamp} />
      )}
      {!reading.busy && reading.error !== null && (
        <StatusWord tone="watch">
          {reading.error.code === 'ENDPOINT_UNREACHABLE'
            ? t('customers.reading.offline')
            : words(reading.error.code).what}
        </StatusWord>
      )}
    </span>
  );
}

/** Asks once more. */
export function ReadAgain(props: { reading: Reading }): ReactNode {
  const { t } = useWords();
  return (
    <LinkButton disabled={props.reading.busy} onClick={props.reading.again}>
      {t('customers.reading.again')}
    </LinkButton>
  );
}
