import { useMemo, type ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { OutboxRow } from '../../../core/contract/outbox.ts';
import { CustomerModels, NamedCustomer } from '../../app/customer-models.tsx';
import { useAddress } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Button, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { useColumns } from '../../ui/column-chooser.tsx';
import { ListScreen } from '../../ui/list-screen.tsx';
import { StateText } from '../../ui/states.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './outbox.module.css';
import { OutboxPanel } from './panel.tsx';
import { FILTER_NAMES, FILTERS, type Filter } from './states.ts';
import { OutboxStateWord, useNextText, WhatChanges } from './values.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { SavedViews } from '../views/saved-views.tsx';

const VIEW = 'outbox';
/** Segments that stay even when nothing is in them. */
const ALWAYS: ReadonlySet<Filter> = new Set(['open', 'done']);

function useOutboxColumns(): readonly Column<OutboxRow>[] {
  const { t } = useWords();
  const next = useNextText();
  return [
    {
      key: 'name',
      title: t('outbox.column.customer'),
      width: 180,
      grow: true,
      masked: true,
      cell: (row) =>
        // Who is still to be created has no ID and no model yet.
        row.customerId === null ? (
          row.customerName
        ) : (
          <NamedCustomer id={row.customerId} name={row.customerName} />
        ),
    },
    { key: 'what', title: t('outbox.column.what'), width: 260, cell: (row) => <WhatChanges row={row} /> },
    {
      key: 'state',
      title: t('outbox.column.state'),
      width: 140,
      cell: (row) => <OutboxStateWord state={row.state} />,
    },
    {
      key: 'since',
      title: t('outbox.column.since'),
      width: 140,
      cell: (row) => <DateText at={row.since} time short />,
    },
    {
      key: 'next',
      title: t('outbox.column.next'),
      width: 200,
      cell: (row) => <span title={next(row)}>{next(row)}</span>,
    },
    {
      key: 'person',
      title: t('outbox.column.person'),
      width: 110,
      optional: true,
      cell: (row) => row.person,
    },
    {
      key: 'created',
      title: t('outbox.column.created'),
      width: 120,
      optional: true,
      cell: (row) => <DateText at={row.createdAt} time short />,
    },
    {
      key: 'attempts',
      title: t('outbox.column.attempts'),
      width: 100,
      numeric: true,
      optional: true,
      cell: (row) => formatCount(row.attempts),
    },
  ];
}

/** How many changes a segment stands for. */
export function countOf(filter: Filter, counts: OutputOf<'outbox.summary'>['counts'] | undefined): number {
  return FILTERS[filter].reduce((sum, state) => sum + (counts?.[state] ?? 0), 0);
}

/** Why the list is empty, and what to look at instead. */
function Nothing(props: { filter: Filter; show: (name: string) => void }): ReactNode {
  const { t } = useWords();
  const { filter, show } = props;
  return filter === 'open' ? (
    <StateText
      title={t('outbox.empty.open')}
      reason={t('outbox.empty.openReason')}
      action={<Button onClick={() => show('done')}>{t('outbox.empty.openAction')}</Button>}
    />
  ) : (
    <StateText
      title={t('outbox.empty.nothing')}
      action={<Button onClick={() => show('open')}>{t('outbox.empty.nothingAction')}</Button>}
    />
  );
}

/** Everything saved on this device that the Partner Center has not, or only just, answered; decisions are made here. */
export function OutboxScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const columns = useOutboxColumns();
  const reveal = useReveal(VIEW);
  const summary = useLive('outbox.summary', {}).data;
  const filter = FILTER_NAMES.find((name) => name === address['state']) ?? 'open';
  const input = useMemo(
    () => ({
      states: [...FILTERS[filter]],
      limit: 100,
      ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
    }),
    [filter, reveal.revealId],
  );
  const pages = useLivePages('outbox.list', input);
  const shown = useColumns(VIEW, columns);
  const id = address['id'];
  const show = (name: string): void => go(name === 'open' ? {} : { state: name });
  const rest = Object.fromEntries(Object.entries(address).filter(([name]) => name !== 'id'));
  const waiting = countOf('waiting', summary?.counts);
  const close = (): void => {
    go(rest);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus());
  };
  const segments = FILTER_NAMES.filter(
    (name) => name === filter || ALWAYS.has(name) || countOf(name, summary?.counts) > 0,
  );
  return (
    <div className={css.screen} data-panel={id !== undefined}>
      <PageHead
        title={t('outbox.title')}
        note={
          waiting > 0 ? t('outbox.noteOpen', { count: waiting, n: formatCount(waiting) }) : t('outbox.note')
        }
        actions={
          <ExportButton
            list="outbox"
            input={{ states: [...FILTERS[filter]] }}
            columns={shown.map(({ key }) => key)}
          />
        }
      />
      <div className={css.columns}>
        <div className={css.list}>
          <CustomerModels ids={pages.rows.flatMap((row) => row.customerId ?? [])}>
            <ListScreen
              view={VIEW}
              label={t('outbox.title')}
              columns={columns}
              pages={pages}
              rowKey={(row) => row.id}
              onOpen={(row) => go({ ...address, id: row.id })}
              reveal={reveal}
              tools={<SavedViews screen="outbox" />}
              count={countOf(filter, summary?.counts)}
              filters={
                <Segments
                  label={t('outbox.filter.label')}
                  value={filter}
                  choices={segments.map((value) => ({
                    value,
                    label: t(`outbox.filter.${value}`, { n: formatCount(countOf(value, summary?.counts)) }),
                  }))}
                  onChange={show}
                />
              }
              empty={<Nothing filter={filter} show={show} />}
            />
          </CustomerModels>
        </div>
        {id !== undefined && <OutboxPanel id={id} revealId={reveal.revealId} onClose={close} />}
      </div>
    </div>
  );
}
