import type { OutputOf } from '../../contract/index.ts';
import { getSetting } from '../../storage/settings.ts';
import type { AreaContext } from '../context.ts';
import { hasResellers } from '../resellers/shared.ts';
import { capabilitiesOf, typeOf } from './rules/capabilities.ts';
import { EXCLUDED_COUNTRIES } from './rules/countries.ts';
import { COUNTRY, EXCLUDED, GRANTS, TYPE } from './settings.ts';
import { acceptedLetters, letterOf } from './shared.ts';

/** The kind of partner, what follows from it, and what an administrator said. */
export function getPartner(context: AreaContext): OutputOf<'partner.get'> {
  const { ledger, mirror } = context.workspace;
  const chosen = getSetting(ledger, TYPE);
  const some = hasResellers(mirror.read);
  const type = typeOf(chosen, some);
  const own = getSetting(ledger, EXCLUDED);
  return {
    type,
    detected: typeOf(null, some),
    chosen,
    capabilities: capabilitiesOf(type),
    country: getSetting(ledger, COUNTRY),
    excludedCountries: own ?? [...EXCLUDED_COUNTRIES],
    excludedOwn: own !== null,
    grants: getSetting(ledger, GRANTS),
    letters: acceptedLetters(ledger.read),
    letter: letterOf(type),
  };
}
