import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Quota } from '../../../core/contract/home.ts';
import { useMay } from '../../app/use-may.ts';
import { formatAmount, formatExact, formatPercent, MINUS } from '../../ui/format.ts';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './quota-sum.module.css';

const PARTS = [
  { name: 'due', field: 'amountDue', sign: '', said: null, to: '/bills', right: 'bills.view' },
  {
    name: 'unbilled',
    field: 'unbilled',
    sign: '+',
    said: 'plus',
    to: '/expenditures',
    right: 'expenditures.view',
  },
  { name: 'balance', field: 'balance', sign: MINUS, said: 'minus', to: null, right: null },
  { name: 'coupons', field: 'coupons', sign: MINUS, said: 'minus', to: '/coupons', right: 'coupons.view' },
] as const;

/** The four parts of the used quota as a sum in columns, so that the decimal points align (guide 4.1). A part leads to its rows where the role sees them. */
export function QuotaSum(props: { quota: Quota }): ReactNode {
  const { t, language } = useWords();
  const may = useMay();
  const { quota } = props;
  const cell = (value: string | null): ReactNode =>
    value === null ? (
      <span className={css.missing}>{t('common.notProvided')}</span>
    ) : (
      <span title={`${formatExact(value)} ${quota.currency}`}>{formatAmount(value)}</span>
    );
  return (
    <div className={css.sum}>
      <table>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part.name}>
              <th scope="row">
                <span className={css.sign} aria-hidden="true">
                  {part.sign}
                </span>
                {part.said !== null && (
                  <span className="visually-hidden">{t(`home.quota.${part.said}`)} </span>
                )}
                {part.to === null || !may(part.right) ? (
                  t(`home.quota.${part.name}`)
                ) : (
                  <Link to={part.to} className={css.row}>
                    {t(`home.quota.${part.name}`)}
                  </Link>
                )}
              </th>
              <td>{cell(quota[part.field])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {t('home.quota.used')}{' '}
              {quota.usagePercent !== null && (
                <span className="quiet">{formatPercent(quota.usagePercent, language, 2)}</span>
              )}
            </th>
            <td>{cell(quota.used)}</td>
          </tr>
        </tfoot>
      </table>
      {quota.state === 'negative' && <p className="quiet small">{t('home.quota.usedCredit')}</p>}
      {quota.sumHolds === false && (
        <p className={css.differs}>
          <StatusWord tone="watch">{t('home.quota.sumDiffers')}</StatusWord>
        </p>
      )}
    </div>
  );
}
