import { DAY_MS } from '../../base/period.ts';
import {
  EXPIRING_DAYS,
  INVITATION_STATES,
  REGISTRATION_LIMIT,
  REGISTRATION_STATES,
} from '../../contract/development-facts.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { nextKey, openPlace } from '../../storage/keyset.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customersWithout, shownName } from '../customers/shared.ts';
import { normalise } from '../search-text.ts';
import { memberName } from '../team/shared.ts';
import { findAlike, likenessFor, seesMember } from './alike.ts';
import { isDistributor, missingOf, readPartner } from './partner.ts';
import {
  invitationOf,
  keysOf,
  readInvitation,
  readRegistration,
  registrationOf,
  type RecordKind,
} from './records.ts';
import { around, eventOf, invitationRowOf, registrationRowOf, show, type StoredEvent } from './rows.ts';
import { openCount } from './steps.ts';

/** What screens ask about customer development. Names are masked unless revealed for view 'development'. */

const VIEW = 'development';

/** Members whose records the caller sees; null: everybody's. */
function membersOf(caller: Caller): readonly string[] | null {
  return caller.sees === 'all' ? null : [caller.memberId, ...caller.sees.managers];
}

interface Condition {
  readonly text: string;
  readonly params: Record<string, SqlValue>;
}

const all: Condition = { text: '1', params: {} };

function sight(caller: Caller, column: string): Condition {
  const members = membersOf(caller);
  return members === null
    ? all
    : {
        text: `${column} IN (SELECT value FROM json_each(:members))`,
        params: { members: JSON.stringify(members) },
      };
}

/** Past its end a stored 'pre_registered' or 'invited' is 'expired'. */
const stateSql = (live: string): string =>
  `CASE WHEN state = '${live}' AND expires_at <= :now THEN 'expired' ELSE state END`;

function counts<S extends string>(
  r: ReadHandle,
  table: 'registration' | 'invitation',
  live: S,
  states: readonly S[],
  now: number,
  caller: Caller,
): Record<S, number> {
  const seen = sight(caller, 'member_id');
  const rows = r.all<{ state: string; n: bigint }>(
    `SELECT ${stateSql(live)} AS state, count(*) AS n FROM ${table} WHERE ${seen.text} GROUP BY 1`,
    { now, ...seen.params },
  );
  const found = new Map(rows.map((row) => [row.state, Number(row.n)]));
  return Object.fromEntries(states.map((state) => [state, found.get(state) ?? 0])) as Record<S, number>;
}

/** How many end within the next days. */
export function expiringCount(
  r: ReadHandle,
  table: 'registration' | 'invitation',
  now: number,
  caller: Caller | null,
): { count: number; firstAt: number | null } {
  const seen = caller === null ? all : sight(caller, 'member_id');
  const live = table === 'registration' ? 'pre_registered' : 'invited';
  const row = r.get<{ n: bigint; first: bigint | null }>(
    `SELECT count(*) AS n, min(expires_at) AS first FROM ${table}
     WHERE state = :live AND expires_at > :now AND expires_at <= :until AND ${seen.text}`,
    { live, now, until: now + EXPIRING_DAYS * DAY_MS, ...seen.params },
  );
  return {
    count: Number(row?.n ?? 0n),
    firstAt: row?.first === null || row === undefined ? null : Number(row.first),
  };
}

/** The open count is the partner's, whoever asks: the limit is (guide 5.10). */
export function summariseDevelopment(
  context: AreaContext,
  _input: unknown,
  caller: Caller,
): OutputOf<'development.summary'> {
  const { ledger, mirror, clock } = context.workspace;
  const now = clock.now();
  const distributor = isDistributor(mirror.read);
  return ledger.snapshot((r) => {
    const partner = readPartner(r);
    return {
      open: openCount(r, now),
      limit: REGISTRATION_LIMIT,
      registrations: counts(r, 'registration', 'pre_registered', REGISTRATION_STATES, now, caller),
      invitations: counts(r, 'invitation', 'invited', INVITATION_STATES, now, caller),
      expiring: {
        registrations: expiringCount(r, 'registration', now, caller).count,
        invitations: expiringCount(r, 'invitation', now, caller).count,
      },
      partner,
      distributor,
      missing: missingOf(partner, distributor),
    };
  });
}

interface ListInput {
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly states?: readonly string[] | undefined;
}

