import { useState, type ReactNode } from 'react';
import type { CooperationRow } from '../../../core/contract/resellers.ts';
import type { Address } from '../../app/address.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { formatTime } from '../../ui/format.ts';
import { MoreMenu, type MenuEntry } from '../../ui/more-menu.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { ErrorState, FormError, Skeleton, StateText } from '../../ui/states.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { RejectRequests } from './reason-dialog.tsx';
import css from './resellers.module.css';
import { CooperationWord } from './values.tsx';

const NONE: ReadonlySet<string> = new Set();
const MAY_INVITE = new Set<CooperationRow['state']>(['none', 'invited', 'rejected', 'terminated']);

function useRequestColumns(): readonly Column<CooperationRow>[] {
  const { t, language } = useWords();
  const now = useNow();
  const note = (row: CooperationRow): ReactNode => {
    if (row.linkUntil !== null)
      return row.linkUntil > now
        ? t('resellers.link', { time: formatTime(row.linkUntil, language, true) })
        : t('resellers.linkOver');
    return row.reason ?? <Dash />;
  };
  return [
    {
      key: 'name',
      title: t('resellers.column.name'),
      width: 200,
      grow: true,
      masked: true,
      cell: (row) => row.name,
    },
    {
      key: 'account',
      title: t('resellers.column.account'),
      width: 140,
      masked: true,
      cell: (row) => row.account ?? <Dash />,
    },
    {
      key: 'phone',
      title: t('resellers.column.phone'),
      width: 130,
      masked: true,
      cell: (row) => row.phone ?? <Dash />,
    },
    {
      key: 'email',
      title: t('resellers.column.email'),
      width: 160,
      masked: true,
      cell: (row) => row.email ?? <Dash />,
    },
    {
      key: 'status',
      title: t('resellers.column.status'),
      width: 210,
      cell: (row) => <CooperationWord state={row.state} pending={row.pendingStep} />,
    },
    {
      key: 'since',
      title: t('resellers.column.since'),
      width: 120,
      cell: (row) => <DateText at={row.since} time short />,
    },
    { key: 'note', title: t('resellers.column.note'), width: 200, cell: note },
  ];
}

/** What can be done with requests, one or many; `chosen` is given up once they were reviewed. */
function useRequestActs(onDone: () => void) {
  const { t } = useWords();
  const [rejecting, setRejecting] = useState<readonly string[] | null>(null);
  const review = useAction('resellers.review');
  const invite = useAction('resellers.invite');
  const apply = useAction('resellers.apply');
  const approve = (ids: readonly string[]): void =>
    review.mutate({ ids: [...ids], decision: 'approve' }, { onSuccess: onDone });
  const reviewing = (ids: readonly string[]): MenuEntry[] => [
    { key: 'approve', label: t('resellers.act.approve'), onSelect: () => approve(ids) },
    { key: 'reject', label: t('resellers.act.reject'), onSelect: () => setRejecting(ids) },
  ];
  const going = ({ id }: CooperationRow): MenuEntry[] => [
    { key: 'invite', label: t('resellers.act.inviteAgain'), onSelect: () => invite.mutate({ id }) },
    { key: 'apply', label: t('resellers.act.apply'), onSelect: () => apply.mutate({ id }) },
  ];
  return {
    reviewing,
    entries: (row: CooperationRow): MenuEntry[] =>
      row.pendingStep !== null
        ? []
        : row.state === 'applied'
          ? reviewing([row.id])
          : MAY_INVITE.has(row.state)
            ? going(row)
            : [],
    error: review.error ?? invite.error ?? apply.error,
    dialog:
      rejecting === null ? null : (
        <RejectRequests
          ids={rejecting}
          onDone={() => {
            onDone();
            setRejecting(null);
          }}
          onClose={() => setRejecting(null)}
        />
      ),
  };
}

/** Invitations and requests for cooperation; those to review can be approved or rejected one by one or together. */
export function RequestList(props: {
  address: Address;
  go: (address: Address) => void;
  reveal: RevealOf;
}): ReactNode {
  const { t } = useWords();
  const { address, go, reveal } = props;
  const may = useMay();
  const columns = useRequestColumns();
  const [chosen, setChosen] = useState(NONE);
  const acts = useRequestActs(() => setChosen(NONE));
  const { search = '' } = address;
  const { data, error, refetch } = useLive('resellers.cooperations', {
    ...(search === '' ? {} : { search }),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const menu: Column<CooperationRow> = {
    key: 'more',
    title: t('common.more'),
    width: 44,
    end: true,
    cell: (row) =>
      may('resellers.manage') && acts.entries(row).length > 0 ? (
        <MoreMenu label={t('actions.moreFor', { name: row.name })} entries={() => acts.entries(row)} />
      ) : null,
  };
  return (
    <div className={css.screen}>
      <FilterBar address={address} onChange={go} criteria={[]} search={t('resellers.searchRequests')} />
      {data === undefined &&
        (error === null ? <Skeleton lines={8} /> : <ErrorState error={error} retry={() => void refetch()} />)}
      {data !== undefined && data.rows.length === 0 && (
        <StateText
          title={t(search === '' ? 'resellers.noRequests' : 'resellers.nothing')}
          reason={search === '' ? t('resellers.noRequestsReason') : undefined}
        />
      )}
      {data !== undefined && data.rows.length > 0 && (
        <DataTable
          label={t('resellers.view.requests', { n: '' }).trim()}
          columns={[...columns, menu]}
          rows={data.rows}
          rowKey={(row) => row.id}
          hasMore={false}
          loadingMore={false}
          more={() => undefined}
          reveal={reveal}
          {...(may('resellers.manage') && {
            selection: { chosen, onChange: setChosen, nameOf: (row: CooperationRow) => row.name },
          })}
        />
      )}
      <FormError error={acts.error} />
      <SelectionBar
        count={chosen.size}
        actions={acts.reviewing([...chosen])}
        onClear={() => setChosen(NONE)}
      />
      {acts.dialog}
    </div>
  );
}
