import type { Address } from '../../app/address.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CouponRow } from '../../../core/contract/records.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { Chip, LinkButton, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatAmount } from '../../ui/format.ts';
import { useColumns } from '../../ui/column-chooser.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Dash, DateText, Money, StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { SavedViews } from '../views/saved-views.tsx';

const TONES: Record<CouponRow['state'], Tone> = {
  available: 'fine',
  used: 'quiet',
  expired: 'quiet',
  withdrawn: 'quiet',
  inactive: 'watch',
  unknown: 'quiet',
};
const STATES = ['available', 'used', 'expired', 'withdrawn'] as const;
type State = (typeof STATES)[number];
/** Guide section 23: "expiring soon" is 7 days; Home counts 30. */
const SOON_DAYS = 7;

function useColumnsOfCoupons(): readonly Column<CouponRow>[] {
  const { t } = useWords();
  return [
    { key: 'name', title: t('records.coupons.name'), width: 220, grow: true, cell: (row) => row.name },
    {
      key: 'state',
      title: t('records.coupons.state'),
      width: 130,
      cell: (row) => (
        <StatusWord tone={TONES[row.state]}>{t(`records.coupons.states.${row.state}`)}</StatusWord>
      ),
    },
    {
      key: 'balance',
      title: t('records.coupons.balance'),
      width: 140,
      numeric: true,
      cell: (row) => <Money amount={row.balance} currency={row.currency} />,
    },
    {
      key: 'face',
      title: t('records.coupons.face'),
      width: 140,
      numeric: true,
      cell: (row) => <Money amount={row.faceValue} currency={row.currency} />,
    },
    {
      key: 'expires',
      title: t('records.coupons.expires'),
      width: 130,
      cell: (row) => <DateText at={row.expiresAt} />,
    },
    {
      key: 'left',
      title: t('records.coupons.left'),
      width: 110,
      numeric: true,
      cell: (row) =>
        row.daysLeft === null || row.state !== 'available' ? (
          <Dash />
        ) : row.daysLeft <= SOON_DAYS ? (
          <StatusWord tone="act">{t('records.coupons.days', { count: row.daysLeft })}</StatusWord>
        ) : (
          t('records.coupons.days', { count: row.daysLeft })
        ),
    },
    {
      key: 'effective',
      title: t('records.coupons.effective'),
      width: 130,
      optional: true,
      cell: (row) => <DateText at={row.effectiveAt} />,
    },
    {
      key: 'products',
      title: t('records.coupons.products'),
      width: 180,
      optional: true,
      cell: (row) => row.products ?? <Dash />,
    },
    {
      key: 'customer',
      title: t('records.coupons.customer'),
      width: 180,
      optional: true,
      cell: (row) =>
        row.customerId === null ? (
          <Dash />
        ) : (
          <Link to="/customers/$id" params={{ id: row.customerId }}>
            {row.customerId}
          </Link>
        ),
    },
    { key: 'id', title: t('records.coupons.id'), width: 220, optional: true, cell: (row) => row.id },
  ];
}

/** What the address asks for; what can still be used comes first, the rest is one click away. */
function conditionsOf(address: Address) {
  const { q = '', customer } = address;
  const state =
    address['state'] === 'all' ? undefined : (STATES.find((one) => one === address['state']) ?? 'available');
  const within = /^[1-9]\d{0,3}$/.test(address['expiring'] ?? '') ? Number(address['expiring']) : undefined;
  const input = {
    ...(q !== '' && { search: q }),
    ...(state !== undefined && { state }),
    ...(within !== undefined && { expiringWithinDays: within }),
    ...(customer !== undefined && { customerId: customer }),
  };
  return { q, customer, state, within, input };
}

/** Cash coupons (guide 9.1): past its expiry a coupon is void whatever its status says. */
export function CouponsScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const columns = useColumnsOfCoupons();
  const summary = useLive('coupons.summary', {});
  const { q, customer, state, within, input } = conditionsOf(address);
  const shown = useColumns('coupons', columns);
  const pages = useLivePages('coupons.list', input);
  const available = summary.data?.available ?? [];
  return (
    <>
      <PageHead
        title={t('records.coupons.title')}
        note={available
          .map(({ amount, currency }) =>
            t('records.coupons.available', { amount: formatAmount(amount), currency }),
          )
          .join(' · ')}
        actions={
          <>
            <PrintButton />
            <ExportButton list="coupons" input={input} columns={shown.map(({ key }) => key)} />
          </>
        }
      />
      <ListScreen
        view="coupons"
        label={t('records.coupons.title')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        search={{
          value: q,
          label: t('records.coupons.search'),
          onSearch: (text) => go({ ...address, q: text }),
        }}
        filters={
          <>
            <Segments
              label={t('records.coupons.state')}
              value={state ?? 'all'}
              choices={[
                { value: 'all', label: t('records.coupons.all') },
                ...STATES.map((value: State) => ({ value, label: t(`records.coupons.states.${value}`) })),
              ]}
              onChange={(value) => go({ ...address, state: value === 'available' ? '' : value })}
            />
            {within !== undefined && (
              <Chip name={t('records.coupons.left')} onRemove={() => go({ ...address, expiring: '' })}>
                {t('records.coupons.expiring', { count: within })}
              </Chip>
            )}
            {customer !== undefined && (
              <Chip name={t('records.coupons.customer')} onRemove={() => go({ ...address, customer: '' })}>
                {t('records.coupons.customer')}: {customer}
              </Chip>
            )}
          </>
        }
        tools={<SavedViews screen="coupons" />}
        empty={
          <NoRows
            filtered={q !== '' || state !== undefined || within !== undefined || customer !== undefined}
            empty={t('records.coupons.empty')}
            reason={t('records.coupons.emptyReason')}
            nothing={t('records.coupons.nothing')}
            clear={<LinkButton onClick={() => go({ state: 'all' })}>{t('common.clearFilters')}</LinkButton>}
          />
        }
        stamp={summary.data?.stamp ?? null}
      />
    </>
  );
}