/** Rows of a page and one more, newest first. The folded name, or its pinyin, contains what is looked for. */
function readList(
  r: ReadHandle,
  table: 'registration' | 'invitation',
  input: ListInput,
  more: readonly Condition[],
  now: number,
): Record<string, SqlValue>[] {
  const live = table === 'registration' ? 'pre_registered' : 'invited';
  const needle = normalise(input.search ?? '');
  const conditions: Condition[] = [
    ...more,
    ...(input.states === undefined
      ? []
      : [
          {
            text: `${stateSql(live)} IN (SELECT value FROM json_each(:states))`,
            params: { now, states: JSON.stringify(input.states) },
          },
        ]),
    ...(needle === ''
      ? []
      : [
          {
            text: `(instr(name_key, :needle) > 0 OR instr(latin_key, :needle) > 0)`,
            params: { needle },
          },
        ]),
    ...(input.after === undefined
      ? []
      : [{ text: `seq < (SELECT seq FROM ${table} WHERE id = :after)`, params: { after: input.after } }]),
  ];
  return r.all(
    `SELECT * FROM ${table} WHERE ${['1', ...conditions.map((one) => one.text)].join(' AND ')}
     ORDER BY seq DESC LIMIT :limit`,
    Object.assign({ limit: input.limit + 1 }, ...conditions.map((one) => one.params)),
  );
}

