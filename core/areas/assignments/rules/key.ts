import type { Person } from './history.ts';

/**
 * The key of a manager in groups by manager: a member's id; '' for nobody; for an account of the Partner Center that is no
 * member's '@' and a digest, because keys stand in addresses and answers where account names are masked.
 */
export function managerKey(
  { memberId, account }: Person,
  memberOf: (account: string) => string | undefined,
): string {
  if (memberId !== null) return memberId;
  return account === null ? '' : (memberOf(account) ?? `@${digest(account)}`);
}

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** FNV-1a over the text's characters, 64 bits, as 16 hex digits: tells accounts apart; it is no secret. */
function digest(text: string): string {
  let hash = OFFSET;
  for (const character of text)
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * PRIME);
  return hash.toString(16).padStart(16, '0');
}
