import { Columns3 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useUi } from '../app/ui-state.ts';
import { useWords } from '../words/use-words.ts';
import css from './column-chooser.module.css';
import { Button, Checkbox, LinkButton, Popover } from './controls.tsx';
import type { Column } from './data-table.tsx';

/** The columns of a view as the person arranged them; the first always stays. */
export function useColumns<R>(view: string, all: readonly Column<R>[]): readonly Column<R>[] {
  const chosen = useUi((s) => s.columns[view]);
  const widths = useUi((s) => s.widths[view]);
  return all
    .filter(
      (column, i) =>
        i === 0 || (chosen === undefined ? column.optional !== true : chosen.includes(column.key)),
    )
    .map((column) => {
      const width = widths?.[column.key];
      return width === undefined ? column : { ...column, width };
    });
}

/** A button that opens the list of columns with a tick for each that is shown. */
export function ColumnChooser<R>(props: { view: string; all: readonly Column<R>[] }): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const setColumns = useUi((s) => s.setColumns);
  const setWidth = useUi((s) => s.setWidth);
  const shown = useColumns(props.view, props.all).map((column) => column.key);
  return (
    <Popover
      opened={opened}
      onClose={() => setOpened(false)}
      position="bottom-end"
      label={t('common.columns')}
      target={
        <Button
          icon={<Columns3 aria-hidden="true" size={14} />}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {t('common.columns')}
        </Button>
      }
    >
      <div className={css.list}>
        {props.all.map((column, i) => (
          <Checkbox
            key={column.key}
            label={column.title}
            checked={shown.includes(column.key)}
            disabled={i === 0}
            onChange={(on) =>
              setColumns(
                props.view,
                props.all.map((c) => c.key).filter((key) => (key === column.key ? on : shown.includes(key))),
              )
            }
          />
        ))}
        <LinkButton
          onClick={() => {
            setColumns(props.view, null);
            setWidth(props.view, null, null);
          }}
        >
          {t('common.columnsReset')}
        </LinkButton>
      </div>
    </Popover>
  );
}
