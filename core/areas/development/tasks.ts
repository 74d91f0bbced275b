import type { JsonObject } from '../../base/json.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { linkProblem } from '../../contract/development-fields.ts';
import type { TaskDefinition, TaskState } from '../tasks-port.ts';
import { readInvitation, readRegistration, type Invitation, type Registration } from './records.ts';
import { stepInvitation, stepRegistration } from './steps.ts';

/** What only a person can do in the Partner Center's console for customer development: it has no API (guide 5.10). */

export const PRE_REGISTER = 'development.preRegister';
export const REVIEW = 'development.manualReview';
export const INVITATION_LINK = 'development.invitationLink';

const PAGE = '/v3/partner/customer-development';

/** The fields of the console's form that were filled in. */
export function registrationValues(record: Registration): JsonObject {
  const filled = {
    name: record.name,
    country: record.country,
    contact: record.contact,
    mobile: record.mobile,
    email: record.email,
    account: record.account,
    industry: record.industry,
    website: record.website,
    products: record.products,
    tag: record.tag,
    remark: record.remark,
  };
  return { v: 1, ...Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== null)) };
}

export function invitationValues(record: Invitation): JsonObject {
  return {
    v: 1,
    name: record.name,
    model: record.model,
    ...(record.email === null ? {} : { email: record.email }),
    ...(record.body === null ? {} : { text: record.body }),
  };
}

/** The record follows its task: done = entered, reopened = not entered after all, cancelled = taken back. */
const REGISTRATION_EVENT = {
  open: 'reopened',
  done: 'entered',
  cancelled: 'withdrawn',
  seen: null,
  denied: null,
} as const satisfies Record<TaskState, string | null>;

function registrationFollows(
  w: WriteHandle,
  task: { readonly subject: string },
  state: TaskState,
  _at: number,
  change: { readonly person: string | null },
): void {
  const event = REGISTRATION_EVENT[state];
  const record = readRegistration(w, task.subject);
  if (event !== null && record !== undefined)
    stepRegistration(w, record, event, { person: change.person ?? record.person });
}

/** Whoever ends the task with the link as its reference has given the link. */
function invitationFollows(
  w: WriteHandle,
  task: { readonly subject: string },
  state: TaskState,
  _at: number,
  change: { readonly person: string | null; readonly reference: string | null },
): void {
  const record = readInvitation(w, task.subject);
  if (record === undefined) return;
  const person = change.person ?? record.person;
  if (state === 'cancelled') stepInvitation(w, record, 'withdrawn', { person });
  const link = change.reference?.trim() ?? '';
  const fits = link !== '' && linkProblem(link) === null;
  if (state === 'done' && record.link === null && fits && !linkKnown(w, link))
    stepInvitation(w, record, 'linked', { person, link });
}

/** A link is good for one customer. */
export function linkKnown(w: WriteHandle, link: string): boolean {
  return w.get('SELECT 1 AS found FROM invitation WHERE link = ?', [link]) !== undefined;
}

const masked = {
  name: 'name',
  contact: 'name',
  mobile: 'phone',
  email: 'email',
  account: 'account',
} as const;

export const developmentTasks: readonly TaskDefinition[] = [
  {
    kind: PRE_REGISTER,
    link: () => PAGE,
    copy: [
      'name',
      'country',
      'contact',
      'mobile',
      'email',
      'account',
      'industry',
      'website',
      'products',
      'tag',
      'remark',
    ],
    masked,
    dueDays: 1,
    denyAfterDays: null,
    changed: registrationFollows,
  },
  {
    kind: REVIEW,
    link: () => PAGE,
    copy: ['name', 'country', 'reason'],
    masked: { name: 'name' },
    dueDays: 3,
    denyAfterDays: null,
  },
  {
    kind: INVITATION_LINK,
    link: () => PAGE,
    copy: ['name', 'model', 'email', 'text'],
    masked: { name: 'name', email: 'email' },
    dueDays: 1,
    denyAfterDays: null,
    changed: invitationFollows,
  },
];
