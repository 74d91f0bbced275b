import type { ReactNode } from 'react';
import type { InvitationRow } from '../../../core/contract/development.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { Address } from '../../app/address.ts';
import { useLivePages } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { Chip, LinkButton, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Dash, DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useCodeWord } from './history.tsx';
import { INVITATION_FILTERS, sumOf, type InvitationFilter } from './states.ts';
import { InvitationStateWord, ModelWord, Until } from './values.tsx';

function useInvitationColumns(): readonly Column<InvitationRow>[] {
  const { t } = useWords();
  const word = useCodeWord();
  return [
    {
      key: 'name',
      title: t('development.column.name'),
      width: 190,
      grow: true,
      masked: true,
      cell: (row) => row.name,
    },
    {
      key: 'state',
      title: t('development.column.state'),
      width: 160,
      cell: (row) =>
        row.proposal === null ? (
          // A failed one tells its cause on hover (guide 5.10).
          <InvitationStateWord
            state={row.state}
            {...(row.cause === null ? {} : { title: word('invitation', row.cause) })}
          />
        ) : (
          <StatusWord tone="act">{t('development.proposalMark')}</StatusWord>
        ),
    },
    {
      key: 'model',
      title: t('development.column.model'),
      width: 150,
      cell: (row) => <ModelWord model={row.model} />,
    },
    {
      key: 'until',
      title: t('development.column.linkUntil'),
      width: 190,
      cell: (row) => <Until at={row.expiresAt} live={row.state === 'invited'} />,
    },
    {
      key: 'email',
      title: t('development.column.email'),
      width: 150,
      masked: true,
      cell: (row) => row.email ?? <Dash />,
    },
    {
      key: 'contact',
      title: t('development.column.contact'),
      width: 110,
      masked: true,
      optional: true,
      cell: (row) => row.contact ?? <Dash />,
    },
    {
      key: 'manager',
      title: t('development.column.manager'),
      width: 130,
      masked: true,
      cell: (row) => row.manager,
    },
    {
      key: 'created',
      title: t('development.column.created'),
      width: 120,
      cell: (row) => <DateText at={row.createdAt} short />,
    },
  ];
}

const SEGMENTS = ['open', 'associated', 'failed', 'ended', 'all'] as const;

/** The invitations, by state. */
export function InvitationsList(props: {
  address: Address;
  go: (next: Address) => void;
  reveal: RevealOf;
  summary: OutputOf<'development.summary'> | undefined;
}): ReactNode {
  const { t } = useWords();
  const { address, go, reveal, summary } = props;
  const columns = useInvitationColumns();
  const segment = SEGMENTS.find((one) => one === address['state']) ?? 'open';
  const search = address['q'] ?? '';
  const { of } = address;
  const pages = useLivePages('development.invitations', {
    limit: 100,
    ...(segment === 'all' ? {} : { states: [...INVITATION_FILTERS[segment]] }),
    ...(search === '' ? {} : { search }),
    ...(of === undefined ? {} : { registrationId: of }),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const count = (one: InvitationFilter): number => sumOf(INVITATION_FILTERS[one], summary?.invitations);
  const without = (name: string): Address =>
    Object.fromEntries(Object.entries(address).filter(([key]) => key !== name && key !== 'id'));
  return (
    <ListScreen
      view="development-invitations"
      label={t('development.tab.invitations')}
      columns={columns}
      pages={pages}
      rowKey={(row) => row.id}
      onOpen={(row) => go({ ...address, id: row.id })}
      reveal={reveal}
      search={{
        value: search,
        label: t('development.search'),
        onSearch: (q) => go({ ...address, q }),
      }}
      filters={
        <>
          <Segments
            label={t('development.filter.label')}
            value={segment}
            choices={SEGMENTS.map((value) => ({
              value,
              label:
                value === 'all'
                  ? t('development.filter.all')
                  : t(`development.filter.${value}`, { n: formatCount(count(value)) }),
            }))}
            onChange={(state) => go({ ...without('state'), ...(state === 'open' ? {} : { state }) })}
          />
          {of !== undefined && (
            <Chip name={t('development.filter.registration')} onRemove={() => go(without('of'))}>
              {t('development.filter.registration')}
            </Chip>
          )}
        </>
      }
      empty={
        <NoRows
          filtered={search !== '' || of !== undefined}
          empty={t(segment === 'open' ? 'development.empty.invitations' : 'development.empty.state')}
          reason={t('development.empty.invitationsReason')}
          nothing={t('development.empty.nothing')}
          clear={
            <LinkButton onClick={() => go({ view: 'invitations' })}>{t('common.clearFilters')}</LinkButton>
          }
        />
      }
    />
  );
}
