import type { ReactNode } from 'react';
import { ERRORS } from '../../core/base/error-codes.ts';
import type { CodedError, ErrorCode } from '../../core/base/errors.ts';
import { useSlow } from '../app/live.ts';
import { useWords } from '../words/use-words.ts';
import { Button } from './controls.tsx';
import css from './states.module.css';

/** A state of a screen, set like text in the place of the content: a sentence, a reason, one action. */
export function StateText(props: {
  title: ReactNode;
  reason?: ReactNode;
  action?: ReactNode;
  tone?: 'plain' | 'over';
}): ReactNode {
  return (
    <div className={css.state} role={props.tone === 'over' ? 'alert' : 'status'}>
      <p className={props.tone === 'over' ? css.titleOver : css.title}>{props.title}</p>
      {props.reason !== undefined && <p className={css.reason}>{props.reason}</p>}
      {props.action !== undefined && <div className={css.action}>{props.action}</div>}
    </div>
  );
}

/** The two sentences of an error: what happened, what to do. Unknown codes are told as INTERNAL. */
export function useErrorWords(): (code: string) => { what: string; advice: string } {
  const { t } = useWords();
  return (code) => {
    const known: ErrorCode = code in ERRORS ? (code as ErrorCode) : 'INTERNAL';
    return { what: t(`errors.${known}.what`), advice: t(`errors.${known}.advice`) };
  };
}

/** Scalar data of an error as short text, so that the named columns, limits and codes are seen. */
export function errorDetail(data: Readonly<Record<string, unknown>> | null | undefined): string | null {
  const shown = Object.entries(data ?? {}).flatMap(([name, value]) => {
    if (typeof value === 'string' || typeof value === 'number') return [`${name}: ${value}`];
    if (Array.isArray(value) && value.every((v) => typeof v === 'string' || typeof v === 'number')) {
      return value.length === 0 ? [] : [`${name}: ${value.join(', ')}`];
    }
    return [];
  });
  return shown.length === 0 ? null : shown.join(' · ');
}

export function ErrorState(props: { error: CodedError; retry?: () => void }): ReactNode {
  const { t } = useWords();
  const words = useErrorWords()(props.error.code);
  const detail = errorDetail(props.error.data);
  return (
    <StateText
      tone="over"
      title={words.what}
      reason={
        <>
          {words.advice}
          <span className={css.code}>
            {props.error.code}
            {detail === null ? '' : ` · ${detail}`}
          </span>
        </>
      }
      action={
        props.retry === undefined ? undefined : <Button onClick={props.retry}>{t('common.tryAgain')}</Button>
      }
    />
  );
}

/** An error under a form: what happened and what to do. */
export function FormError(props: { error: CodedError | null }): ReactNode {
  const words = useErrorWords();
  if (props.error === null) return null;
  const { what, advice } = words(props.error.code);
  const detail = errorDetail(props.error.data);
  return (
    <div className={css.formError} role="alert" data-code={props.error.code}>
      <strong>{what}</strong> {advice}
      {detail !== null && <span className={css.code}>{detail}</span>}
    </div>
  );
}

/** Grey lines in the place of the content, only once waiting has lasted 300 ms. */
export function Skeleton(props: { lines: number; height?: number }): ReactNode {
  const { t } = useWords();
  const slow = useSlow(true);
  return (
    <div className={css.skeleton} aria-busy="true" style={{ minHeight: props.lines * (props.height ?? 28) }}>
      {slow && (
        <>
          <span className="visually-hidden">{t('common.loading')}</span>
          {Array.from({ length: props.lines }, (_, i) => (
            <span key={i} className={css.line} style={{ width: `${92 - ((i * 17) % 40)}%` }} />
          ))}
        </>
      )}
    </div>
  );
}
