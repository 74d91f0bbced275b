import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DAY_MS } from '../../../core/base/period.ts';
import { resourceState, type ResourceSummary } from '../../../core/contract/resources.ts';
import { useAddress } from '../../app/address.ts';
import { useNow } from '../../app/desk.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { Chip, LinkButton, Select } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { EXACTLY } from '../customers/page-tabs.tsx';
import { ReadAgain, ReadingFoot, useReading } from '../customers/reading.tsx';
import { useResourceColumns } from './columns.tsx';
import css from './resources.module.css';

const KINDS = ['period', 'on-demand', 'reserved', 'savings'] as const;
type Kind = (typeof KINDS)[number];

const STATES = {
  period: ['in-use', 'expired', 'frozen'],
  'on-demand': ['in-use', 'expired', 'frozen', 'changing', 'closing'],
} as const;

/** Pay-per-use resources of the last month are shown first (guide 5.6); the others are one choice away. */
const MONTH_DAYS = 30;
const SUBSCRIBED = ['30', '90', '365', 'all'] as const;

function countOf(kind: Kind, summary: ResourceSummary | undefined): string | null {
  const known = kind === 'period' ? summary?.period : kind === 'on-demand' ? summary?.onDemand : null;
  return known == null ? null : formatCount(known.count);
}

/** The four pages of a customer's resources; each has its own address. */
function KindTabs(props: { id: string; now: Kind; summary: ResourceSummary | undefined }): ReactNode {
  const { t } = useWords();
  return (
    <nav className={css.kinds} aria-label={t('resources.kinds')}>
      {KINDS.map((kind) => {
        const count = countOf(kind, props.summary);
        return (
          <Link
            key={kind}
            to="/customers/$id"
            params={{ id: props.id }}
            search={{ tab: 'resources', ...(kind === 'period' ? {} : { kind }) }}
            className={css.kind}
            activeOptions={EXACTLY}
            aria-current={kind === props.now ? 'page' : undefined}
          >
            {t(`resources.kind.${kind}`)}
            {count !== null && <span className="quiet"> {count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

function Filters(props: { kind: 'period' | 'on-demand' }): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const { kind } = props;
  return (
    <>
      <Select
        ariaLabel={t('resources.column.state')}
        placeholder={t('resources.allStates')}
        value={address['state'] ?? null}
        choices={STATES[kind].map((value) => ({ value, label: t(`resources.state.${value}`) }))}
        clearable
        onChange={(value) => go({ ...address, state: value ?? '' })}
      />
      {kind === 'on-demand' && (
        <Select
          ariaLabel={t('resources.subscribed')}
          value={subscribedOf(address['since'])}
          choices={SUBSCRIBED.map((value) => ({ value, label: t(`resources.since.${value}`) }))}
          onChange={(value) => go({ ...address, since: value === '30' ? '' : (value ?? '') })}
        />
      )}
      {kind === 'period' && address['expiring'] !== undefined && (
        <Chip name={t('resources.column.expiresAt')} onRemove={() => go({ ...address, expiring: '' })}>
          {t('customers.page.expiringIn', { days: address['expiring'] })}
        </Chip>
      )}
    </>
  );
}

const subscribedOf = (text: string | undefined): (typeof SUBSCRIBED)[number] =>
  SUBSCRIBED.find((one) => one === text) ?? '30';

/** The first instant of the day (UTC) so many days ago: it moves once a day, not with every look at the clock. */
function daysAgo(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS;
}

function List(props: { id: string; kind: 'period' | 'on-demand'; read: boolean }): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const now = useNow();
  const { id, kind } = props;
  const columns = useResourceColumns(kind);
  const { q = '' } = address;
  const state = resourceState.safeParse(address['state']).data;
  const since = subscribedOf(address['since']);
  const expiring = Number(address['expiring']);
  const within = kind === 'period' && Number.isInteger(expiring) && expiring > 0 && expiring <= 366;
  const pages = useLivePages('resources.list', {
    customerId: id,
    kind,
    ...(q !== '' && { search: q }),
    ...(state !== undefined && { state }),
    ...(within && { expiringWithinDays: expiring }),
    ...(kind === 'on-demand' &&
      since !== 'all' && { from: daysAgo(now, since === '30' ? MONTH_DAYS : Number(since)) }),
  });
  const keep = Object.fromEntries(Object.entries(address).filter(([key]) => key === 'tab' || key === 'kind'));
  const narrowed = kind === 'on-demand' && since !== 'all';
  return (
    <ListScreen
      view={`resources-${kind}`}
      label={t(`resources.kind.${kind}`)}
      columns={columns}
      pages={pages}
      rowKey={(row) => row.id}
      search={{ value: q, label: t('resources.search'), onSearch: (text) => go({ ...address, q: text }) }}
      filters={<Filters kind={kind} />}
      empty={
        !props.read ? (
          <StateText title={t('customers.page.resourcesUnread')} reason={t('resources.unreadReason')} />
        ) : (
          <NoRows
            filtered={q !== '' || state !== undefined || within || narrowed}
            empty={t(`resources.empty.${kind}`)}
            reason={t('resources.emptyReason')}
            nothing={narrowed ? t('resources.nothingLately') : t('resources.nothing')}
            clear={
              <LinkButton onClick={() => go(narrowed ? { ...keep, since: 'all' } : keep)}>
                {narrowed ? t('resources.showAll') : t('common.clearFilters')}
              </LinkButton>
            }
          />
        )
      }
    />
  );
}

/** Resources of a customer (guide 5.6). The API gives two of the four kinds; of the others it says where they are. */
export function ResourcesTab(props: { id: string }): ReactNode {
  const { t } = useWords();
  const [address] = useAddress();
  const kind = KINDS.find((one) => one === address['kind']) ?? 'period';
  const summary = useLive('resources.summary', { customerId: props.id }).data;
  const stamp = (kind === 'on-demand' ? summary?.onDemand?.stamp : (summary?.period?.stamp ?? null)) ?? null;
  const reading = useReading(
    'resources.read',
    props.id,
    summary === undefined ? undefined : (stamp?.asOf ?? null),
  );
  return (
    <div className={css.tab}>
      <KindTabs id={props.id} now={kind} summary={summary} />
      {kind === 'period' || kind === 'on-demand' ? (
        <>
          <List key={kind} id={props.id} kind={kind} read={stamp !== null} />
          <p className={css.foot}>
            <ReadingFoot reading={reading} stamp={stamp} /> <ReadAgain reading={reading} />
          </p>
        </>
      ) : (
        <StateText title={t(`resources.notGiven.${kind}`)} reason={t('resources.notGivenReason')} />
      )}
    </div>
  );
}
