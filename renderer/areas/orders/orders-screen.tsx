import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { OrderRow } from '../../../core/contract/records.ts';
import { CustomerModels, NamedCustomer } from '../../app/customer-models.tsx';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive, useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { Chip, LinkButton, Select } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { useColumns } from '../../ui/column-chooser.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { DateText, Dash, Money, StatusWord, type Tone } from '../../ui/values.tsx';
import { en } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { SavedViews } from '../views/saved-views.tsx';

const TONES: Record<string, Tone> = {
  '1': 'watch',
  '3': 'accent',
  '4': 'quiet',
  '5': 'fine',
  '6': 'act',
  '9': 'watch',
};

const isKnown = <T extends object>(table: T, key: string): key is Extract<keyof T, string> =>
  Object.hasOwn(table, key);

function useColumnsOfOrders(): readonly Column<OrderRow>[] {
  const { t } = useWords();
  return [
    { key: 'id', title: t('records.orders.id'), width: 208, cell: (row) => row.id },
    {
      key: 'name',
      title: t('records.orders.customer'),
      width: 150,
      grow: true,
      masked: true,
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }}>
          <NamedCustomer id={row.customerId} name={row.customerName} />
        </Link>
      ),
    },
    {
      key: 'product',
      title: t('records.orders.product'),
      width: 176,
      cell: (row) => row.serviceName ?? row.serviceType ?? <Dash />,
    },
    {
      key: 'type',
      title: t('records.orders.type'),
      width: 110,
      cell: (row) =>
        isKnown(en.records.orders.types, row.type) ? t(`records.orders.types.${row.type}`) : row.type,
    },
    {
      key: 'status',
      title: t('records.orders.status'),
      width: 130,
      cell: (row) => (
        <StatusWord tone={TONES[row.status] ?? 'quiet'}>
          {isKnown(en.records.orders.statuses, row.status)
            ? t(`records.orders.statuses.${row.status}`)
            : row.status}
        </StatusWord>
      ),
    },
    {
      key: 'amount',
      title: t('records.orders.amount'),
      width: 130,
      numeric: true,
      sort: 'amount',
      cell: (row) => <Money amount={row.amount} currency={row.currency} />,
    },
    {
      key: 'discounted',
      title: t('records.orders.paid'),
      width: 140,
      numeric: true,
      optional: true,
      cell: (row) => <Money amount={row.discounted} currency={row.currency} />,
    },
    {
      key: 'created',
      title: t('records.orders.created'),
      width: 178,
      sort: 'createdAt',
      cell: (row) => <DateText at={row.createdAt} time />,
    },
    {
      key: 'paidAt',
      title: t('records.orders.paidAt'),
      width: 150,
      optional: true,
      cell: (row) => <DateText at={row.paidAt} time />,
    },
  ];
}

function Filters(props: { summary: OutputOf<'orders.summary'> | undefined }): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const statuses = (props.summary?.byStatus ?? []).map(({ status: code, count }) => ({
    value: code,
    label: `${isKnown(en.records.orders.statuses, code) ? t(`records.orders.statuses.${code}`) : code} (${formatCount(count)})`,
  }));
  return (
    <>
      <Select
        ariaLabel={t('records.orders.status')}
        placeholder={t('records.orders.allStatuses')}
        value={address['status'] ?? null}
        choices={statuses}
        clearable
        onChange={(value) => go({ ...address, status: value ?? '' })}
      />
      {address['customer'] !== undefined && (
        <Chip name={t('records.orders.customer')} onRemove={() => go({ ...address, customer: '' })}>
          {t('records.orders.customer')}: {address['customer']}
        </Chip>
      )}
    </>
  );
}

/** Yearly/monthly orders (guide section 7). */
export function OrdersScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const navigate = useNavigate();
  const reveal = useReveal('orders');
  const columns = useColumnsOfOrders();
  const summary = useLive('orders.summary', {});
  const { q = '', status, customer } = address;
  const sort = address['sort'] === 'amount' ? 'amount' : 'createdAt';
  const direction = address['direction'] === 'asc' ? 'asc' : 'desc';
  const shown = useColumns('orders', columns);
  const input = {
    ...(q !== '' && { search: q }),
    ...(status !== undefined && { status }),
    ...(customer !== undefined && { customerId: customer }),
    sort,
    direction,
  } as const;
  const pages = useLivePages('orders.list', {
    ...input,
    ...(reveal.revealId !== undefined && { revealId: reveal.revealId }),
  });
  return (
    <CustomerModels ids={pages.rows.map((row) => row.customerId)}>
      <PageHead
        title={t('records.orders.title')}
        note={
          summary.data === undefined
            ? undefined
            : t('records.count', { count: summary.data.total, n: formatCount(summary.data.total) })
        }
        actions={
          <>
            <PrintButton />
            <ExportButton list="orders" input={input} columns={shown.map(({ key }) => key)} />
          </>
        }
      />
      <ListScreen
        view="orders"
        label={t('records.orders.title')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.customerId } })}
        search={{
          value: q,
          label: t('records.orders.search'),
          onSearch: (text) => go({ ...address, q: text }),
        }}
        filters={<Filters summary={summary.data} />}
        tools={<SavedViews screen="orders" />}
        sort={{ by: sort, direction }}
        onSort={(next) => go({ ...address, sort: next.by, direction: next.direction })}
        reveal={reveal}
        empty={
          <NoRows
            filtered={q !== '' || status !== undefined || customer !== undefined}
            empty={t('records.orders.empty')}
            reason={t('records.orders.emptyReason')}
            nothing={t('records.orders.nothing')}
            clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
          />
        }
        stamp={summary.data?.stamp ?? null}
        {...(summary.data &&
          q === '' &&
          status === undefined &&
          customer === undefined && { count: summary.data.total })}
      />
    </CustomerModels>
  );
}
