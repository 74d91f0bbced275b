import { useMemo, type ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { TaskRow } from '../../../core/contract/tasks.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Button, Chip, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { ListScreen } from '../../ui/list-screen.tsx';
import { CustomerName } from '../../ui/model-mark.tsx';
import { PanelScreen } from '../../ui/side-panel.tsx';
import { StateText } from '../../ui/states.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { TaskPanel } from './panel.tsx';
import { FILTER_NAMES, FILTERS, type Filter } from './states.ts';
import { Due, TaskStateWord, useKindWords } from './values.tsx';

const VIEW = 'tasks';
/** Segments that stay even when nothing is in them. */
const ALWAYS: ReadonlySet<Filter> = new Set(['open', 'done', 'closed']);

type Summary = OutputOf<'tasks.summary'>;

function useTaskColumns(): readonly Column<TaskRow>[] {
  const { t } = useWords();
  const words = useKindWords();
  return [
    { key: 'due', title: t('tasks.column.due'), width: 150, cell: (row) => <Due row={row} /> },
    {
      key: 'what',
      title: t('tasks.column.what'),
      width: 200,
      cell: (row) => <span title={words(row.kind).title}>{words(row.kind).title}</span>,
    },
    {
      key: 'name',
      title: t('tasks.column.customer'),
      width: 150,
      grow: true,
      masked: true,
      cell: (row) =>
        row.customerName === '' ? (
          row.customerId === null ? (
            <Dash />
          ) : (
            <span className="quiet">{row.customerId}</span>
          )
        ) : (
          <CustomerName
            name={row.customerName}
            association={row.association}
            {...(row.customerId === null ? {} : { title: row.customerId })}
          />
        ),
    },
    {
      key: 'state',
      title: t('tasks.column.state'),
      width: 130,
      cell: (row) => <TaskStateWord state={row.state} />,
    },
    { key: 'person', title: t('tasks.column.person'), width: 130, cell: (row) => row.person },
    {
      key: 'since',
      title: t('tasks.column.since'),
      width: 130,
      optional: true,
      cell: (row) => <DateText at={row.since} time short />,
    },
    {
      key: 'created',
      title: t('tasks.column.created'),
      width: 130,
      optional: true,
      cell: (row) => <DateText at={row.createdAt} time short />,
    },
    {
      key: 'reference',
      title: t('tasks.column.reference'),
      width: 160,
      optional: true,
      cell: (row) => row.reference ?? <Dash />,
    },
  ];
}

/** How many tasks a segment stands for, where that is counted. */
function countOf(filter: Filter, summary: Summary | undefined): number | undefined {
  return filter === 'done' || filter === 'closed' ? undefined : (summary?.[filter] ?? 0);
}

function Filters(props: {
  filter: Filter;
  summary: Summary | undefined;
  show: (name: string) => void;
}): ReactNode {
  const { t } = useWords();
  const { filter, summary } = props;
  const shown = FILTER_NAMES.filter(
    (name) => name === filter || ALWAYS.has(name) || (countOf(name, summary) ?? 0) > 0,
  );
  return (
    <Segments
      label={t('tasks.filter.label')}
      value={filter}
      choices={shown.map((value) => ({
        value,
        label: t(`tasks.filter.${value}`, { n: formatCount(countOf(value, summary) ?? 0) }),
      }))}
      onChange={props.show}
    />
  );
}

/** Everything that only a person can do in the Partner Center's console, what falls due first. */
export function TasksScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const columns = useTaskColumns();
  const reveal = useReveal(VIEW);
  const summary = useLive('tasks.summary', {}).data;
  const filter = FILTER_NAMES.find((name) => name === address['state']) ?? 'open';
  const { customer, id } = address;
  const input = useMemo(() => {
    const { states, order, ...rest } = FILTERS[filter];
    return {
      states: [...states],
      order,
      ...rest,
      limit: 100,
      ...(customer === undefined ? {} : { customerId: customer }),
      ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
    };
  }, [filter, customer, reveal.revealId]);
  const pages = useLivePages('tasks.list', input);
  const without = (key: string) =>
    Object.fromEntries(Object.entries(address).filter(([name]) => name !== key));
  const show = (name: string): void =>
    go({ ...(name === 'open' ? {} : { state: name }), ...(customer === undefined ? {} : { customer }) });
  const close = (): void => {
    go(without('id'));
    requestAnimationFrame(() => document.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus());
  };
  const count = customer === undefined ? countOf(filter, summary) : undefined;
  return (
    <PanelScreen
      head={<PageHead title={t('tasks.title')} note={t('tasks.note')} />}
      list={
        <ListScreen
          view={VIEW}
          label={t('tasks.title')}
          columns={columns}
          pages={pages}
          rowKey={(row) => row.id}
          onOpen={(row) => go({ ...address, id: row.id })}
          reveal={reveal}
          {...(count === undefined ? {} : { count })}
          filters={
            <>
              <Filters filter={filter} summary={summary} show={show} />
              {customer !== undefined && (
                <Chip name={t('tasks.filter.customer')} onRemove={() => go(without('customer'))}>
                  {t('common.filter.is', { name: t('tasks.filter.customer'), value: customer })}
                </Chip>
              )}
            </>
          }
          empty={
            filter === 'open' ? (
              <StateText
                title={t('tasks.empty.open')}
                reason={t('tasks.empty.openReason')}
                action={<Button onClick={() => show('done')}>{t('tasks.empty.openAction')}</Button>}
              />
            ) : (
              <StateText
                title={t('tasks.empty.nothing')}
                action={<Button onClick={() => show('open')}>{t('tasks.empty.nothingAction')}</Button>}
              />
            )
          }
        />
      }
      panel={id === undefined ? null : <TaskPanel id={id} reveal={reveal} onClose={close} />}
    />
  );
}
