/** Who may be frozen and unfrozen, and with which type (guide 5.4). Pure. */

export type FreezeType = 'account' | 'account-and-resources';

/** What is known of one account. */
export interface FreezeFacts {
  /** Null: not known. */
  readonly frozen: boolean | null;
  /** How it was frozen, where the desk remembers; no list reveals it. */
  readonly type: FreezeType | null;
}

/**
 * Why an account cannot be frozen this way. A frozen account may still be frozen together with its resources, unless it
 * is remembered to be; freezing only the account of a frozen one changes nothing.
 */
export function freezeRefusal(facts: FreezeFacts, type: FreezeType): 'FREEZE_ALREADY' | null {
  if (facts.frozen !== true) return null;
  return type === 'account' || facts.type === type ? 'FREEZE_ALREADY' : null;
}

export type Unfreeze =
  | { readonly type: FreezeType }
  | { readonly refused: 'FREEZE_NOT_FROZEN' | 'FREEZE_TYPE_UNKNOWN' };

/**
 * The type to unfreeze with: it must be the one the account was frozen with. Of several accounts, what is remembered of
 * each goes before what the person names for the others; of a single one the person may know better.
 * @param named the type the person names
 */
export function unfreezeType(facts: FreezeFacts, named: FreezeType | undefined, single: boolean): Unfreeze {
  if (facts.frozen === false) return { refused: 'FREEZE_NOT_FROZEN' };
  const type = single ? (named ?? facts.type) : (facts.type ?? named);
  return type === null || type === undefined ? { refused: 'FREEZE_TYPE_UNKNOWN' } : { type };
}
