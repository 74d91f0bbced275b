import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { alertScenario, alertState, type AlertRow } from '../../../core/contract/alerts.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Chip, LinkButton, Segments, Select } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Dash, DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { DeletionDate } from '../customers/freeze-state.tsx';
import css from './alerts.module.css';
import { HandleDialog } from './handle-dialog.tsx';
import { SCENARIOS, ScenarioWord } from './scenarios.tsx';

const VIEW = 'alerts';
const STATES = ['open', 'handled', 'ended'] as const;

/** Who said what of it and when, or that it is still open. */
function StateCell(props: { row: AlertRow }): ReactNode {
  const { t, language } = useWords();
  const { row } = props;
  if (row.endedAt !== null)
    return (
      <span className="quiet">{t('alerts.state.endedAt', { time: formatTime(row.endedAt, language) })}</span>
    );
  if (row.handledAt === null || row.handledBy === null)
    return row.deadline !== null ? (
      <DeletionDate at={row.deadline} />
    ) : (
      <StatusWord tone="act">{t('alerts.state.open')}</StatusWord>
    );
  return (
    <span title={row.note ?? undefined}>
      <StatusWord tone="fine">
        {t('alerts.state.handledBy', { person: row.handledBy, time: formatTime(row.handledAt, language) })}
      </StatusWord>
    </span>
  );
}

function useAlertColumns(onHandle: (row: AlertRow) => void): readonly Column<AlertRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'scenario',
      title: t('alerts.column.scenario'),
      width: 220,
      cell: (row) => <ScenarioWord scenario={row.scenario} />,
    },
    {
      key: 'name',
      title: t('alerts.column.customer'),
      width: 180,
      grow: true,
      masked: true,
      cell: (row) =>
        row.customerName === '' ? (
          row.customerId
        ) : (
          <Link to="/customers/$id" params={{ id: row.customerId }}>
            {row.customerName}
          </Link>
        ),
    },
    {
      key: 'manager',
      title: t('alerts.column.manager'),
      width: 150,
      masked: true,
      cell: (row) => row.manager ?? <Dash />,
    },
    {
      key: 'firstSeen',
      title: t('alerts.column.firstSeen'),
      width: 170,
      cell: (row) => <DateText at={row.firstSeen} time />,
    },
    { key: 'state', title: t('alerts.column.state'), width: 230, cell: (row) => <StateCell row={row} /> },
    {
      key: 'handle',
      title: t('alerts.column.handle'),
      width: 90,
      cell: (row) =>
        row.state !== 'open' ? (
          <Dash />
        ) : row.mayHandle ? (
          <LinkButton onClick={() => onHandle(row)}>{t('alerts.handleShort')}</LinkButton>
        ) : (
          <span className="quiet" title={t('alerts.onlyManager')}>
            <Dash />
          </span>
        ),
    },
  ];
}

function Filters(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const state = alertState.safeParse(address['state']).data ?? 'open';
  return (
    <>
      <Segments
        label={t('alerts.state.label')}
        value={state}
        choices={STATES.map((value) => ({ value, label: t(`alerts.state.${value}`) }))}
        onChange={(value) => go({ ...address, state: value === 'open' ? '' : value })}
      />
      <Select
        ariaLabel={t('alerts.scenario.label')}
        placeholder={t('alerts.scenario.all')}
        value={address['scenario'] ?? null}
        choices={SCENARIOS.map((value) => ({ value, label: t(`alerts.scenario.${value}`) }))}
        clearable
        onChange={(value) => go({ ...address, scenario: value ?? '' })}
      />
      {address['customer'] !== undefined && (
        <Chip name={t('alerts.column.customer')} onRemove={() => go({ ...address, customer: '' })}>
          {t('alerts.column.customer')}: {address['customer']}
        </Chip>
      )}
    </>
  );
}

/** What happened to customers that somebody must look at (guide 5.11), the newest first. */
export function AlertsScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const navigate = useNavigate();
  const reveal = useReveal(VIEW);
  const [handled, setHandled] = useState<AlertRow | null>(null);
  const columns = useAlertColumns(setHandled);
  const summary = useLive('alerts.summary', {}).data;
  const scenario = alertScenario.safeParse(address['scenario']).data;
  const state = alertState.safeParse(address['state']).data ?? 'open';
  const { customer } = address;
  const pages = useLivePages('alerts.list', {
    state,
    ...(scenario !== undefined && { scenario }),
    ...(customer !== undefined && { customerId: customer }),
    ...(reveal.revealId !== undefined && { revealId: reveal.revealId }),
  });
  const open = summary?.open.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={css.screen}>
      <PageHead
        title={t('alerts.title')}
        note={open === undefined ? undefined : t('alerts.note', { count: open, n: formatCount(open) })}
        actions={<PrintButton />}
      />
      <ListScreen
        view={VIEW}
        label={t('alerts.title')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.customerId } })}
        filters={<Filters />}
        reveal={reveal}
        empty={
          <NoRows
            filtered={scenario !== undefined || customer !== undefined || state !== 'open'}
            empty={t('alerts.empty')}
            reason={t('alerts.emptyReason')}
            nothing={t('alerts.nothing')}
            clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
          />
        }
      />
      <p className={css.note}>
        {t('alerts.derived')} · {t('alerts.recipients')}
      </p>
      {handled !== null && <HandleDialog alert={handled} onClose={() => setHandled(null)} />}
    </div>
  );
}
