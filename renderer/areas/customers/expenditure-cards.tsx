import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { compareDecimals, percentOf, subtractDecimals } from '../../../core/base/money.ts';
import type { CustomerDetails } from '../../../core/contract/customers.ts';
import { BarMeter } from '../../ui/bar-meter.tsx';
import { Card, Figure } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/controls.tsx';
import { ExplainPanel } from '../../ui/explain-panel.tsx';
import { formatAmount, formatExact, formatPercent, formatPeriod } from '../../ui/format.ts';
import { MonthBars, TableToggle } from '../../ui/month-bars.tsx';
import { StateText } from '../../ui/states.tsx';
import { Dash, Money, SourceLine } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';

type Details = CustomerDetails;

/** A year and the same month before it. */
const MONTHS = 13;

function Comparison(props: { details: Details }): ReactNode {
  const { t, language } = useWords();
  const { customer, sameDaysBefore } = props.details;
  const now = customer.monthToDate;
  if (now === null || sameDaysBefore === null || now.currency !== sameDaysBefore.currency) return null;
  if (compareDecimals(sameDaysBefore.amount, '0') <= 0) return null;
  const change = percentOf(subtractDecimals(now.amount, sameDaysBefore.amount), sameDaysBefore.amount, 1);
  const percent = formatPercent(change.replace('-', ''), language, 1);
  return (
    <span>
      {compareDecimals(change, '0') < 0
        ? t('customers.page.sameDaysBelow', { percent })
        : t('customers.page.sameDaysAbove', { percent })}
    </span>
  );
}

/** The month's figure beside what it is compared with. */
function Figures(props: { details: Details }): ReactNode {
  const { t } = useWords();
  const { customer, lastMonth, sameDaysBefore, monthsCurrency } = props.details;
  const now = customer.monthToDate;
  return (
    <div className={css.figures}>
      <Figure
        size="large"
        unit={now?.currency ?? monthsCurrency}
        title={now === null ? '' : formatExact(now.amount)}
      >
        {now === null ? <Dash /> : formatAmount(now.amount)}
      </Figure>
      <dl className={css.facts}>
        <dt>{t('customers.page.sameDays')}</dt>
        <dd>
          <Money amount={sameDaysBefore?.amount ?? null} />
        </dd>
        <dt>{t('customers.page.lastMonth')}</dt>
        <dd>
          <Money amount={lastMonth?.amount ?? null} />
        </dd>
      </dl>
    </div>
  );
}

/** This month against the last, and 13 months of bars. */
export function ExpenditureCard(props: { details: Details }): ReactNode {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [explained, setExplained] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const { details } = props;
  const { customer, months, monthsCurrency } = details;
  const known = months.filter((month) => month.known);
  const last = known.at(-1);
  const title = t('customers.page.expenditure');
  if (last === undefined) {
    return (
      <Card id="expenditure" title={title} className={css.twoThirds}>
        <StateText title={t('customers.page.noUsage')} reason={t('customers.page.noUsageReason')} />
      </Card>
    );
  }
  return (
    <Card
      id="expenditure"
      title={title}
      className={css.twoThirds}
      aside={<Comparison details={details} />}
      foot={<SourceLine stamp={details.stamps.lines} />}
      links={
        <>
          <TableToggle asTable={asTable} onToggle={setAsTable} />
          <Link to="/expenditures" search={{ by: 'service', customer: customer.id }}>
            {t('customers.page.viewExpenditure')}
          </Link>
          <LinkButton onClick={() => setExplained(true)}>{t('common.explain')}</LinkButton>
        </>
      }
    >
      <div className={css.expenditure}>
        <Figures details={details} />
        <MonthBars
          months={months.slice(-MONTHS).map((m) => ({
            period: m.period,
            state: m.state,
            amount: m.payable,
            known: m.known,
          }))}
          currency={monthsCurrency}
          name={t('customers.page.months')}
          summary={t('customers.page.monthsSummary', {
            currency: monthsCurrency,
            to: formatPeriod(last.period, language),
            last: formatAmount(last.payable),
          })}
          asTable={asTable}
          height={140}
          onOpen={(period) =>
            void navigate({
              to: '/expenditures',
              search: { by: 'service', customer: customer.id, from: period, to: period },
            })
          }
        />
      </div>
      <ExplainPanel
        figure="customerMonth"
        customerId={customer.id}
        opened={explained}
        onClose={() => setExplained(false)}
      />
    </Card>
  );
}

/** Where the money goes: products of a month, sorted, with their share. */
export function ProductsCard(props: { details: Details }): ReactNode {
  const { t, language } = useWords();
  const { services, servicesPeriod, monthsCurrency, customer } = props.details;
  const title =
    servicesPeriod === null
      ? t('customers.page.expenditure')
      : t('customers.page.products', { period: formatPeriod(servicesPeriod, language) });
  const largest = services.reduce((max, s) => (compareDecimals(s.payable, max) > 0 ? s.payable : max), '0');
  return (
    <Card
      id="products"
      title={title}
      className={css.whole}
      aside={services.length === 0 ? undefined : monthsCurrency}
      foot={<SourceLine stamp={props.details.stamps.lines} />}
      links={
        <Link
          to="/expenditures"
          search={{
            by: 'service',
            customer: customer.id,
            ...(servicesPeriod === null ? {} : { from: servicesPeriod, to: servicesPeriod }),
          }}
        >
          {t('customers.page.viewExpenditure')}
        </Link>
      }
    >
      {services.length === 0 ? (
        <StateText title={t('customers.page.productsEmpty')} />
      ) : (
        <table className={css.products}>
          <tbody>
            {services.map((service) => (
              <tr key={service.key}>
                <th scope="row" title={service.label}>
                  {service.label}
                </th>
                <td className={css.bar}>
                  <BarMeter
                    percent={percentOf(service.payable, largest)}
                    label={`${t('common.share')} ${formatPercent(service.sharePercent, language, 1)}`}
                  />
                </td>
                <td className={css.right}>
                  <Money amount={service.payable} />
                </td>
                <td className={css.right}>
                  <span className="quiet">{formatPercent(service.sharePercent, language, 1)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
