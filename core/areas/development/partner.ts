import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { isEmail, isPhone } from '../../contract/development-fields.ts';
import { partnerFacts, type PartnerFacts } from '../../contract/development.ts';
import { appendAudit } from '../../storage/audit.ts';
import { getSetting, setSetting, type Setting } from '../../storage/settings.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { allResellers } from '../resellers/shared.ts';

/** What the partner itself must have before it may develop customers (guide 5.10, prerequisites). */

const PARTNER: Setting<PartnerFacts> = {
  key: 'development.partner',
  schema: partnerFacts,
  fallback: { mobile: null, email: null, developmentPermitted: false, referralPermitted: false },
};

export const readPartner = (r: ReadHandle): PartnerFacts => getSetting(r, PARTNER);

/** A partner with resellers is a distributor. */
export const isDistributor = (mirror: ReadHandle): boolean => allResellers(mirror).length > 0;

/** What is missing before anything can be pre-registered. */
export function missingOf(partner: PartnerFacts, distributor: boolean): ('contact' | 'permission')[] {
  return [
    ...(partner.mobile === null && partner.email === null ? (['contact'] as const) : []),
    ...(distributor && !partner.developmentPermitted ? (['permission'] as const) : []),
  ];
}

/** @throws CodedError DEVELOPMENT_NOT_PERMITTED */
export function checkPermitted(context: AreaContext, ledger: ReadHandle): PartnerFacts {
  const partner = readPartner(ledger);
  if (missingOf(partner, isDistributor(context.workspace.mirror.read)).includes('permission'))
    throw new CodedError('DEVELOPMENT_NOT_PERMITTED');
  return partner;
}

/** @throws CodedError DEVELOPMENT_NOT_PERMITTED, DEVELOPMENT_CONTACT_MISSING */
export function checkPrerequisites(context: AreaContext, ledger: ReadHandle): void {
  const partner = checkPermitted(context, ledger);
  if (partner.mobile === null && partner.email === null) throw new CodedError('DEVELOPMENT_CONTACT_MISSING');
}

/**
 * Keeps what the Partner Center says of the partner itself. Setting and audit row are written together; the audit names
 * the fields, not their values. @throws CodedError INPUT_INVALID {fields}
 */
export function setPartner(
  context: AreaContext,
  input: ParsedInputOf<'development.setPartner'>,
  caller: Caller,
): OutputOf<'development.setPartner'> {
  const mobile = input.mobile === null || input.mobile === '' ? null : input.mobile;
  const email = input.email === null || input.email === '' ? null : input.email;
  const wrong = [
    ...(mobile !== null && !isPhone(mobile) ? ['mobile'] : []),
    ...(email !== null && !isEmail(email) ? ['email'] : []),
  ];
  if (wrong.length > 0) throw new CodedError('INPUT_INVALID', { fields: wrong });
  const next = { ...input, mobile, email };
  context.workspace.ledger.write((w) => {
    const before = readPartner(w);
    setSetting(w, PARTNER, next);
    w.touch('development');
    const told = (facts: PartnerFacts) => ({
      mobile: facts.mobile !== null,
      email: facts.email !== null,
      developmentPermitted: facts.developmentPermitted,
      referralPermitted: facts.referralPermitted,
    });
    appendAudit(w, {
      who: caller.person,
      what: 'development.setPartner',
      before: told(before),
      after: told(next),
      outcome: 'done',
    });
  });
  return next;
}
