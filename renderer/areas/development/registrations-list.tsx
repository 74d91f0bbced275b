import { useState, type ReactNode } from 'react';
import type { RegistrationRow } from '../../../core/contract/development.ts';
import { REGISTRATION_DAYS } from '../../../core/contract/development-facts.ts';
import { type Address } from '../../app/address.ts';
import { useLivePages } from '../../app/live.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { LinkButton, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { Dash, DateText, Money, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { REGISTRATION_FILTERS, sumOf, type RegistrationFilter } from './states.ts';
import { UnregisteredList } from './unregistered-list.tsx';
import { RegistrationStateWord, Until, useCountryName } from './values.tsx';

type Summary = OutputOf<'development.summary'>;

/** Whom it is about and whose it is; all masked until revealed. */
function usePeopleColumns(): readonly Column<RegistrationRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'contact',
      title: t('development.column.contact'),
      width: 110,
      masked: true,
      cell: (row) => row.contact ?? <Dash />,
    },
    {
      key: 'email',
      title: t('development.column.email'),
      width: 150,
      masked: true,
      cell: (row) => row.email ?? <Dash />,
    },
    {
      key: 'mobile',
      title: t('development.column.mobile'),
      width: 110,
      masked: true,
      optional: true,
      cell: (row) => row.mobile ?? <Dash />,
    },
    {
      key: 'manager',
      title: t('development.column.manager'),
      width: 140,
      masked: true,
      cell: (row) => row.manager,
    },
  ];
}

function useRegistrationColumns(): readonly Column<RegistrationRow>[] {
  const { t } = useWords();
  const country = useCountryName();
  const people = usePeopleColumns();
  return [
    {
      key: 'name',
      title: t('development.column.name'),
      width: 170,
      grow: true,
      masked: true,
      cell: (row) => row.name,
    },
    {
      key: 'state',
      title: t('development.column.state'),
      width: 140,
      cell: (row) =>
        row.proposal === null ? (
          <RegistrationStateWord state={row.state} />
        ) : (
          <StatusWord tone="act">{t('development.proposalMark')}</StatusWord>
        ),
    },
    {
      key: 'until',
      title: t('development.column.until'),
      width: 170,
      cell: (row) => <Until at={row.expiresAt} live={row.state === 'pre_registered'} />,
    },
    {
      key: 'country',
      title: t('development.column.country'),
      width: 120,
      cell: (row) => country(row.country),
    },
    ...people,
    {
      key: 'created',
      title: t('development.column.created'),
      width: 120,
      cell: (row) => <DateText at={row.createdAt} short />,
    },
    {
      key: 'expected',
      title: t('development.column.expected'),
      width: 140,
      numeric: true,
      optional: true,
      cell: (row) =>
        row.expected === null ? (
          <Dash />
        ) : (
          <Money amount={row.expected.amount} currency={row.expected.currency} />
        ),
    },
    {
      key: 'tag',
      title: t('development.column.tag'),
      width: 110,
      optional: true,
      cell: (row) => row.tag ?? <Dash />,
    },
  ];
}

const SEGMENTS = ['open', 'associated', 'ended', 'unregistered'] as const;
const NONE: ReadonlySet<string> = new Set();

type Segment = (typeof SEGMENTS)[number];

function States(props: {
  now: Segment;
  summary: Summary | undefined;
  show: (state: string) => void;
}): ReactNode {
  const { t } = useWords();
  const count = (one: RegistrationFilter): number =>
    sumOf(REGISTRATION_FILTERS[one], props.summary?.registrations);
  return (
    <Segments
      label={t('development.filter.label')}
      value={props.now}
      choices={SEGMENTS.map((value) => ({
        value,
        label:
          value === 'unregistered'
            ? t('development.filter.unregistered')
            : t(`development.filter.${value}`, { n: formatCount(count(value)) }),
      }))}
      onChange={props.show}
    />
  );
}

/** The pre-registered customers, by state; and those that came without a pre-registration. */
export function RegistrationsList(props: {
  address: Address;
  go: (next: Address) => void;
  reveal: RevealOf;
  summary: Summary | undefined;
  onInvite: (rows: readonly RegistrationRow[]) => void;
}): ReactNode {
  const { t } = useWords();
  const { address, go, reveal, summary } = props;
  const columns = useRegistrationColumns();
  const [chosen, setChosen] = useState(NONE);
  const segment = SEGMENTS.find((one) => one === address['state']) ?? 'open';
  const filter: RegistrationFilter = segment === 'unregistered' ? 'open' : segment;
  const search = address['q'] ?? '';
  const pages = useLivePages('development.registrations', {
    states: [...REGISTRATION_FILTERS[filter]],
    limit: 100,
    ...(search === '' ? {} : { search }),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const show = (state: string): void =>
    go({ ...(state === 'open' ? {} : { state }), ...(search === '' ? {} : { q: search }) });
  const segments = <States now={segment} summary={summary} show={show} />;
  const field = {
    value: search,
    label: t('development.search'),
    onSearch: (q: string) => go({ ...address, q }),
  };
  if (segment === 'unregistered')
    return <UnregisteredList search={field} filters={segments} reveal={reveal} />;
  const rows = pages.rows.filter((row) => chosen.has(row.id) && row.state === 'pre_registered');
  return (
    <>
      <ListScreen
        view="development"
        label={t('development.tab.registrations')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => go({ ...address, id: row.id })}
        reveal={reveal}
        count={sumOf(REGISTRATION_FILTERS[filter], summary?.registrations)}
        search={field}
        filters={segments}
        {...(filter === 'open'
          ? { selection: { chosen, onChange: setChosen, nameOf: (row: RegistrationRow) => row.name } }
          : {})}
        empty={
          <NoRows
            filtered={search !== ''}
            empty={t(filter === 'open' ? 'development.empty.registrations' : 'development.empty.state')}
            reason={t('development.empty.registrationsReason', { days: REGISTRATION_DAYS })}
            nothing={t('development.empty.nothing')}
            clear={
              <LinkButton onClick={() => go({ ...address, q: '' })}>{t('common.clearFilters')}</LinkButton>
            }
          />
        }
      />
      <SelectionBar
        count={chosen.size}
        actions={[
          {
            key: 'invite',
            label: t('development.act.invite'),
            disabled: rows.length === 0,
            onSelect: () => props.onInvite(rows),
          },
        ]}
        onClear={() => setChosen(NONE)}
      />
    </>
  );
}
