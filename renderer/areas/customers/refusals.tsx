import type { ReactNode } from 'react';
import { ERRORS } from '../../../core/base/error-codes.ts';
import { formatCount } from '../../ui/format.ts';
import { useErrorWords } from '../../ui/states.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './actions.module.css';

/** Why a customer is left out, in a sentence. */
export function useRefusal(): (code: string) => string {
  const { t } = useWords();
  const words = useErrorWords();
  return (code) => (code in ERRORS ? words(code).what : t('actions.refused.other', { code }));
}

/** Customers that an action left out, with the reason of each. */
export function LeftOut(props: {
  refused: readonly { customerId: string; code: string }[];
  nameOf: (id: string) => string;
}): ReactNode {
  const { t } = useWords();
  const refusal = useRefusal();
  if (props.refused.length === 0) return null;
  return (
    <div className={css.leftOut}>
      <StatusWord tone="act">
        {t('actions.refused.title', { count: props.refused.length, n: formatCount(props.refused.length) })}
      </StatusWord>
      <ul>
        {props.refused.map((one) => (
          <li key={one.customerId}>
            <strong>{props.nameOf(one.customerId)}</strong> {refusal(one.code)}
          </li>
        ))}
      </ul>
    </div>
  );
}
