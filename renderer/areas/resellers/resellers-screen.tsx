import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ResellerRow } from '../../../core/contract/resellers.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { LinkButton } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { useColumns } from '../../ui/column-chooser.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Dash, DateText, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { ExportButton } from '../exports/export-button.tsx';

function useColumnsOfResellers(): readonly Column<ResellerRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'name',
      title: t('records.resellers.name'),
      width: 170,
      grow: true,
      masked: true,
      cell: (row) => row.name,
    },
    {
      key: 'account',
      title: t('records.resellers.account'),
      width: 120,
      masked: true,
      cell: (row) => row.account,
    },
    {
      key: 'customers',
      title: t('records.resellers.customers'),
      width: 90,
      numeric: true,
      cell: (row) => formatCount(row.customers),
    },
    {
      key: 'month',
      title: t('records.resellers.month'),
      width: 140,
      numeric: true,
      cell: (row) => <Money amount={row.monthToDate?.amount ?? null} currency={row.monthToDate?.currency} />,
    },
    {
      key: 'manager',
      title: t('records.resellers.manager'),
      width: 120,
      masked: true,
      cell: (row) => row.manager ?? <Dash />,
    },
    {
      key: 'phone',
      title: t('records.resellers.phone'),
      width: 120,
      masked: true,
      cell: (row) => row.phone ?? <Dash />,
    },
    {
      key: 'email',
      title: t('records.resellers.email'),
      width: 160,
      masked: true,
      cell: (row) => row.email ?? <Dash />,
    },
    {
      key: 'associated',
      title: t('records.resellers.associated'),
      width: 120,
      cell: (row) => <DateText at={row.associatedOn} />,
    },
    { key: 'id', title: t('records.resellers.id'), width: 280, optional: true, cell: (row) => row.id },
  ];
}

/** The resellers of a distributor (guide section 20); a row leads to its customers. */
export function ResellersScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const navigate = useNavigate();
  const reveal = useReveal('resellers');
  const columns = useColumnsOfResellers();
  const { q = '' } = address;
  const shown = useColumns('resellers', columns);
  const pages = useLivePages('resellers.list', {
    ...(q !== '' && { search: q }),
    ...(reveal.revealId !== undefined && { revealId: reveal.revealId }),
  });
  return (
    <>
      <PageHead
        title={t('records.resellers.title')}
        actions={
          <>
            <PrintButton />
            <ExportButton
              list="resellers"
              input={q === '' ? {} : { search: q }}
              columns={shown.map(({ key }) => key)}
            />
          </>
        }
      />
      <ListScreen
        view="resellers"
        label={t('records.resellers.title')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers', search: { reseller: row.id } })}
        search={{
          value: q,
          label: t('records.resellers.search'),
          onSearch: (text) => go({ ...address, q: text }),
        }}
        reveal={reveal}
        empty={
          <NoRows
            filtered={q !== ''}
            empty={t('records.resellers.empty')}
            reason={t('records.resellers.emptyReason')}
            nothing={t('records.resellers.nothing')}
            clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
          />
        }
        stamp={pages.rows[0]?.stamp ?? null}
      />
    </>
  );
}
