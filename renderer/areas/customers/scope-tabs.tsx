import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useAddress } from '../../app/address.ts';
import { usePartner } from '../../app/use-partner.ts';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';

const TABS = ['all', 'own', 'resellers'] as const;
/** Conditions that mean something for resellers' customers only. */
const RESELLERS_ONLY = ['reseller', 'resellerName', 'permitted'] as const;

/** The tabs of guide 5.1 for a distributor: its own customers, and those of its resellers. */
export function ScopeTabs(): ReactNode {
  const { t } = useWords();
  const [address] = useAddress();
  const partner = usePartner();
  if (partner === undefined || partner.capabilities.resellers === 'no') return null;
  const now = TABS.find((tab) => tab === address['scope']) ?? 'all';
  const to = (tab: (typeof TABS)[number]): Record<string, string> => ({
    ...Object.fromEntries(
      Object.entries(address).filter(
        ([name]) =>
          name !== 'scope' && (tab !== 'own' || !(RESELLERS_ONLY as readonly string[]).includes(name)),
      ),
    ),
    ...(tab === 'all' ? {} : { scope: tab }),
  });
  return (
    <nav className={css.tabs} aria-label={t('customers.scope.label')}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/customers"
          search={to(tab)}
          className={css.tab}
          // The whole search decides: the tab without conditions would be "current" on every other.
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          aria-current={tab === now ? 'page' : undefined}
        >
          {t(`customers.scope.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
