import { useState, type ReactNode } from 'react';
import { TextField } from '../../ui/controls.tsx';
import { useWords } from '../../words/use-words.ts';
import { readBudget, writeBudget } from './amount.ts';
import css from './budgets.module.css';

/**
 * An exact amount as text. What is wrong is said in words, not while typing but once the field is left or the form is
 * sent; Enter that ends a composition never sends the form.
 */
export function AmountField(props: {
  value: string;
  onText: (text: string) => void;
  currency: string;
  /** The form was sent: say what is wrong now. */
  tried: boolean;
  help?: ReactNode;
  /** Left out = "New budget". */
  label?: string;
}): ReactNode {
  const { t } = useWords();
  const [left, setLeft] = useState(false);
  const read = readBudget(props.value);
  const wrong =
    'problem' in read && (props.tried || (left && read.problem !== 'empty')) ? read.problem : null;
  return (
    <TextField
      label={props.label ?? t('actions.amount.label')}
      description={props.help}
      error={wrong === null ? undefined : t(`actions.amount.${wrong}`)}
      value={props.value}
      onText={(text) => {
        setLeft(false);
        props.onText(text);
      }}
      onBlur={() => {
        setLeft(true);
        if ('amount' in read) props.onText(writeBudget(read.amount));
      }}
      onKeyDown={(event) => {
        // Some input methods report the closing Enter only by this old code.
        if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) {
          event.preventDefault();
        }
      }}
      className={css.amount}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      maxLength={24}
      data-autofocus
      rightSection={<span className={css.currency}>{props.currency}</span>}
      rightSectionWidth={52}
    />
  );
}
