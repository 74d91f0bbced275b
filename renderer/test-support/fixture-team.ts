import type { ActingPerson, DeskState } from '../../core/contract/desk.ts';
import type { OutputOf } from '../../core/contract/index.ts';
import { deskState } from './fixture-client.ts';

/** A small team, and the desk as one of its account managers sees it. */

export const managerPerson: ActingPerson = {
  id: 'm1',
  name: 'Li Ming',
  roles: ['manager'],
  permissions: ['customers.view', 'customers.budget', 'customers.freeze', 'expenditures.view', 'orders.view'],
  sees: { managers: ['m1'] },
};

export const asManager: DeskState = { ...deskState, person: managerPerson };

export const actors: OutputOf<'team.actors'> = {
  rows: [
    { id: 'owner', name: 'Lin Wei', roles: [{ id: 'administrator', name: null }], asksPin: false },
    { id: 'm1', name: 'Li Ming', roles: [{ id: 'manager', name: null }], asksPin: false },
    { id: 'f1', name: 'Chen Jie', roles: [{ id: 'r1', name: 'Finance' }], asksPin: true },
  ],
  acting: 'owner',
};

const member = (id: string, roles: string[]): OutputOf<'team.members'>['rows'][number] => ({
  id,
  name: `${id}***`,
  email: null,
  account: null,
  roles,
  director: null,
  directorLost: false,
  sees: 'all',
  customers: 0,
  hasPin: false,
  acting: id === 'owner',
});

export const members: OutputOf<'team.members'> = {
  rows: [
    member('owner', ['administrator']),
    { ...member('m1', ['manager']), sees: 'own', customers: 84, directorLost: true, account: 'am***li' },
    member('f1', ['r1']),
  ],
  withoutDirector: 1,
};

export const roles: OutputOf<'team.roles'> = {
  rows: [
    { id: 'administrator', name: null, permissions: [], members: 1 },
    { id: 'director', name: null, permissions: ['customers.view'], members: 0 },
    { id: 'manager', name: null, permissions: ['customers.view'], members: 1 },
    { id: 'r1', name: 'Finance', permissions: ['bills.view', 'coupons.view'], members: 1 },
  ],
  reserved: ['customers.export', 'desk.manage'],
};