export function listRegistrations(
  context: AreaContext,
  input: ParsedInputOf<'development.registrations'>,
  caller: Caller,
): OutputOf<'development.registrations'> {
  const now = context.workspace.clock.now();
  const revealed = caller.revealed(VIEW, input.revealId);
  return context.workspace.ledger.snapshot((r) => {
    const found = readList(r, 'registration', input, [sight(caller, 'member_id')], now).map(registrationOf);
    const page = found.slice(0, input.limit);
    const about = around(context, r, 'registration', page, revealed);
    return {
      rows: page.map((record) => registrationRowOf(record, about)),
      next: found.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

export function listInvitations(
  context: AreaContext,
  input: ParsedInputOf<'development.invitations'>,
  caller: Caller,
): OutputOf<'development.invitations'> {
  const now = context.workspace.clock.now();
  const revealed = caller.revealed(VIEW, input.revealId);
  const { registrationId } = input;
  const of: Condition[] =
    registrationId === undefined
      ? []
      : [{ text: 'registration_id = :registration', params: { registration: registrationId } }];
  return context.workspace.ledger.snapshot((r) => {
    const conditions = [sight(caller, 'member_id'), ...of];
    const found = readList(r, 'invitation', input, conditions, now).map(invitationOf);
    const page = found.slice(0, input.limit);
    const about = around(context, r, 'invitation', page, revealed);
    return {
      rows: page.map((record) => invitationRowOf(record, about)),
      next: found.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

const EVENTS = `SELECT e.no, e.at, e.record, e.record_id, e.event, e.state, e.person, e.code,
    coalesce(r.name, i.name, '') AS name
  FROM development_event AS e
  LEFT JOIN registration AS r ON e.record = 'registration' AND r.id = e.record_id
  LEFT JOIN invitation AS i ON e.record = 'invitation' AND i.id = e.record_id`;

const eventsOf = (r: ReadHandle, kind: RecordKind, id: string, revealed: ReadonlySet<string>) =>
  r
    .all<StoredEvent>(`${EVENTS} WHERE e.record = ? AND e.record_id = ? ORDER BY e.no`, [kind, id])
    .map((row) => eventOf(row, revealed));

/** One pre-registration with its history; null when there is none or the caller may not see it. */
export function getRegistration(
  context: AreaContext,
  input: ParsedInputOf<'development.registration'>,
  caller: Caller,
): OutputOf<'development.registration'> {
  const revealed = caller.revealed(VIEW, input.revealId);
  return context.workspace.ledger.snapshot((r) => {
    const record = readRegistration(r, input.id);
    if (record === undefined || !seesMember(caller, record.memberId)) return null;
    const row = registrationRowOf(record, around(context, r, 'registration', [record], revealed));
    return { row, events: eventsOf(r, 'registration', record.id, revealed) };
  });
}

export function getInvitation(
  context: AreaContext,
  input: ParsedInputOf<'development.invitation'>,
  caller: Caller,
): OutputOf<'development.invitation'> {
  const revealed = caller.revealed(VIEW, input.revealId);
  return context.workspace.ledger.snapshot((r) => {
    const record = readInvitation(r, input.id);
    if (record === undefined || !seesMember(caller, record.memberId)) return null;
    const row = invitationRowOf(record, around(context, r, 'invitation', [record], revealed));
    return { row, events: eventsOf(r, 'invitation', record.id, revealed) };
  });
}

/** The history of all records the caller sees, newest first. */
export function listHistory(
  context: AreaContext,
  input: ParsedInputOf<'development.history'>,
  caller: Caller,
): OutputOf<'development.history'> {
  const revealed = caller.revealed(VIEW, input.revealId);
  const seen = sight(caller, 'coalesce(r.member_id, i.member_id)');
  const needle = normalise(input.search ?? '');
  const conditions: Condition[] = [
    seen,
    ...(input.record === undefined ? [] : [{ text: 'e.record = :record', params: { record: input.record } }]),
    ...(needle === ''
      ? []
      : [{ text: 'instr(coalesce(r.name_key, i.name_key), :needle) > 0', params: { needle } }]),
    ...(input.after === undefined
      ? []
      : [{ text: 'e.no < :after', params: { after: Math.trunc(Number(input.after)) || 0 } }]),
  ];
  const found = context.workspace.ledger.read.all<StoredEvent>(
    `${EVENTS} WHERE ${conditions.map((one) => one.text).join(' AND ')} ORDER BY e.no DESC LIMIT :limit`,
    Object.assign({ limit: input.limit + 1 }, ...conditions.map((one) => one.params)),
  );
  const page = found.slice(0, input.limit);
  return {
    rows: page.map((row) => eventOf(row, revealed)),
    next: found.length > input.limit ? String(page.at(-1)?.no ?? '') || null : null,
  };
}

/** Everybody alike, without a network; of others' customers only that there is one. */
export function findDuplicates(
  context: AreaContext,
  input: ParsedInputOf<'development.duplicates'>,
  caller: Caller,
): OutputOf<'development.duplicates'> {
  const revealed = caller.revealed(VIEW, input.revealId);
  const { ledger, mirror, clock } = context.workspace;
  const keys = keysOf({
    name: input.name ?? '',
    mobile: input.mobile ?? null,
    email: input.email ?? null,
    account: input.account ?? null,
    country: input.country ?? null,
  });
  const { purpose, registrationId } = input;
  const question = { now: clock.now(), purpose, registrationId };
  const alike = mirror.snapshot((r) => findAlike(r, ledger.read, keys, question));
  return { matches: alike.slice(0, 20).map((one) => likenessFor(caller, revealed, one)) };
}

/** Customers without a pre-registration of ours: guide 5.10, "not pre-registered". */
export function listUnregistered(
  context: AreaContext,
  input: ParsedInputOf<'development.unregistered'>,
  caller: Caller,
): OutputOf<'development.unregistered'> {
  const revealed = caller.revealed(VIEW, input.revealId);
  const { ledger, mirror } = context.workspace;
  const place = input.after === undefined ? null : openPlace(mirror.epoch(), 'unregistered', input.after);
  const idsOf = (table: 'registration' | 'invitation'): string[] =>
    ledger.read
      .all<{ customer_id: string }>(`SELECT customer_id FROM ${table} WHERE customer_id IS NOT NULL`)
      .map((row) => row.customer_id);
  const invited = new Set(idsOf('invitation'));
  const found = customersWithout(mirror.read, {
    without: idsOf('registration'),
    needle: normalise(input.search ?? ''),
    managers: membersOf(caller),
    after: place === null ? null : { associatedOn: Number(place.value ?? 0n), id: place.id },
    limit: input.limit + 1,
  });
  const keyed = found.map((one) => ({ id: one.id, place: BigInt(one.associatedOn ?? 0) }));
  return {
    rows: found.slice(0, input.limit).map((one) => ({
      id: one.id,
      name: show('name', shownName(one), revealed),
      account: show('account', one.account, revealed),
      manager:
        one.managerId === null ? null : show('manager', memberName(ledger.read, one.managerId), revealed),
      associatedOn: one.associatedOn,
      invited: invited.has(one.id),
    })),
    next: nextKey(mirror.epoch(), 'unregistered', keyed, input.limit),
  };
}
