import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CodedError, isCoded } from '../../core/base/errors.ts';
import { ErrorState } from '../ui/states.tsx';
import css from './app.module.css';

/** In the place of a screen that could not be drawn: the frame and the other places go on. */
export function Crash(props: ErrorComponentProps): ReactNode {
  const error = isCoded(props.error) ? props.error : new CodedError('INTERNAL', {}, { cause: props.error });
  return (
    <div className={css.crash}>
      <ErrorState error={error} retry={props.reset} />
    </div>
  );
}
