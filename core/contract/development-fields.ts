import { LINK_HOSTS } from './development-facts.ts';

/** What may be entered about a customer to be won, as rules the screen and the core share. Pure. */

export interface RegistrationFields {
  readonly name: string;
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly contact?: string | undefined;
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
  readonly website?: string | undefined;
  /** The Huawei Cloud account's name, if the customer has one. */
  readonly account?: string | undefined;
}

export type FieldProblem = 'missing' | 'invalid' | 'reachable';
export type FieldName = keyof RegistrationFields;

const EMAIL = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;
const WEBSITE = /^(https?:\/\/)?[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i;

/** Whether the text is an e-mail address by its form. */
export const isEmail = (text: string): boolean => EMAIL.test(text) && text.length <= 128;

/** Whether the text can be a telephone number: 6 to 15 digits, with the usual signs between them. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return /^\+?[\d\s()./-]+$/.test(text) && digits >= 6 && digits <= 18;
}

const empty = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** What is wrong, by field; empty when it may be saved. A customer must be reachable by mobile number or e-mail. */
export function registrationProblems(
  fields: RegistrationFields,
): Partial<Readonly<Record<FieldName, FieldProblem>>> {
  const { name, country, mobile, email, website, account } = fields;
  const problems: Partial<Record<FieldName, FieldProblem>> = {};
  if (empty(name)) problems.name = 'missing';
  if (!/^[A-Z]{2}$/.test(country)) problems.country = 'missing';
  if (empty(mobile) && empty(email)) problems.email = 'reachable';
  if (!empty(mobile) && !isPhone(mobile?.trim() ?? '')) problems.mobile = 'invalid';
  if (!empty(email) && !isEmail(email?.trim() ?? '')) problems.email = 'invalid';
  if (!empty(website) && !WEBSITE.test(website?.trim() ?? '')) problems.website = 'invalid';
  if (!empty(account) && /\s/.test(account?.trim() ?? '')) problems.account = 'invalid';
  return problems;
}

export type LinkProblem = 'malformed' | 'not-https' | 'foreign-host';

/** Scheme, host and what follows; nothing a browser would read in another way (no user, no port, no backslash, no blank). */
const LINK = /^(https?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i;

/**
 * What is wrong with a pasted invitation link; null when it may be kept. It must be https, on a host of Huawei Cloud, and
 * carry no user or password: whoever opens it trusts the partner who sent it.
 */
export function linkProblem(text: string): LinkProblem | null {
  const match = text.length > 2048 ? null : LINK.exec(text.trim());
  if (match === null) return 'malformed';
  if (match[1]?.toLowerCase() !== 'https') return 'not-https';
  const host = match[2]?.toLowerCase() ?? '';
  return LINK_HOSTS.some((known) => host === known || host.endsWith(`.${known}`)) ? null : 'foreign-host';
}
