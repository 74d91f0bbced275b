import {
  Checkbox as MantineCheckbox,
  Menu as MantineMenu,
  Modal as MantineModal,
  PasswordInput,
  Popover as MantinePopover,
  SegmentedControl,
  Select as MantineSelect,
  Textarea as MantineTextarea,
  TextInput,
  Tooltip as MantineTooltip,
} from '@mantine/core';
import { X } from 'lucide-react';
import type { ButtonHTMLAttributes, ComponentProps, ReactElement, ReactNode, Ref } from 'react';
import { useConfirm } from '../app/confirm.ts';
import { useWords } from '../words/use-words.ts';
import css from './controls.module.css';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: 'default' | 'primary' | 'quiet' | 'danger';
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

/** A button; at most one `primary` per page. */
export function Button({
  variant = 'default',
  icon,
  children,
  className,
  type,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type={type === 'submit' ? 'submit' : 'button'}
      className={`${css.button} ${css[variant] ?? ''} ${className ?? ''}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

/** For links that look like buttons. */
export const buttonClass = css.button ?? '';

/** A button that is only an icon: its name is read out and shown as a tooltip. */
export function IconButton({
  label,
  children,
  className,
  ...rest
}: ButtonProps & { label: string }): ReactNode {
  return (
    <button
      type="button"
      className={`${css.iconButton} ${className ?? ''}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </button>
  );
}

/** A quiet action written as a link. */
export function LinkButton({ className, ...rest }: ButtonProps): ReactNode {
  return <button type="button" className={`${css.linkButton} ${className ?? ''}`} {...rest} />;
}

type FieldProps = Omit<ComponentProps<typeof TextInput>, 'size' | 'onChange'> & {
  onText: (text: string) => void;
  optional?: boolean;
};

function fieldLabel(label: ReactNode, optional: boolean | undefined, word: string): ReactNode {
  return optional === true ? (
    <>
      {label} <span className={css.optional}>({word})</span>
    </>
  ) : (
    label
  );
}

const FIELD = {
  label: css.fieldLabel ?? '',
  input: css.fieldInput ?? '',
  error: css.fieldError ?? '',
  description: css.fieldHelp ?? '',
};
const FIELD_AREA = { ...FIELD, input: css.areaInput ?? '' };

/** A text field: label above, help and error in words below. Required is the rule, optional is said. */
export function TextField({ onText, optional, label, ...rest }: FieldProps): ReactNode {
  const { t } = useWords();
  return (
    <TextInput
      size="sm"
      classNames={FIELD}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={label === undefined ? undefined : fieldLabel(label, optional, t('common.optional'))}
      onChange={(event) => onText(event.currentTarget.value)}
      {...rest}
    />
  );
}

/** A field for a longer text. */
export function TextArea({
  onText,
  optional,
  label,
  ...rest
}: Omit<ComponentProps<typeof MantineTextarea>, 'size' | 'onChange'> & {
  onText: (text: string) => void;
  optional?: boolean;
}): ReactNode {
  const { t } = useWords();
  return (
    <MantineTextarea
      size="sm"
      classNames={FIELD_AREA}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={label === undefined ? undefined : fieldLabel(label, optional, t('common.optional'))}
      onChange={(event) => onText(event.currentTarget.value)}
      {...rest}
    />
  );
}

/** A field for a secret: hidden as typed, pasting and password managers welcome. */
export function SecretField({
  onText,
  optional,
  label,
  ...rest
}: Omit<ComponentProps<typeof PasswordInput>, 'size' | 'onChange'> & {
  onText: (text: string) => void;
  optional?: boolean;
}): ReactNode {
  const { t } = useWords();
  return (
    <PasswordInput
      size="sm"
      label={label === undefined ? undefined : fieldLabel(label, optional, t('common.optional'))}
      classNames={{ ...FIELD, innerInput: css.fieldInner ?? '' }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onText(event.currentTarget.value)}
      {...rest}
    />
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function Select(props: {
  label?: string;
  optional?: boolean;
  ariaLabel?: string;
  value: string | null;
  choices: readonly Choice[];
  onChange: (value: string | null) => void;
  placeholder?: string;
  searchable?: boolean;
  clearable?: boolean;
  nothing?: string;
}): ReactNode {
  const { t } = useWords();
  return (
    <MantineSelect
      size="sm"
      classNames={{ ...FIELD, dropdown: css.dropdown ?? '', option: css.option ?? '' }}
      label={
        props.label === undefined ? undefined : fieldLabel(props.label, props.optional, t('common.optional'))
      }
      aria-label={props.ariaLabel}
      value={props.value}
      data={props.choices.map((c) => ({ value: c.value, label: c.label }))}
      onChange={props.onChange}
      placeholder={props.placeholder}
      searchable={props.searchable ?? false}
      clearable={props.clearable ?? false}
      allowDeselect={props.clearable ?? false}
      nothingFoundMessage={props.nothing}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

/** Two to four choices side by side. */
export function Segments(props: {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <SegmentedControl
      size="sm"
      classNames={{ root: css.segments ?? '', label: css.segment ?? '', indicator: css.segmentNow ?? '' }}
      transitionDuration={0}
      aria-label={props.label}
      value={props.value}
      data={props.choices.map((c) => ({ value: c.value, label: c.label }))}
      onChange={props.onChange}
    />
  );
}

export function Checkbox(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}): ReactNode {
  return (
    <MantineCheckbox
      size="xs"
      label={props.label}
      checked={props.checked}
      disabled={props.disabled ?? false}
      classNames={{ label: css.checkLabel ?? '', input: css.check ?? '', body: css.checkBody ?? '' }}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}

export function Modal(props: {
  title: string;
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** Opens over other dialogs; while it does, Escape is its own. */
  above?: boolean;
}): ReactNode {
  const { t } = useWords();
  const covered = useConfirm((s) => s.answer !== null) && props.above !== true;
  return (
    <MantineModal
      closeOnEscape={!covered}
      trapFocus={!covered}
      {...(props.above === true && { zIndex: 300 })}
      // The page itself never scrolls, and the lock would write a style that the CSP refuses.
      lockScroll={false}
      title={props.title}
      opened={props.opened}
      onClose={props.onClose}
      size={props.wide === true ? 720 : 480}
      classNames={{
        title: css.modalTitle ?? '',
        content: css.modal ?? '',
        overlay: css.scrim ?? '',
        header: css.modalHead ?? '',
      }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {props.children}
    </MantineModal>
  );
}

/** A small surface beside its target; closes on Escape and gives focus back. */
export function Popover(props: {
  opened: boolean;
  onClose: () => void;
  target: ReactElement;
  children: ReactNode;
  width?: number;
  position?: 'bottom-start' | 'bottom-end';
  label?: string;
}): ReactNode {
  return (
    <MantinePopover
      opened={props.opened}
      onChange={(opened) => {
        if (!opened) props.onClose();
      }}
      position={props.position ?? 'bottom-start'}
      width={props.width ?? 'max-content'}
      trapFocus
      returnFocus
      offset={4}
      withinPortal
    >
      <MantinePopover.Target>{props.target}</MantinePopover.Target>
      <MantinePopover.Dropdown className={css.dropdown ?? ''} aria-label={props.label}>
        {props.children}
      </MantinePopover.Dropdown>
    </MantinePopover>
  );
}

/** A menu of named actions or choices. */
export function Menu(props: {
  target: ReactElement;
  items: readonly { label: string; onSelect: () => void; icon?: ReactNode }[];
}): ReactNode {
  return (
    <MantineMenu
      position="bottom-start"
      offset={4}
      classNames={{ dropdown: css.dropdown ?? '', item: css.item ?? '' }}
    >
      <MantineMenu.Target>{props.target}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {props.items.map((item) => (
          <MantineMenu.Item key={item.label} leftSection={item.icon} onClick={item.onSelect}>
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

export function Tooltip(props: { label: string; children: ReactElement }): ReactNode {
  return (
    <MantineTooltip
      label={props.label}
      classNames={{ tooltip: css.tooltip ?? '' }}
      events={{ hover: true, focus: true, touch: false }}
    >
      {props.children}
    </MantineTooltip>
  );
}

/**
 * A filter that is on: its words and a button that takes it away. `open` wraps the words in what edits the filter; it
 * gets the button that must carry the popover's marks.
 */
export function Chip(props: {
  children: ReactNode;
  name: string;
  onRemove: () => void;
  open?: (words: ReactElement) => ReactNode;
}): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.chip}>
      {props.open === undefined ? (
        <span className={css.chipText}>{props.children}</span>
      ) : (
        props.open(
          <button type="button" className={css.chipText}>
            {props.children}
          </button>,
        )
      )}
      <button
        type="button"
        className={css.chipRemove}
        aria-label={t('common.clearNamed', { name: props.name })}
        onClick={props.onRemove}
      >
        <X aria-hidden="true" size={12} />
      </button>
    </span>
  );
}
