import { CodedError } from '../../base/errors.ts';
import type { Letter, PartnerType } from '../../contract/partner.ts';
import { appendAudit } from '../../storage/audit.ts';
import { getSetting } from '../../storage/settings.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { partnerTypeOf } from './kind.ts';
import { levelOf, needOf } from './rules/capabilities.ts';
import { EXCLUDED_COUNTRIES } from './rules/countries.ts';
import { COUNTRY, EXCLUDED } from './settings.ts';

/** What other areas and the desk ask about the kind of partner. */

/** Whether the partner's own country is on the list of those that grant no discounts (guide 5.9). */
export function discountsExcluded(ledger: ReadHandle): boolean {
  const country = getSetting(ledger, COUNTRY);
  return country !== null && (getSetting(ledger, EXCLUDED) ?? EXCLUDED_COUNTRIES).includes(country);
}

/**
 * Refuses what this kind of partner does not have, whoever asks (guide 2.1). @param name of the contract
 * @throws CodedError NOT_FOR_PARTNER_TYPE
 */
export function checkPartnerType(context: AreaContext, name: string): void {
  const need = needOf(name);
  if (need === undefined) return;
  const type = partnerTypeOf(context);
  if (levelOf(type, need) === 'no') throw new CodedError('NOT_FOR_PARTNER_TYPE', { type, capability: need });
}

/** The letter this partner accepts before it acts in customers' place (guide 5.7). */
export const letterOf = (type: PartnerType): Letter => (type === 'distributor' ? 'distributor' : 'partner');

export interface AcceptedLetter {
  readonly letter: Letter;
  readonly acceptedBy: string;
  /** Integer ms UTC. */
  readonly acceptedAt: number;
}

export function acceptedLetters(r: ReadHandle): AcceptedLetter[] {
  return r
    .all<{
      letter: Letter;
      accepted_by: string;
      accepted_at: bigint;
    }>('SELECT letter, accepted_by, accepted_at FROM commitment ORDER BY letter')
    .map((row) => ({
      letter: row.letter,
      acceptedBy: row.accepted_by,
      acceptedAt: Number(row.accepted_at),
    }));
}

/**
 * Makes sure that the letter is accepted: by whom and when is kept with the first acceptance.
 * @throws CodedError LETTER_NOT_ACCEPTED when it is not, and is not accepted now
 */
export function acceptLetter(w: WriteHandle, letter: Letter, acceptsNow: boolean, person: string): void {
  if (acceptedLetters(w).some((one) => one.letter === letter)) return;
  if (!acceptsNow) throw new CodedError('LETTER_NOT_ACCEPTED', { letter });
  w.run('INSERT INTO commitment (letter, accepted_by, accepted_at) VALUES (?, ?, ?)', [
    letter,
    person,
    w.now(),
  ]);
  appendAudit(w, {
    who: person,
    what: 'partner.acceptLetter',
    target: letter,
    after: { letter },
    outcome: 'done',
  });
  w.touch('commitment');
}

export { holdsOf } from './holds.ts';
export { grantsOf, partnerTypeOf } from './kind.ts';
export type { Holds } from './holds.ts';
export { partnerMigrations } from './schema.ts';
