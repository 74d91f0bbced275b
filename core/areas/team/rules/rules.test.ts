import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permission, type Permission } from '../../../contract/permissions.ts';
import { endsAdministration, managersLeft, mayGrant, mayLead, roleRefusal } from './change.ts';
import { afterWrong, lockedUntil, LOCKED_MS, NO_TRIES, WRONG_TRIES } from './pin.ts';
import {
  ADMINISTRATOR,
  ADMINISTRATOR_ONLY,
  DIRECTOR,
  MANAGER,
  permissionsOf,
  PRESET_PERMISSIONS,
  PRESETS,
  rolesRefusal,
  type CustomRole,
} from './roles.ts';
import { sightOf } from './sight.ts';

const CUSTOM: readonly CustomRole[] = [
  { id: 'finance', name: 'Finance', permissions: ['bills.view', 'coupons.view'] },
  { id: 'audit', name: 'Audit', permissions: ['audit.view'] },
  { id: 'empty', name: 'Empty', permissions: [] },
];
const ALL = [...PRESETS, ...CUSTOM.map(({ id }) => id)];
const roles = fc.array(fc.constantFrom(...ALL, 'gone'), { maxLength: 5 });
const held = roles.filter((list) => rolesRefusal(list, CUSTOM) === null);

describe('which roles are held together (guide 2.2)', () => {
  test('whatever is accepted keeps every rule, and every refusal has its reason', () => {
    fc.assert(
      fc.property(roles, (list) => {
        const different = new Set(list);
        const counts = list.length === different.size && list.length >= 1 && list.length <= 3;
        const known = list.every((id) => ALL.includes(id));
        const alone = !different.has(ADMINISTRATOR) || different.size === 1;
        const apart = !(different.has(DIRECTOR) && different.has(MANAGER));
        const expected = !counts
          ? 'MEMBER_ROLES_COUNT'
          : !known
            ? 'ROLE_UNKNOWN'
            : alone && apart
              ? null
              : 'MEMBER_ROLES_EXCLUDE';
        expect(rolesRefusal(list, CUSTOM)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the order of the roles changes nothing', () => {
    fc.assert(
      fc.property(roles, (list) => {
        expect(rolesRefusal([...list].reverse(), CUSTOM)).toBe(rolesRefusal(list, CUSTOM));
        expect(permissionsOf([...list].reverse(), CUSTOM)).toEqual(permissionsOf(list, CUSTOM));
      }),
    );
  });
});

describe('what the roles may do', () => {
  test('only administrators export the customer list and change connections', () => {
    fc.assert(
      fc.property(held, (list) => {
        const may = permissionsOf(list, CUSTOM);
        const reserved = may.filter((one) => ADMINISTRATOR_ONLY.includes(one));
        expect(reserved.length > 0).toBe(list.includes(ADMINISTRATOR));
      }),
    );
    expect(permissionsOf([ADMINISTRATOR], [])).toEqual(permission.options);
  });

  test('a manager queries expenditures, and has neither coupons nor partner bills', () => {
    const may = PRESET_PERMISSIONS.manager;
    expect(may).toContain('expenditures.view');
    for (const not of ['coupons.view', 'bills.view', 'customers.assign', 'customers.disassociate'] as const)
      expect(may).not.toContain(not);
    expect(permissionsOf([MANAGER, 'finance'], CUSTOM)).toEqual(
      expect.arrayContaining(['coupons.view', 'bills.view', 'customers.budget']),
    );
  });

  test('a director only looks at development, and does not manage members', () => {
    for (const not of ['customers.develop', 'members.manage', 'customers.export'] as const)
      expect(PRESET_PERMISSIONS.director).not.toContain(not);
  });

  test('a role that is gone may do nothing', () => {
    expect(permissionsOf(['gone'], CUSTOM)).toEqual([]);
  });
});

describe('whose customers somebody sees', () => {
  const all = ['a', 'b'];
  test('a manager alone the own ones; with any other role all', () => {
    expect(sightOf({ id: 'm', roles: [MANAGER] }, [])).toEqual({ managers: ['m'] });
    expect(sightOf({ id: 'm', roles: [MANAGER, 'audit'] }, [])).toBe('all');
  });
  test('a director those of the own managers, with other roles too', () => {
    expect(sightOf({ id: 'd', roles: [DIRECTOR] }, all)).toEqual({ managers: all });
    expect(sightOf({ id: 'd', roles: ['finance', DIRECTOR] }, [])).toEqual({ managers: [] });
  });
  test('administrators and roles of one’s own all', () => {
    expect(sightOf({ id: 'o', roles: [ADMINISTRATOR] }, [])).toBe('all');
    expect(sightOf({ id: 'f', roles: ['finance'] }, [])).toBe('all');
  });
  test('nobody but a manager alone or a director is limited', () => {
    fc.assert(
      fc.property(held, (list) => {
        const limited = list.includes(DIRECTOR) || (list.length === 1 && list[0] === MANAGER);
        expect(sightOf({ id: 'x', roles: list }, []) === 'all').toBe(!limited);
      }),
    );
  });
});

describe('changes of members', () => {
  const member = (id: string, list: readonly string[], directorId: string | null = null) => ({
    id,
    roles: list,
    directorId,
  });
  const team = [
    member('o', [ADMINISTRATOR]),
    member('d', [DIRECTOR]),
    member('m', [MANAGER], 'd'),
    member('n', [MANAGER], 'd'),
    member('f', ['finance']),
  ];

  test('the last administrator neither leaves nor is made something else; one of two does', () => {
    for (const after of [null, [MANAGER], ['finance', DIRECTOR]])
      expect(endsAdministration(team, 'o', after)).toBe(true);
    expect(endsAdministration(team, 'o', [ADMINISTRATOR])).toBe(false);
    expect(endsAdministration(team, 'd', null)).toBe(false);
    expect(endsAdministration([...team, member('p', [ADMINISTRATOR])], 'o', null)).toBe(false);
  });

  test('whatever is changed one by one, there is always an administrator', () => {
    const step = fc.tuple(fc.constantFrom('o', 'd', 'm', 'n', 'f'), fc.option(held));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = team;
        for (const [id, after] of steps) {
          if (!now.some((one) => one.id === id) || endsAdministration(now, id, after)) continue;
          now =
            after === null
              ? now.filter((one) => one.id !== id)
              : now.map((one) => (one.id === id ? { ...one, roles: after } : one));
          expect(now.some((one) => one.roles.includes(ADMINISTRATOR))).toBe(true);
        }
      }),
    );
  });

  test('a director who leaves, or loses the role, leaves the managers; one who keeps it does not', () => {
    expect(managersLeft(team, 'd', null)).toEqual(['m', 'n']);
    expect(managersLeft(team, 'd', ['finance'])).toEqual(['m', 'n']);
    expect(managersLeft(team, 'd', [DIRECTOR, 'finance'])).toEqual([]);
    expect(managersLeft(team, 'm', null)).toEqual([]);
  });

  test('only a director leads, and only managers are led', () => {
    const [o, d, m] = team;
    expect(mayLead(d, m)).toBe(true);
    expect([mayLead(o, m), mayLead(m, d), mayLead(d, o), mayLead(d, undefined)]).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  test('nobody but an administrator gives what they may not do themselves, or the administrator’s role', () => {
    const may = (one: Permission): boolean => one === 'members.manage' || one === 'audit.view';
    const role = (id: string, permissions: readonly Permission[]) => ({ id, permissions });
    expect(mayGrant(may, false, [role('audit', ['audit.view'])])).toBe(true);
    expect(mayGrant(may, false, [role('finance', ['bills.view'])])).toBe(false);
    expect(mayGrant(() => true, false, [role(ADMINISTRATOR, [])])).toBe(false);
    expect(mayGrant(may, true, [role(ADMINISTRATOR, permission.options)])).toBe(true);
  });

  test('a role of one’s own: not a preset one, not a name twice, nothing reserved', () => {
    const fine = { id: null, name: 'Sales', permissions: ['bills.view'] as const };
    expect(roleRefusal(fine, CUSTOM)).toBeNull();
    expect(roleRefusal({ ...fine, id: MANAGER }, CUSTOM)).toBe('ROLE_PRESET');
    expect(roleRefusal({ ...fine, name: 'FINANCE' }, CUSTOM)).toBe('ROLE_NAME_TAKEN');
    expect(roleRefusal({ ...fine, id: 'finance', name: 'Finance' }, CUSTOM)).toBeNull();
    for (const one of ADMINISTRATOR_ONLY)
      expect(roleRefusal({ ...fine, permissions: [one] }, CUSTOM)).toBe('ROLE_PERMISSION_RESERVED');
  });
});

describe('wrong PINs', () => {
  test('the fifth in a row locks for 15 minutes; afterwards the count begins anew', () => {
    let tries = NO_TRIES;
    for (let n = 1; n < WRONG_TRIES; n += 1) {
      tries = afterWrong(tries, 1_000);
      expect([n, tries.failures, lockedUntil(tries, 1_000)]).toEqual([n, n, null]);
    }
    tries = afterWrong(tries, 1_000);
    expect(lockedUntil(tries, 1_000)).toBe(1_000 + LOCKED_MS);
    expect(lockedUntil(tries, 1_000 + LOCKED_MS - 1)).not.toBeNull();
    expect(lockedUntil(tries, 1_000 + LOCKED_MS)).toBeNull();
    expect(afterWrong(tries, 1_000 + LOCKED_MS)).toEqual({ failures: 1, lockedUntil: null });
  });
});
