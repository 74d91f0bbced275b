import type { CSSProperties, ReactNode } from 'react';
import { useId } from 'react';
import css from './card.module.css';

/**
 * A card: its title is the question or the answer; then the content; the last line says source and age (look.md).
 * `aside` is the quiet text right of the title, `foot` the left and `links` the right of the last line.
 */
export function Card(props: {
  title: ReactNode;
  aside?: ReactNode;
  foot?: ReactNode;
  links?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  /** Lets tests and anchors find the card. */
  id?: string;
  style?: CSSProperties;
}): ReactNode {
  const titleId = useId();
  return (
    <section
      className={`${css.card} ${props.className ?? ''}`}
      aria-labelledby={titleId}
      data-card={props.id}
      style={props.style}
    >
      <header className={css.head}>
        <h2 id={titleId}>{props.title}</h2>
        {props.aside !== undefined && <div className={css.aside}>{props.aside}</div>}
      </header>
      <div className={css.body}>{props.children}</div>
      {(props.foot !== undefined || props.links !== undefined) && (
        <footer className={css.foot}>
          <div>{props.foot}</div>
          <div className={css.links}>{props.links}</div>
        </footer>
      )}
    </section>
  );
}

/** A figure with its unit and what it is; `hero` is the one figure of Home. */
export function Figure(props: {
  children: ReactNode;
  unit?: ReactNode;
  note?: ReactNode;
  size?: 'hero' | 'large';
  tone?: 'over' | undefined;
  title?: string;
}): ReactNode {
  return (
    <div>
      <div
        className={`${css.figure} ${props.size === 'hero' ? css.hero : ''} ${props.tone === 'over' ? css.over : ''}`}
        title={props.title}
      >
        {props.children}
        {props.unit !== undefined && <span className={css.unit}>{props.unit}</span>}
      </div>
      {props.note !== undefined && <div className={css.note}>{props.note}</div>}
    </div>
  );
}
