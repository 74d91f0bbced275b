import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import type { ResellerRow, ResellerStep } from '../../../core/contract/resellers.ts';
import { Card, Figure } from '../../ui/card.tsx';
import { formatAmount, formatCount } from '../../ui/format.ts';
import { Facts, PlainTable } from '../../ui/plain-table.tsx';
import { Dash, DateText, Money, SourceLine } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import page from '../customers/customer.module.css';
import css from './resellers.module.css';
import { PermissionWord, QuotaUse } from './values.tsx';

type Details = NonNullable<OutputOf<'resellers.get'>>;

function Quota(props: { name: string; used: string; quota: string | null }): ReactNode {
  const { t } = useWords();
  const { name, used, quota } = props;
  return (
    <div>
      <div className={css.quotaLine}>
        <span>{name}</span>
        <span className="quiet">
          {quota === null
            ? t('resellers.page.notGranted')
            : t('resellers.page.of', { used: formatAmount(used), quota: formatAmount(quota) })}
        </span>
      </div>
      {quota !== null && <QuotaUse used={used} quota={quota} />}
    </div>
  );
}

/** What the reseller may do, the quotas, and how much of them is given out. */
export function PermissionsCard(props: { row: ResellerRow }): ReactNode {
  const { t } = useWords();
  const { budget, order, use } = props.row;
  const granted = budget.state === 'granted';
  return (
    <Card id="reseller-permissions" title={t('resellers.page.permissions')} className={page.third}>
      <Facts
        rows={[
          {
            key: 'budget',
            name: t('resellers.column.budget'),
            value: <PermissionWord held={budget} stacked />,
          },
          { key: 'order', name: t('resellers.column.order'), value: <PermissionWord held={order} stacked /> },
        ]}
      />
      <p className="quiet small">{t(granted ? 'resellers.page.holds' : 'resellers.page.decide')}</p>
      {granted && (
        <div className={css.quotas}>
          <Quota name={t('resellers.grant.monthly')} used={use.monthly} quota={budget.monthly} />
          <Quota name={t('resellers.grant.oneTime')} used={use.oneTime} quota={budget.oneTime} />
        </div>
      )}
    </Card>
  );
}

export function FiguresCard(props: { row: ResellerRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  return (
    <Card
      id="reseller-customers"
      title={t('resellers.page.figures')}
      className={page.third}
      foot={<SourceLine stamp={row.stamp} />}
      links={
        <>
          <Link to="/customers" search={{ scope: 'resellers', reseller: row.id }}>
            {t('resellers.act.customers')}
          </Link>
          <Link to="/expenditures" search={{ by: 'customer', reseller: row.id }}>
            {t('actions.viewExpenditure')}
          </Link>
        </>
      }
    >
      <Figure size="large">{formatCount(row.customers)}</Figure>
      <Facts
        rows={[
          {
            key: 'month',
            name: t('resellers.column.month'),
            value: <Money amount={row.monthToDate?.amount ?? null} currency={row.monthToDate?.currency} />,
          },
        ]}
      />
    </Card>
  );
}

export function ContactCard(props: { row: ResellerRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  return (
    <Card id="reseller-contact" title={t('resellers.page.contact')} className={page.third}>
      <Facts
        rows={[
          { key: 'account', name: t('resellers.column.account'), value: row.account },
          { key: 'phone', name: t('resellers.column.phone'), value: row.phone ?? <Dash /> },
          { key: 'email', name: t('resellers.column.email'), value: row.email ?? <Dash /> },
          { key: 'manager', name: t('resellers.column.manager'), value: row.manager ?? <Dash /> },
          {
            key: 'associated',
            name: t('resellers.column.associated'),
            value: <DateText at={row.associatedOn} />,
          },
        ]}
      />
    </Card>
  );
}

/** Who looked after the reseller, as it was assigned here. */
export function ManagersCard(props: { details: Details }): ReactNode {
  const { t } = useWords();
  const { managers } = props.details;
  return (
    <Card id="reseller-managers" title={t('resellers.page.managers')} className={page.third}>
      {managers.length === 0 ? (
        <p className="quiet small">{t('resellers.page.noManagers')}</p>
      ) : (
        <PlainTable
          label={t('resellers.page.managers')}
          rows={managers}
          rowKey={(row) => `${row.memberId} ${row.from}`}
          columns={[
            { key: 'name', title: t('resellers.column.manager'), wide: true, cell: (row) => row.name },
            { key: 'from', title: t('resellers.page.from'), cell: (row) => <DateText at={row.from} short /> },
            {
              key: 'until',
              title: t('resellers.page.until'),
              cell: (row) =>
                row.until === null ? t('resellers.page.now') : <DateText at={row.until} short />,
            },
            { key: 'by', title: t('resellers.page.by'), cell: (row) => row.person },
          ]}
        />
      )}
    </Card>
  );
}

/** What a step was about, beside its name. */
function useStepDetail(): (step: ResellerStep) => string {
  const { t } = useWords();
  return (step) =>
    [
      ...(step.permission === null ? [] : [t(`resellers.column.${step.permission}`)]),
      ...(step.monthly === null
        ? []
        : [t('resellers.permission.monthly', { amount: formatAmount(step.monthly) })]),
      ...(step.oneTime === null
        ? []
        : [t('resellers.permission.oneTime', { amount: formatAmount(step.oneTime) })]),
      ...(step.manager === null ? [] : [step.manager]),
      ...(step.reason === null ? [] : [step.reason]),
    ].join(' · ');
}

export function HistoryCard(props: { details: Details }): ReactNode {
  const { t } = useWords();
  const detail = useStepDetail();
  const { history } = props.details;
  return (
    <Card id="reseller-history" title={t('resellers.page.history')} className={page.twoThirds}>
      {history.length === 0 ? (
        <p className="quiet small">{t('resellers.page.noHistory')}</p>
      ) : (
        <PlainTable
          label={t('resellers.page.history')}
          rows={history.map((step, i) => ({ ...step, key: `${i}` }))}
          rowKey={(row) => row.key}
          columns={[
            {
              key: 'at',
              title: t('discounts.column.when'),
              cell: (row) => <DateText at={row.at} time short />,
            },
            {
              key: 'what',
              title: t('discounts.column.done'),
              cell: (row) => <span className={css.fast}>{t(`resellers.event.${row.what}`)}</span>,
            },
            { key: 'detail', title: t('resellers.column.note'), wide: true, cell: detail },
            { key: 'by', title: t('resellers.page.by'), cell: (row) => row.person },
          ]}
        />
      )}
    </Card>
  );
}
