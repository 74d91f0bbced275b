import type { ReactNode } from 'react';
import css from './page.module.css';

/** A page: its title row with what stands beside the title and at most one primary action, then the content. */
export function Page(props: {
  title: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{props.title}</h1>
        {props.aside !== undefined && <div className={css.aside}>{props.aside}</div>}
        {props.actions !== undefined && <div className={css.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** Cards or sections one below the other. */
export function Stack(props: { children: ReactNode }): ReactNode {
  return <div className={css.stack}>{props.children}</div>;
}
