import type { ReactNode } from 'react';
import type { AuthorizationState } from '../../../core/contract/behalf.ts';
import { StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';

const TONES: Readonly<Record<AuthorizationState, Tone>> = {
  none: 'quiet',
  requested: 'watch',
  authorized: 'fine',
  rejected: 'over',
  revoked: 'over',
};

export function AuthorizationWord(props: { state: AuthorizationState }): ReactNode {
  const { t } = useWords();
  const words = t(`behalf.state.${props.state}`);
  if (props.state === 'none') return <span className="quiet">{words}</span>;
  return <StatusWord tone={TONES[props.state]}>{words}</StatusWord>;
}
