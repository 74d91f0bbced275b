/** A desk with two account managers and three customers, for tests of assignments. */
import type { JsonObject } from '../../core/base/json.ts';
import { publishManagers } from '../../core/areas/assignments/shared.ts';
import { fakeLines, openAreas, type AreaDesk } from './areas.ts';

/** A customer's record; `manager` is the account the Partner Center names. */
export const managedCustomer = (id: string, manager: string | null = null): JsonObject => ({
  customer_id: id,
  customer: `Company ${id}`,
  account_name: `account-${id}`,
  association_type: '3',
  account_managers: manager === null ? [] : [{ account_name: manager }],
});

async function member(desk: AreaDesk, name: string, account: string): Promise<string> {
  const { id } = await desk.act('team.saveMember', { name, email: null, account, roles: ['manager'] });
  publishManagers(desk.workspace);
  return id;
}

/** Ana Prieto (ana-am) and 林薇 (linwei); c1 of nobody, c2 of Ana, c3 of an account that is no member's. */
export async function openManaged(): Promise<{ desk: AreaDesk; ana: string; lin: string }> {
  const desk = await openAreas({ lines: fakeLines() });
  const ana = await member(desk, 'Ana Prieto', 'ana-am');
  const lin = await member(desk, '林薇', 'linwei');
  desk.put('customers', [
    managedCustomer('c1'),
    managedCustomer('c2', 'ana-am'),
    managedCustomer('c3', 'stranger'),
  ]);
  return { desk, ana, lin };
}

/** Manager's id and shown name of each customer, as its row in the mirror has it. */
export const managerRows = (desk: AreaDesk): Record<string, [string | null, string | null]> =>
  Object.fromEntries(
    desk.workspace.mirror.read
      .all<{ id: string; manager_id: string | null; manager_name: string | null }>(
        'SELECT id, manager_id, manager_name FROM customer ORDER BY id',
      )
      .map(({ id, manager_id, manager_name }) => [id, [manager_id, manager_name]]),
  );
