import {
  BarChart3,
  BellRing,
  FileInput,
  FileOutput,
  Home,
  ListChecks,
  Network,
  Receipt,
  ScrollText,
  Send,
  Settings,
  ShoppingCart,
  Ticket,
  UserRoundPlus,
  TrendingUp,
  Users,
  Unlink,
  UsersRound,
  UserRoundCog,
  type LucideIcon,
} from 'lucide-react';
import type { Capability } from '../../core/contract/partner.ts';
import type { Permission } from '../../core/contract/permissions.ts';

/** Where the rail and the palette lead. Only areas that exist; adding one is one line. `jump`: the key after g. */
export interface AreaEntry {
  readonly name:
    | 'home'
    | 'customers'
    | 'assignments'
    | 'development'
    | 'orders'
    | 'expenditures'
    | 'bills'
    | 'forecast'
    | 'coupons'
    | 'resellers'
    | 'imports'
    | 'outbox'
    | 'tasks'
    | 'association'
    | 'audit'
    | 'exports'
    | 'alerts'
    | 'team'
    | 'settings';
  readonly path:
    | '/'
    | '/customers'
    | '/assignments'
    | '/development'
    | '/orders'
    | '/expenditures'
    | '/bills'
    | '/forecast'
    | '/coupons'
    | '/resellers'
    | '/imports'
    | '/outbox'
    | '/tasks'
    | '/association'
    | '/audit'
    | '/exports'
    | '/alerts'
    | '/settings/members'
    | '/settings';
  readonly icon: LucideIcon;
  readonly group: 'top' | 'sales' | 'bottom' | 'hidden';
  readonly jump: string;
  /** The right without which the place shows nothing: the rail and the palette leave it out. */
  readonly needs?: Permission;
  /** What the kind of partner must have (guide 2.1); others do not see the place. */
  readonly capability?: Capability;
}

export const AREAS: readonly AreaEntry[] = [
  { name: 'home', path: '/', icon: Home, group: 'top', jump: 'h' },
  { name: 'tasks', path: '/tasks', icon: ListChecks, group: 'top', jump: 't' },
  { name: 'customers', path: '/customers', icon: Users, group: 'sales', jump: 'c', needs: 'customers.view' },
  {
    name: 'development',
    path: '/development',
    icon: UserRoundPlus,
    group: 'sales',
    jump: 'p',
    needs: 'customers.develop',
  },
  {
    name: 'assignments',
    path: '/assignments',
    icon: UserRoundCog,
    group: 'sales',
    jump: 'n',
    needs: 'customers.assign',
  },
  { name: 'orders', path: '/orders', icon: ShoppingCart, group: 'sales', jump: 'o', needs: 'orders.view' },
  {
    name: 'expenditures',
    path: '/expenditures',
    icon: BarChart3,
    group: 'sales',
    jump: 'e',
    needs: 'expenditures.view',
  },
  { name: 'coupons', path: '/coupons', icon: Ticket, group: 'sales', jump: 'u', needs: 'coupons.view' },
  {
    name: 'resellers',
    path: '/resellers',
    icon: Network,
    group: 'sales',
    jump: 'r',
    needs: 'resellers.view',
    capability: 'resellers',
  },
  { name: 'forecast', path: '/forecast', icon: TrendingUp, group: 'hidden', jump: 'f' },
  {
    name: 'bills',
    path: '/bills',
    icon: Receipt,
    group: 'hidden',
    jump: 'b',
    needs: 'bills.view',
    capability: 'partnerBill',
  },
  {
    name: 'association',
    path: '/association',
    icon: Unlink,
    group: 'hidden',
    jump: 'd',
    needs: 'customers.view',
  },
  { name: 'outbox', path: '/outbox', icon: Send, group: 'hidden', jump: 'w' },
  { name: 'alerts', path: '/alerts', icon: BellRing, group: 'hidden', jump: 'l' },
  { name: 'exports', path: '/exports', icon: FileOutput, group: 'hidden', jump: 'x' },
  { name: 'audit', path: '/audit', icon: ScrollText, group: 'hidden', jump: 'a', needs: 'audit.view' },
  { name: 'imports', path: '/imports', icon: FileInput, group: 'bottom', jump: 'i', needs: 'imports.manage' },
  {
    name: 'team',
    path: '/settings/members',
    icon: UsersRound,
    group: 'hidden',
    jump: 'm',
    needs: 'members.manage',
  },
  { name: 'settings', path: '/settings', icon: Settings, group: 'bottom', jump: 's' },
];

/** The area an address belongs to: the one with the longest path; undefined for an address of none. */
export function areaOf(pathname: string): AreaEntry | undefined {
  const own = AREAS.filter(({ path }) =>
    path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`),
  );
  return own.sort((a, b) => b.path.length - a.path.length)[0];
}
