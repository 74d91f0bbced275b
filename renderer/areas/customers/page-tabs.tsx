import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';

export const TABS = ['overview', 'resources', 'enterprise', 'basic'] as const;
export type CustomerTab = (typeof TABS)[number];

/** Tabs differ by what stands behind the question mark: without it the first would always be current. */
export const EXACTLY = { exact: true, includeSearch: true } as const;

/** The tab an address names; the overview when it names none. */
export function tabOf(name: string | undefined): CustomerTab {
  return TABS.find((tab) => tab === name) ?? 'overview';
}

/** The tabs of a customer's page (guide 5.2); each has its own address. */
export function PageTabs(props: { id: string; now: CustomerTab }): ReactNode {
  const { t } = useWords();
  return (
    <nav className={css.tabs} aria-label={t('customers.page.tabs.label')}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/customers/$id"
          params={{ id: props.id }}
          search={tab === 'overview' ? {} : { tab }}
          className={css.tab}
          activeOptions={EXACTLY}
          aria-current={tab === props.now ? 'page' : undefined}
        >
          {t(`customers.page.tabs.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
