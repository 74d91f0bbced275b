import { Modal as MantineModal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import {
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useWords } from '../../words/use-words.ts';
import { useLive } from '../live.ts';
import { useUi } from '../ui-state.ts';
import { useMay } from '../use-may.ts';
import { useCommands, type Command } from './commands.ts';
import css from './palette.module.css';

type Entry = Command & { readonly group: 'places' | 'actions' | 'customers' };

function useEntries(text: string): readonly Entry[] {
  const navigate = useNavigate();
  const commands = useCommands();
  const may = useMay();
  const search = useDeferredValue(text.trim());
  const found = useLive(
    'customers.list',
    { filter: { search }, sort: { by: 'monthToDate', direction: 'desc' }, limit: 7 },
    { enabled: search.length > 0 && may('customers.view') },
  );
  const wanted = text.trim().toLowerCase();
  const own = commands.filter(
    (c) =>
      wanted === '' ||
      c.word.toLowerCase().includes(wanted) ||
      c.also.some((w) => w.toLowerCase().includes(wanted)),
  );
  const customers = search === '' || wanted === '' ? [] : (found.data?.rows ?? []);
  return [
    ...own,
    ...customers.map((row): Entry => ({
      id: `customer:${row.id}`,
      group: 'customers',
      word: row.name,
      hint: row.id,
      also: [],
      run: () => void navigate({ to: '/customers/$id', params: { id: row.id } }),
    })),
  ];
}

function Entries(props: {
  id: string;
  entries: readonly Entry[];
  current: Entry | undefined;
  onPoint: (entry: Entry) => void;
  onRun: (entry: Entry) => void;
}): ReactNode {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const { current } = props;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div ref={list} id={props.id} role="listbox" aria-label={t('frame.palette.title')} className={css.list}>
      {(['places', 'actions', 'customers'] as const).map((group) => {
        const inGroup = props.entries.filter((entry) => entry.group === group);
        if (inGroup.length === 0) return null;
        return (
          <div key={group} role="group" aria-label={t(`frame.palette.${group}`)}>
            <p className={css.group} aria-hidden="true">
              {t(`frame.palette.${group}`)}
            </p>
            {inGroup.map((entry) => (
              <div
                key={entry.id}
                id={`${props.id}-${entry.id}`}
                role="option"
                aria-selected={entry === props.current}
                className={css.entry}
                onPointerMove={() => props.onPoint(entry)}
                onClick={() => props.onRun(entry)}
              >
                <span className="cut">{entry.word}</span>
                <span className={css.hint}>{entry.hint}</span>
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Finder(props: { onClose: () => void }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const entries = useEntries(text);
  const current = entries[Math.min(at, entries.length - 1)];
  const run = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    props.onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const moves: Record<string, () => number> = {
      ArrowDown: () => Math.min(at + 1, entries.length - 1),
      ArrowUp: () => Math.max(at - 1, 0),
      Home: () => 0,
      End: () => entries.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined && (event.key.startsWith('Arrow') || text === '')) {
      event.preventDefault();
      setAt(move());
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(current);
    }
  };
  return (
    <div className={css.finder}>
      <div className={css.field}>
        <Search aria-hidden="true" size={16} />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current === undefined ? undefined : `${listId}-${current.id}`}
          aria-label={t('frame.palette.title')}
          placeholder={t('frame.palette.hint')}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Entries
        id={listId}
        entries={entries}
        current={current}
        onPoint={(entry) => setAt(entries.indexOf(entry))}
        onRun={run}
      />
      {entries.length === 0 && (
        <div className={css.nothing} role="status">
          <p className="strong">{t('frame.palette.nothing', { text: text.trim() })}</p>
          <p className="quiet">{t('frame.palette.nothingHelp')}</p>
        </div>
      )}
    </div>
  );
}

/** Ctrl or Cmd+K: places, actions and customers in one list, in both languages. Never acts while text is composed. */
export function Palette(): ReactNode {
  const { t } = useWords();
  const opened = useUi((s) => s.paletteOpen);
  const show = useUi((s) => s.show);
  const close = (): void => show('paletteOpen', false);
  return (
    <MantineModal
      lockScroll={false}
      opened={opened}
      onClose={close}
      withCloseButton={false}
      size={560}
      padding={0}
      attributes={{ content: { 'aria-label': t('frame.palette.title') } }}
      classNames={{ content: css.modal ?? '', overlay: css.scrim ?? '' }}
    >
      <Finder onClose={close} />
    </MantineModal>
  );
}
