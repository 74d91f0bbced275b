import { Menu as MantineMenu } from '@mantine/core';
import { useState, type ReactNode, type Ref } from 'react';
import { ChevronDown, Ellipsis } from 'lucide-react';
import controls from './controls.module.css';
import css from './more-menu.module.css';

export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
}

/**
 * A button with three dots and the menu behind it. The menu is made when it is opened: a list has one per row. `entries`
 * is asked then. `children`: words in place of the dots.
 */
export function MoreMenu(props: {
  label: string;
  entries: () => readonly MenuEntry[];
  className?: string | undefined;
  children?: ReactNode;
  disabled?: boolean;
}): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <span className={css.place}>
      <button
        type="button"
        className={props.className ?? controls.iconButton}
        aria-label={props.children === undefined ? props.label : undefined}
        title={props.children === undefined ? props.label : undefined}
        aria-haspopup="menu"
        aria-expanded={opened}
        disabled={props.disabled ?? false}
        onClick={() => setOpened(true)}
      >
        {props.children ?? <Ellipsis aria-hidden="true" size={16} />}
      </button>
      {opened && <Opened label={props.label} entries={props.entries()} onClose={() => setOpened(false)} />}
    </span>
  );
}

/** The same as a button with a word and an arrow, for the head of a page. */
export function MoreButton(props: { label: string; entries: () => readonly MenuEntry[] }): ReactNode {
  return (
    <MoreMenu {...props} className={controls.button}>
      {props.label}
      <ChevronDown aria-hidden="true" size={14} />
    </MoreMenu>
  );
}

/** What the menu hangs on: it names the menu, and is nothing else to those who hear the page. */
function Anchor({
  words,
  ref,
  id,
  onClick,
}: {
  words: string;
  ref?: Ref<HTMLSpanElement>;
  id?: string;
  onClick?: () => void;
}): ReactNode {
  return (
    // The button below is what the keyboard uses; this only takes the click that closes the menu.
    <span ref={ref} id={id} className={css.target} onClick={onClick} aria-hidden="true">
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

/** The menu itself, hung on a piece that lies over the button and so also takes the click that closes it. */
function Opened(props: { label: string; entries: readonly MenuEntry[]; onClose: () => void }): ReactNode {
  return (
    <MantineMenu
      opened
      onChange={(opened) => {
        if (!opened) props.onClose();
      }}
      position="bottom-end"
      offset={4}
      withinPortal
      hideDetached={false}
      classNames={{ dropdown: controls.dropdown ?? '', item: controls.item ?? '' }}
    >
      <MantineMenu.Target>
        <Anchor words={props.label} />
      </MantineMenu.Target>
      {/* The page takes a click in the menu for one on the row, because the row drew it. */}
      <MantineMenu.Dropdown aria-label={props.label} onClick={(event) => event.stopPropagation()}>
        {props.entries.map((entry) => (
          <MantineMenu.Item key={entry.key} disabled={entry.disabled ?? false} onClick={entry.onSelect}>
            {entry.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
