import type { Permission } from '../../../core/contract/permissions.ts';

type Group = 'customers' | 'money' | 'orders' | 'resellers' | 'desk';

/** The permissions as people think of them. A permission that stands nowhere is a compile error. */
const GROUP_OF: Readonly<Record<Permission, Group>> = {
  'customers.view': 'customers',
  'customers.budget': 'customers',
  'customers.freeze': 'customers',
  'customers.develop': 'customers',
  'customers.assign': 'customers',
  'customers.behalf': 'customers',
  'customers.discount': 'customers',
  'customers.disassociate': 'customers',
  'customers.export': 'customers',
  'expenditures.view': 'money',
  'bills.view': 'money',
  'coupons.view': 'money',
  'orders.view': 'orders',
  'orders.manage': 'orders',
  'resellers.view': 'resellers',
  'resellers.manage': 'resellers',
  'imports.manage': 'desk',
  'audit.view': 'desk',
  'members.manage': 'desk',
  'desk.manage': 'desk',
};

const GROUPS: readonly Group[] = ['customers', 'money', 'orders', 'resellers', 'desk'];

export const PERMISSION_GROUPS: readonly {
  readonly group: Group;
  readonly permissions: readonly Permission[];
}[] = GROUPS.map((group) => ({
  group,
  permissions: (Object.keys(GROUP_OF) as Permission[]).filter((one) => GROUP_OF[one] === group),
}));
