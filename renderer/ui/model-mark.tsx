import { Handshake, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import css from './model-mark.module.css';

/** The transaction models by the API's code (guide 5.0). */
const MODELS = {
  '1': { icon: Handshake, words: 'customers.model.referral' },
  '3': { icon: Store, words: 'customers.model.reseller' },
} as const;

/** The mark of a customer's transaction model, beside its name; nothing for a model nobody documented. */
export function ModelMark(props: { association: string | null }): ReactNode {
  const { t } = useWords();
  const code = props.association;
  if (code !== '1' && code !== '3') return null;
  const { icon: Icon, words } = MODELS[code];
  return (
    <span className={css.mark} title={t(words)} data-model={code}>
      <Icon aria-hidden="true" size={13} strokeWidth={1.75} />
      <span className="visually-hidden">{t(words)}</span>
    </span>
  );
}

/** A customer in a list: the mark of its model, then the name. */
export function CustomerName(props: { name: string; association: string | null; title?: string }): ReactNode {
  return (
    <span className={css.named} title={props.title}>
      <ModelMark association={props.association} />
      <span className={css.name}>{props.name}</span>
    </span>
  );
}
