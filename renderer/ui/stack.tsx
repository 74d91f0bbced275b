import type { ReactNode } from 'react';
import css from './stack.module.css';

/** Cards or sections one below the other. */
export function Stack(props: { children: ReactNode }): ReactNode {
  return <div className={css.stack}>{props.children}</div>;
}

/** Cards side by side, as many as fit, of one height per row. */
export function Columns(props: { children: ReactNode }): ReactNode {
  return <div className={css.columns}>{props.children}</div>;
}
