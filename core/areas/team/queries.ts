import { maskAccount, maskEmail, maskPerson } from '../../base/masking.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { MemberRow } from '../../contract/team.ts';
import { getSetting } from '../../storage/settings.ts';
import type { AreaContext } from '../context.ts';
import { customersByManager } from '../customers/shared.ts';
import { hasPin, pinLock } from './pins.ts';
import { readMember, readMembers, readRoles, type Member } from './rows.ts';
import { ADMINISTRATOR, ADMINISTRATOR_ONLY, DIRECTOR, permissionsOfRole, PRESETS } from './rules/roles.ts';
import { sightOf } from './rules/sight.ts';
import { CONFIRM_CRITICAL } from './settings.ts';
import { managersWithoutDirector } from './shared.ts';

const VIEW = 'team';

const MASKS = { name: maskPerson, email: maskEmail, account: maskAccount } as const;

/** Members that have not left, the oldest first. Masked unless revealed for view 'team': name, email, account. */
export function listMembers(
  context: AreaContext,
  input: ParsedInputOf<'team.members'>,
  caller: Caller,
): OutputOf<'team.members'> {
  const revealed = caller.revealed(VIEW, input.revealId);
  const shown = (column: keyof typeof MASKS, value: string): string =>
    revealed.has(column) ? value : MASKS[column](value);
  const counts = customersByManager(context.workspace.mirror.read);
  return context.workspace.ledger.snapshot((r) => {
    const members = readMembers(r);
    const names = new Map(members.map(({ id, name }) => [id, name]));
    return {
      rows: members.map((one) => ({
        id: one.id,
        name: shown('name', one.name),
        email: one.email === null ? null : shown('email', one.email),
        account: one.upstreamId === null ? null : shown('account', one.upstreamId),
        roles: [...one.roles],
        director:
          one.directorId === null
            ? null
            : { id: one.directorId, name: shown('name', names.get(one.directorId) ?? '') },
        directorLost: one.directorLostAt !== null,
        sees: sees(one),
        customers: counts.get(one.id) ?? 0,
        hasPin: hasPin(r, one.id),
        acting: one.id === caller.memberId,
      })),
      withoutDirector: managersWithoutDirector(r),
    };
  });
}

const sees = (member: Member): MemberRow['sees'] =>
  sightOf(member, []) === 'all' ? 'all' : member.roles.includes(DIRECTOR) ? 'team' : 'own';

/** One member in clear, and those who may lead; null when there is none. */
export function getMember(
  context: AreaContext,
  input: ParsedInputOf<'team.member'>,
): OutputOf<'team.member'> {
  return context.workspace.ledger.snapshot((r) => {
    const found = readMember(r, input.id);
    if (found === undefined) return null;
    const members = readMembers(r);
    const director = members.find(({ id }) => id === found.directorId);
    return {
      member: {
        id: found.id,
        name: found.name,
        email: found.email,
        account: found.upstreamId,
        roles: [...found.roles],
        director: director === undefined ? null : { id: director.id, name: director.name },
      },
      directors: members
        .filter(({ roles }) => roles.includes(DIRECTOR))
        .map(({ id, name }) => ({ id, name })),
    };
  });
}

/** Preset roles first, then the own ones by name, each with the number of members who hold it. */
export function listRoles(context: AreaContext): OutputOf<'team.roles'> {
  return context.workspace.ledger.snapshot((r) => {
    const custom = readRoles(r);
    const members = readMembers(r);
    const row = (id: string, name: string | null): OutputOf<'team.roles'>['rows'][number] => ({
      id,
      name,
      permissions: [...permissionsOfRole(id, custom)],
      members: members.filter(({ roles }) => roles.includes(id)).length,
    });
    return {
      rows: [...PRESETS.map((id) => row(id, null)), ...custom.map(({ id, name }) => row(id, name))],
      reserved: [...ADMINISTRATOR_ONLY],
    };
  });
}

/** Who may act at this desk, for the frame's menu: names in clear, as the frame shows whoever acts. */
export function listActors(
  context: AreaContext,
  _input: ParsedInputOf<'team.actors'>,
  caller: Caller,
): OutputOf<'team.actors'> {
  return context.workspace.ledger.snapshot((r) => {
    const names = new Map(readRoles(r).map(({ id, name }) => [id, name]));
    const free = readMember(r, caller.memberId)?.roles.includes(ADMINISTRATOR) ?? false;
    return {
      rows: readMembers(r).map(({ id, name, roles }) => ({
        id,
        name,
        roles: roles.map((role) => ({ id: role, name: names.get(role) ?? null })),
        asksPin: !free && id !== caller.memberId && hasPin(r, id),
      })),
      acting: caller.memberId,
    };
  });
}

/** Whether critical operations ask for a PIN, and how it stands with the caller's own. */
export function readSecurity(
  context: AreaContext,
  _input: ParsedInputOf<'team.security'>,
  caller: Caller,
): OutputOf<'team.security'> {
  const { ledger, clock } = context.workspace;
  return {
    required: getSetting(ledger, CONFIRM_CRITICAL),
    hasPin: hasPin(ledger.read, caller.memberId),
    lockedUntil: pinLock(ledger.read, caller.memberId, clock.now()),
  };
}
