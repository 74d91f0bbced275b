import type { Caller } from '../../contract/handlers.ts';
import { associationPolicy, type AssociationPolicy } from '../../contract/association.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { Setting } from '../../storage/settings.ts';
import { getSetting, setSetting } from '../../storage/settings.ts';
import type { AreaContext } from '../context.ts';

/** The ledger's setting: which variant of the rules of guide 5.5 holds for this partner. */
export const POLICY: Setting<AssociationPolicy> = {
  key: 'association.policy',
  schema: associationPolicy,
  fallback: { requests: 1, withoutConsent: false },
};

export function getPolicy(context: AreaContext): OutputOf<'association.policy'> {
  return getSetting(context.workspace.ledger, POLICY);
}

export function setPolicy(
  context: AreaContext,
  input: ParsedInputOf<'association.setPolicy'>,
  caller: Caller,
): OutputOf<'association.setPolicy'> {
  context.workspace.ledger.write((w) => {
    const before = getSetting(w, POLICY);
    if (before.requests === input.requests && before.withoutConsent === input.withoutConsent) return;
    setSetting(w, POLICY, input);
    w.touch('setting');
    appendAudit(w, {
      who: caller.person,
      what: 'association.setPolicy',
      before,
      after: input,
      outcome: 'done',
    });
  });
  return {};
}
