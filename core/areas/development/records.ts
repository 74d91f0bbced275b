import type {
  AssociationModel,
  InvitationState,
  RegistrationState,
} from '../../contract/development-facts.ts';
import { invitationState, registrationState, associationModel } from '../../contract/development.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import { accountKey, emailKey, nameKeys, type NameKeys } from './names.ts';
import { readPhone, type Phone } from './rules/phones.ts';
import { CALLING_CODES } from '../../base/countries.ts';

/** Pre-registrations and invitations as the ledger keeps them. Instants are integer ms UTC. */

export type RecordKind = 'registration' | 'invitation';

/** Who is to become a customer. Clear values. */
export interface Who {
  readonly name: string;
  readonly contact: string | null;
  readonly mobile: string | null;
  readonly email: string | null;
  readonly account: string | null;
  /** ISO 3166; null when it was not asked for. */
  readonly country: string | null;
}

/** What duplicates are found by. */
export interface WhoKeys {
  readonly names: NameKeys;
  readonly email: string | null;
  readonly account: string | null;
  readonly phone: Phone | null;
}

export function keysOf(who: Pick<Who, 'name' | 'mobile' | 'email' | 'account' | 'country'>): WhoKeys {
  return {
    names: nameKeys(who.name),
    email: emailKey(who.email),
    account: accountKey(who.account),
    phone: readPhone(who.mobile, CALLING_CODES.get(who.country ?? '') ?? null),
  };
}

export interface Registration extends Who {
  readonly seq: number;
  readonly id: string;
  readonly memberId: string;
  readonly person: string;
  readonly keys: WhoKeys;
  readonly industry: string | null;
  readonly website: string | null;
  readonly products: string | null;
  readonly expectedE8: bigint | null;
  readonly expectedCurrency: string | null;
  readonly tag: string | null;
  readonly remark: string | null;
  readonly createdAt: number;
  /** As last written; see `stateAt`. */
  readonly state: RegistrationState;
  readonly since: number;
  readonly approvedAt: number | null;
  readonly expiresAt: number | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly customerId: string | null;
  readonly taskId: string | null;
}

export interface Invitation extends Who {
  readonly seq: number;
  readonly id: string;
  readonly memberId: string;
  readonly person: string;
  readonly keys: WhoKeys;
  readonly model: AssociationModel;
  readonly body: string | null;
  readonly link: string | null;
  readonly createdAt: number;
  /** As last written; see `invitationStateAt`. */
  readonly state: InvitationState;
  readonly since: number;
  readonly linkAt: number | null;
  readonly expiresAt: number | null;
  readonly cause: string | null;
  readonly note: string | null;
  readonly customerId: string | null;
  readonly registrationId: string | null;
  readonly previousId: string | null;
  readonly taskId: string | null;
}

type Stored = Record<string, SqlValue>;

const text = (row: Stored, name: string): string | null => {
  const value = row[name];
  return typeof value === 'string' ? value : null;
};
const need = (row: Stored, name: string): string => text(row, name) ?? '';
const number = (row: Stored, name: string): number | null => {
  const value = row[name];
  return typeof value === 'bigint' ? Number(value) : null;
};
const amount = (row: Stored, name: string): bigint | null => {
  const value = row[name];
  return typeof value === 'bigint' ? value : null;
};

function common(row: Stored): Who & {
  seq: number;
  id: string;
  memberId: string;
  person: string;
  keys: WhoKeys;
  createdAt: number;
  since: number;
  expiresAt: number | null;
  note: string | null;
  customerId: string | null;
  taskId: string | null;
} {
  const national = text(row, 'phone_national');
  return {
    seq: number(row, 'seq') ?? 0,
    id: need(row, 'id'),
    memberId: need(row, 'member_id'),
    person: need(row, 'person'),
    name: need(row, 'name'),
    contact: text(row, 'contact'),
    mobile: text(row, 'mobile'),
    email: text(row, 'email'),
    account: text(row, 'account'),
    country: text(row, 'country'),
    keys: {
      names: { key: need(row, 'name_key'), core: need(row, 'core_key'), latin: need(row, 'latin_key') },
      email: text(row, 'email_key'),
      account: text(row, 'account_key'),
      phone: national === null ? null : { full: text(row, 'phone_full'), national },
    },
    createdAt: number(row, 'created_at') ?? 0,
    since: number(row, 'since') ?? 0,
    expiresAt: number(row, 'expires_at'),
    note: text(row, 'note'),
    customerId: text(row, 'customer_id'),
    taskId: text(row, 'task_id'),
  };
}

export function registrationOf(row: Stored): Registration {
  return {
    ...common(row),
    industry: text(row, 'industry'),
    website: text(row, 'website'),
    products: text(row, 'products'),
    expectedE8: amount(row, 'expected_e8'),
    expectedCurrency: text(row, 'expected_currency'),
    tag: text(row, 'tag'),
    remark: text(row, 'remark'),
    state: registrationState.parse(row['state']),
    approvedAt: number(row, 'approved_at'),
    reason: text(row, 'reason'),
  };
}

export function invitationOf(row: Stored): Invitation {
  return {
    ...common(row),
    model: associationModel.parse(row['model']),
    body: text(row, 'body'),
    link: text(row, 'link'),
    state: invitationState.parse(row['state']),
    linkAt: number(row, 'link_at'),
    cause: text(row, 'cause'),
    registrationId: text(row, 'registration_id'),
    previousId: text(row, 'previous_id'),
  };
}

export function readRegistration(r: ReadHandle, id: string): Registration | undefined {
  const row = r.get('SELECT * FROM registration WHERE id = ?', [id]);
  return row === undefined ? undefined : registrationOf(row);
}

export function readInvitation(r: ReadHandle, id: string): Invitation | undefined {
  const row = r.get('SELECT * FROM invitation WHERE id = ?', [id]);
  return row === undefined ? undefined : invitationOf(row);
}

/** Column names and values of a `Who` for an INSERT. */
export function whoColumns(who: Who): { readonly [column: string]: SqlValue } {
  const { names, email, account, phone } = keysOf(who);
  return {
    name: who.name,
    contact: who.contact,
    mobile: who.mobile,
    email: who.email,
    account: who.account,
    country: who.country,
    name_key: names.key,
    core_key: names.core,
    latin_key: names.latin,
    email_key: email,
    account_key: account,
    phone_full: phone?.full ?? null,
    phone_national: phone?.national ?? null,
  };
}

/** Pre-registrations in one of the stored states, the oldest first. */
export function registrationsIn(r: ReadHandle, states: readonly RegistrationState[]): Registration[] {
  return r
    .all('SELECT * FROM registration WHERE state IN (SELECT value FROM json_each(?)) ORDER BY seq', [
      JSON.stringify(states),
    ])
    .map(registrationOf);
}

export function invitationsIn(r: ReadHandle, states: readonly InvitationState[]): Invitation[] {
  return r
    .all('SELECT * FROM invitation WHERE state IN (SELECT value FROM json_each(?)) ORDER BY seq', [
      JSON.stringify(states),
    ])
    .map(invitationOf);
}
