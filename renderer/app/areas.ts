import {
  BarChart3,
  FileInput,
  Home,
  ListChecks,
  Network,
  Receipt,
  ScrollText,
  Send,
  Settings,
  ShoppingCart,
  Ticket,
  Users,
  type LucideIcon,
} from 'lucide-react';

/** Where the rail and the palette lead. Only areas that exist; adding one is one line. `jump`: the key after g. */
export interface AreaEntry {
  readonly name:
    | 'home'
    | 'customers'
    | 'orders'
    | 'expenditures'
    | 'bills'
    | 'coupons'
    | 'resellers'
    | 'imports'
    | 'outbox'
    | 'tasks'
    | 'audit'
    | 'settings';
  readonly path:
    | '/'
    | '/customers'
    | '/orders'
    | '/expenditures'
    | '/bills'
    | '/coupons'
    | '/resellers'
    | '/imports'
    | '/outbox'
    | '/tasks'
    | '/audit'
    | '/settings';
  readonly icon: LucideIcon;
  readonly group: 'top' | 'sales' | 'bottom' | 'hidden';
  readonly jump: string;
}

export const AREAS: readonly AreaEntry[] = [
  { name: 'home', path: '/', icon: Home, group: 'top', jump: 'h' },
  { name: 'tasks', path: '/tasks', icon: ListChecks, group: 'top', jump: 't' },
  { name: 'customers', path: '/customers', icon: Users, group: 'sales', jump: 'c' },
  { name: 'orders', path: '/orders', icon: ShoppingCart, group: 'sales', jump: 'o' },
  { name: 'expenditures', path: '/expenditures', icon: BarChart3, group: 'sales', jump: 'e' },
  { name: 'coupons', path: '/coupons', icon: Ticket, group: 'sales', jump: 'u' },
  { name: 'resellers', path: '/resellers', icon: Network, group: 'sales', jump: 'r' },
  { name: 'bills', path: '/bills', icon: Receipt, group: 'hidden', jump: 'b' },
  { name: 'outbox', path: '/outbox', icon: Send, group: 'hidden', jump: 'w' },
  { name: 'audit', path: '/audit', icon: ScrollText, group: 'hidden', jump: 'a' },
  { name: 'imports', path: '/imports', icon: FileInput, group: 'bottom', jump: 'i' },
  { name: 'settings', path: '/settings', icon: Settings, group: 'bottom', jump: 's' },
];
