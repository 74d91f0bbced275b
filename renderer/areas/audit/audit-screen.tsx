import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { ERRORS } from '../../../core/base/error-codes.ts';
import type { AuditEntry } from '../../../core/contract/outbox.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLivePages } from '../../app/live.ts';
import { LinkButton, Modal } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { useColumns } from '../../ui/column-chooser.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Facts, PlainTable } from '../../ui/plain-table.tsx';
import { useErrorWords } from '../../ui/states.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { audit } from '../../words/en/audit.ts';
import { useWords } from '../../words/use-words.ts';
import css from './audit.module.css';
import { useTaskTitle } from '../tasks/values.tsx';
import { associationStateOf, kindOf, partsOf, stateOf, taskStateOf, type Part } from './readable.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { SavedViews } from '../views/saved-views.tsx';

/** Everything the words know; a name that is missing there is shown as it stands. */
const WHAT = Object.keys(audit.what) as (keyof typeof audit.what)[];
const FIELDS = [
  'budget',
  'budgetType',
  'type',
  'currency',
  'freezeMode',
  'unfreeze',
  'frozen',
  'reason',
  'state',
  'kind',
  'code',
  'manager',
  'initiator',
  'reference',
  'dueAt',
  'requests',
  'withoutConsent',
] as const;
const VALUES = [
  'monthly',
  'one-time',
  'manual',
  'automatic',
  'account',
  'account-and-resources',
  'partner',
  'customer',
] as const;
const OUTCOMES = ['saved', 'done', 'restored', 'empty', 'wrong', 'created', 'completed', 'failed'] as const;
/** What the entries of the executor are written under. */
const EXECUTOR = 'executor';
/** What a sync found out is written under. */
const SYNC = 'sync';
/** Customers are the targets of these. */
const OF_CUSTOMERS = /^(assignments|association|budgets|customers|outbox|tasks)\./;
/** What this desk made itself is no customer. */
const OWN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

/** Words for what the program knows; what it does not know is shown as it stands in the list. */
function useAuditWords() {
  const { t } = useWords();
  const errors = useErrorWords();
  const what = (text: string): string => {
    const known = WHAT.find((one) => one === text.replaceAll('.', '-'));
    return known === undefined ? text : t(`audit.what.${known}`);
  };
  const outcome = (text: string): string => {
    const state = stateOf(text);
    if (state !== undefined) return t(`outbox.state.${state}`);
    const known = OUTCOMES.find((one) => one === text);
    return known === undefined ? text : t(`audit.outcome.${known}`);
  };
  const taskTitle = useTaskTitle();
  /** States of console tasks and of association. */
  const otherState = (text: string): string => {
    const task = taskStateOf(text);
    if (task !== undefined) return t(`tasks.state.${task}`);
    const association = associationStateOf(text);
    return association === undefined ? text : t(`association.state.${association}`);
  };
  const value = (part: Part): string => {
    if (part.is === 'bool') return t(part.value ? 'audit.value.yes' : 'audit.value.no');
    if (part.is !== 'text') return part.value;
    if (part.field === 'code') return part.value in ERRORS ? errors(part.value).what : part.value;
    const state = part.field === 'state' ? stateOf(part.value) : undefined;
    if (state !== undefined) return t(`outbox.state.${state}`);
    if (part.field === 'state') return otherState(part.value);
    const kind = part.field === 'kind' ? kindOf(part.value) : undefined;
    if (kind !== undefined) return what(kind);
    if (part.field === 'kind') return taskTitle(part.value) ?? part.value;
    const known = VALUES.find((one) => one === part.value);
    return known === undefined ? part.value : t(`audit.value.${known}`);
  };
  const field = (name: string): string => {
    const known = FIELDS.find((one) => one === name);
    return known === undefined ? name : t(`audit.field.${known}`);
  };
  const who = (text: string): string =>
    text === EXECUTOR ? t('common.product') : text === SYNC ? t('tasks.history.sync') : text;
  return { who, what, outcome, value, field };
}

function Side(props: { side: unknown }): ReactNode {
  const words = useAuditWords();
  const parts = partsOf(props.side);
  if (parts.length === 0) return <Dash />;
  const told = parts.map((part) => ({
    name: part.field === null ? null : words.field(part.field),
    value: words.value(part),
  }));
  return (
    <span
      className={css.side}
      title={told.map((one) => (one.name === null ? one.value : `${one.name}: ${one.value}`)).join('\n')}
    >
      {told.map((one) => (
        <span key={`${one.name}:${one.value}`}>
          {one.name !== null && <span className="quiet">{one.name} </span>}
          {one.value}
        </span>
      ))}
    </span>
  );
}

