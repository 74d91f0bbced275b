import { maskAccount, maskEmail, maskName, maskPerson, maskPhone } from '../../base/masking.ts';
import { fromE8 } from '../../base/money.ts';
import type { DevelopmentEvent, InvitationRow, RegistrationRow } from '../../contract/development.ts';
import { proposal as proposalSchema } from '../../contract/development.ts';
import type { ReadHandle, SqlParams } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerNames, shownName } from '../customers/shared.ts';
import { memberName } from '../team/shared.ts';
import type { Invitation, RecordKind, Registration } from './records.ts';
import { invitationStateAt } from './rules/invitation.ts';
import { stateAt } from './rules/registration.ts';

/** Records as screens get them: masked, with the state of the moment and what is proposed for them. */

const MASKS = {
  name: maskName,
  contact: maskPerson,
  mobile: maskPhone,
  email: maskEmail,
  account: maskAccount,
  manager: maskPerson,
} as const;
type Masked = keyof typeof MASKS;

export function show(column: Masked, value: string, revealed: ReadonlySet<string>): string {
  return revealed.has(column) ? value : MASKS[column](value);
}

type Proposal = RegistrationRow['proposal'];

interface Around {
  readonly now: number;
  readonly revealed: ReadonlySet<string>;
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly managers: ReadonlyMap<string, string>;
  readonly invitations: ReadonlyMap<string, number>;
}

/** What stands around the records of one page, in a few reads whatever their number. */
export function around(
  context: AreaContext,
  ledger: ReadHandle,
  kind: RecordKind,
  records: readonly { readonly id: string; readonly memberId: string }[],
  revealed: ReadonlySet<string>,
): Around {
  const ids = JSON.stringify(records.map((one) => one.id));
  const managers = new Map(
    [...new Set(records.map((one) => one.memberId))].map((id) => [id, memberName(ledger, id)]),
  );
  const counted = ledger.all<{ registration_id: string; n: bigint }>(
    `SELECT registration_id, count(*) AS n FROM invitation
     WHERE registration_id IN (SELECT value FROM json_each(?)) GROUP BY registration_id`,
    [ids],
  );
  return {
    now: context.workspace.clock.now(),
    revealed,
    managers,
    proposals: proposalsFor(context, ledger, [kind, ids], revealed),
    invitations: new Map(counted.map((row) => [row.registration_id, Number(row.n)])),
  };
}

function proposalsFor(
  context: AreaContext,
  ledger: ReadHandle,
  params: SqlParams,
  revealed: ReadonlySet<string>,
): ReadonlyMap<string, Proposal> {
  const rows = ledger.all<{ record_id: string; customer_id: string; why: string; confidence: string }>(
    `SELECT record_id, customer_id, why, confidence FROM development_proposal
     WHERE record = ? AND record_id IN (SELECT value FROM json_each(?)) AND dismissed = 0`,
    params,
  );
  const names = customerNames(
    context.workspace.mirror.read,
    rows.map((row) => row.customer_id),
  );
  return new Map(
    rows.map((row) => [
      row.record_id,
      proposalSchema.parse({
        customerId: row.customer_id,
        customerName: show('name', shownName(names.get(row.customer_id)), revealed),
        why: row.why,
        confidence: row.confidence,
      }),
    ]),
  );
}

function common(record: Registration | Invitation, { revealed, proposals, managers }: Around) {
  const or = (column: Masked, value: string | null): string | null =>
    value === null ? null : show(column, value, revealed);
  return {
    id: record.id,
    name: show('name', record.name, revealed),
    contact: or('contact', record.contact),
    mobile: or('mobile', record.mobile),
    email: or('email', record.email),
    account: or('account', record.account),
    manager: show('manager', managers.get(record.memberId) || record.person, revealed),
    createdAt: record.createdAt,
    since: record.since,
    expiresAt: record.expiresAt,
    note: record.note,
    customerId: record.customerId,
    taskId: record.taskId,
    proposal: proposals.get(record.id) ?? null,
  };
}

export function registrationRowOf(record: Registration, all: Around): RegistrationRow {
  const { expectedE8, expectedCurrency } = record;
  return {
    ...common(record, all),
    country: record.country ?? '',
    industry: record.industry,
    website: record.website,
    products: record.products,
    expected:
      expectedE8 === null || expectedCurrency === null
        ? null
        : { amount: fromE8(expectedE8), currency: expectedCurrency },
    tag: record.tag,
    remark: record.remark,
    state: stateAt(record, all.now),
    approvedAt: record.approvedAt,
    reason: record.reason,
    invitations: all.invitations.get(record.id) ?? 0,
  };
}

export function invitationRowOf(record: Invitation, all: Around): InvitationRow {
  return {
    ...common(record, all),
    model: record.model,
    text: record.body,
    link: record.link,
    state: invitationStateAt(record, all.now),
    linkAt: record.linkAt,
    cause: record.cause,
    registrationId: record.registrationId,
    previousId: record.previousId,
  };
}

export type StoredEvent = {
  no: bigint;
  at: bigint;
  record: string;
  record_id: string;
  event: string;
  state: string;
  person: string;
  code: string | null;
  name: string;
};

export function eventOf(row: StoredEvent, revealed: ReadonlySet<string>): DevelopmentEvent {
  return {
    no: Number(row.no),
    at: Number(row.at),
    record: row.record === 'invitation' ? 'invitation' : 'registration',
    recordId: row.record_id,
    name: show('name', row.name, revealed),
    event: row.event,
    state: row.state,
    person: row.person,
    code: row.code,
  };
}
