import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './controls.tsx';
import css from './side-panel.module.css';

/** A screen whose list has a panel beside it: `head` above both. In a narrow window the panel takes the list's place. */
export function PanelScreen(props: { head: ReactNode; list: ReactNode; panel: ReactNode | null }): ReactNode {
  return (
    <div className={css.screen} data-panel={props.panel !== null}>
      {props.head}
      <div className={css.columns}>
        <div className={css.list}>{props.list}</div>
        {props.panel}
      </div>
    </div>
  );
}

/** One record beside its list, for looking without leaving it. Takes the focus when `of` changes; Escape closes it. */
export function SidePanel(props: {
  /** Id of the record shown. */
  of: string;
  label: string;
  title: ReactNode;
  note?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const panel = useRef<HTMLElement>(null);
  const { onClose } = props;
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, [props.of]);
  return (
    <aside
      ref={panel}
      className={css.panel}
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
      }}
    >
      <header className={css.head}>
        <div>
          <h2>{props.title}</h2>
          {props.note !== undefined && <p className="quiet">{props.note}</p>}
        </div>
        <IconButton label={props.closeLabel} onClick={onClose}>
          <X aria-hidden="true" size={14} />
        </IconButton>
      </header>
      {props.children}
    </aside>
  );
}
