import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  type RouterHistory,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ForecastScreen } from '../areas/forecast/forecast-screen.tsx';
import { HomeScreen } from '../areas/home/home-screen.tsx';
import { StateText } from '../ui/states.tsx';
import { useWords } from '../words/use-words.ts';
import { parseAddress, writeAddress, type Address } from './address.ts';
import { Frame } from './frame/frame.tsx';
import { AlertsScreen } from '../areas/alerts/alerts-screen.tsx';
import { AssociationScreen } from '../areas/association/association-screen.tsx';
import { AssignmentsScreen } from '../areas/assignments/assignments-screen.tsx';
import { AuditScreen } from '../areas/audit/audit-screen.tsx';
import { BillsScreen } from '../areas/expenditures/bills-screen.tsx';
import { ExportsScreen } from '../areas/exports/exports-screen.tsx';
import { ExpendituresScreen } from '../areas/expenditures/expenditures-screen.tsx';
import { CouponsScreen } from '../areas/coupons/coupons-screen.tsx';
import { CustomerScreen } from '../areas/customers/customer-screen.tsx';
import { CustomersScreen } from '../areas/customers/customers-screen.tsx';
import { DevelopmentScreen } from '../areas/development/development-screen.tsx';
import { DiscountsScreen } from '../areas/discounts/discounts-screen.tsx';
import { ImportsScreen } from '../areas/imports/imports-screen.tsx';
import { OrdersScreen } from '../areas/orders/orders-screen.tsx';
import { OutboxScreen } from '../areas/outbox/outbox-screen.tsx';
import { ResellerScreen } from '../areas/resellers/reseller-screen.tsx';
import { ResellersScreen } from '../areas/resellers/resellers-screen.tsx';
import { SettingsScreen } from '../areas/settings/settings-screen.tsx';
import { TeamScreen } from '../areas/team/team-screen.tsx';
import { TasksScreen } from '../areas/tasks/tasks-screen.tsx';

function NotFound(): ReactNode {
  const { t } = useWords();
  return (
    <StateText
      title={t('frame.states.notFoundTitle')}
      reason={t('frame.states.notFoundReason')}
      action={<Link to="/">{t('frame.states.goHome')}</Link>}
    />
  );
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });
const validateSearch = (search: Record<string, unknown>): Address => search as Address;
const at = <P extends string>(path: P, component: () => ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component, validateSearch });

const routes = [
  at('/', HomeScreen),
  at('/customers', CustomersScreen),
  at('/customers/$id', CustomerScreen),
  at('/development', DevelopmentScreen),
  at('/assignments', AssignmentsScreen),
  at('/orders', OrdersScreen),
  at('/expenditures', ExpendituresScreen),
  at('/bills', BillsScreen),
  at('/forecast', ForecastScreen),
  at('/coupons', CouponsScreen),
  at('/resellers', ResellersScreen),
  at('/resellers/$id', ResellerScreen),
  at('/discounts', DiscountsScreen),
  at('/imports', ImportsScreen),
  at('/outbox', OutboxScreen),
  at('/tasks', TasksScreen),
  at('/association', AssociationScreen),
  at('/alerts', AlertsScreen),
  at('/audit', AuditScreen),
  at('/exports', ExportsScreen),
  at('/settings', SettingsScreen),
  at('/settings/members', TeamScreen),
] as const;

/** Places live behind the #, so that the same page works from app:// and from loopback. */
export function createDeskRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({
    routeTree: root.addChildren(routes),
    history,
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultPreload: false,
  });
}
export type DeskRouter = ReturnType<typeof createDeskRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: DeskRouter;
  }
}
