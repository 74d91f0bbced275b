import { CodedError } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import { compareDecimals, formatDecimal, parseDecimal } from '../../base/money.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import { getSetting, setSetting } from '../../storage/settings.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { COUNTRY, EXCLUDED, GRANTS, TYPE } from './settings.ts';

const stored = (w: WriteHandle): JsonObject => ({
  type: getSetting(w, TYPE),
  country: getSetting(w, COUNTRY),
  excludedCountries: getSetting(w, EXCLUDED),
  grants: { ...getSetting(w, GRANTS) },
});

/** @throws CodedError INPUT_INVALID for an amount below zero */
function amountOf(field: string, text: string | null): string | null {
  if (text === null) return null;
  const plain = formatDecimal(parseDecimal(text));
  if (compareDecimals(plain, '0') < 0) throw new CodedError('INPUT_INVALID', { field });
  return plain;
}

/**
 * Says what kind of partner this is, where it is registered and what was granted to it.
 * @throws CodedError AMOUNT_INVALID, INPUT_INVALID
 */
export function setPartner(
  context: AreaContext,
  input: ParsedInputOf<'partner.set'>,
  caller: Caller,
): OutputOf<'partner.set'> {
  const grants = {
    ...input.grants,
    discountMost: amountOf('discountMost', input.grants.discountMost),
    budgetMonthly: amountOf('budgetMonthly', input.grants.budgetMonthly),
    budgetOneTime: amountOf('budgetOneTime', input.grants.budgetOneTime),
  };
  context.workspace.ledger.write((w) => {
    const before = stored(w);
    setSetting(w, TYPE, input.type);
    setSetting(w, COUNTRY, input.country);
    setSetting(w, EXCLUDED, input.excludedCountries === null ? null : [...input.excludedCountries].sort());
    setSetting(w, GRANTS, grants);
    w.touch('settings');
    appendAudit(w, {
      who: caller.person,
      what: 'partner.set',
      target: 'partner',
      before,
      after: stored(w),
      outcome: 'done',
    });
  });
  return {};
}