function useAuditColumns(): readonly Column<AuditEntry>[] {
  const { t } = useWords();
  const words = useAuditWords();
  return [
    {
      key: 'at',
      title: t('audit.column.at'),
      width: 176,
      cell: (entry) => <DateText at={entry.at} time />,
    },
    {
      key: 'who',
      title: t('audit.column.who'),
      width: 120,
      cell: (entry) => words.who(entry.who),
    },
    { key: 'what', title: t('audit.column.what'), width: 190, cell: (entry) => words.what(entry.what) },
    {
      key: 'target',
      title: t('audit.column.target'),
      width: 120,
      cell: (entry) => {
        if (entry.target === null) return <Dash />;
        return OF_CUSTOMERS.test(entry.what) && !OWN_ID.test(entry.target) ? (
          <Link to="/customers/$id" params={{ id: entry.target }} title={entry.target}>
            {entry.target}
          </Link>
        ) : (
          <span title={entry.target}>{entry.target}</span>
        );
      },
    },
    {
      key: 'before',
      title: t('audit.column.before'),
      width: 210,
      cell: (entry) => <Side side={entry.before} />,
    },
    {
      key: 'after',
      title: t('audit.column.after'),
      width: 230,
      grow: true,
      cell: (entry) => <Side side={entry.after} />,
    },
    {
      key: 'outcome',
      title: t('audit.column.outcome'),
      width: 120,
      cell: (entry) => words.outcome(entry.outcome),
    },
  ];
}

/** One entry in full: every known value in words, one below the other, before beside after. */
function EntryDetails(props: { entry: AuditEntry; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const words = useAuditWords();
  const { entry } = props;
  const before = partsOf(entry.before);
  const after = partsOf(entry.after);
  const fields = [...new Set([...before, ...after].map((part) => part.field))];
  const told = (parts: readonly Part[], field: string | null): ReactNode => {
    const part = parts.find((one) => one.field === field);
    return part === undefined ? <Dash /> : words.value(part);
  };
  return (
    <Modal title={words.what(entry.what)} opened onClose={props.onClose} wide>
      <Facts
        rows={[
          { key: 'at', name: t('audit.column.at'), value: <DateText at={entry.at} time /> },
          { key: 'who', name: t('audit.column.who'), value: words.who(entry.who) },
          { key: 'target', name: t('audit.column.target'), value: entry.target ?? <Dash /> },
          { key: 'outcome', name: t('audit.column.outcome'), value: words.outcome(entry.outcome) },
        ]}
      />
      {fields.length > 0 && (
        <div className={css.values}>
          <PlainTable
            label={t('audit.values')}
            rows={fields}
            rowKey={(field) => field ?? 'all'}
            columns={[
              {
                key: 'field',
                title: <span className="visually-hidden">{t('audit.values')}</span>,
                cell: (field) => (field === null ? null : words.field(field)),
              },
              { key: 'before', title: t('audit.column.before'), cell: (field) => told(before, field) },
              {
                key: 'after',
                title: t('audit.column.after'),
                wide: true,
                cell: (field) => told(after, field),
              },
            ]}
          />
        </div>
      )}
    </Modal>
  );
}

/** Who did what, when, from which values to which, with what outcome; newest first. */
export function AuditScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const columns = useAuditColumns();
  const { q = '' } = address;
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const input = q === '' ? {} : { search: q };
  const shown = useColumns('audit', columns);
  const pages = useLivePages('audit.list', { limit: 100, ...input });
  return (
    <>
      <PageHead
        title={t('audit.title')}
        note={t('audit.note')}
        actions={
          <>
            <PrintButton />
            <ExportButton list="audit" input={input} columns={shown.map(({ key }) => key)} />
          </>
        }
      />
      <ListScreen
        view="audit"
        label={t('audit.title')}
        columns={columns}
        pages={pages}
        rowKey={(entry) => String(entry.seq)}
        onOpen={setOpened}
        search={{ value: q, label: t('audit.search'), onSearch: (text) => go({ ...address, q: text }) }}
        tools={<SavedViews screen="audit" />}
        empty={
          <NoRows
            filtered={q !== ''}
            empty={t('audit.empty')}
            reason={t('audit.emptyReason')}
            nothing={t('audit.nothing')}
            clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
          />
        }
      />
      {opened !== null && <EntryDetails entry={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
