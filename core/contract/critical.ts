import type { ActionName, Name } from './index.ts';

/**
 * Critical operations (guide 3): when the function is on, the acting member confirms them with the PIN. Changing that
 * function, and somebody else's PIN, is one too, or it could be walked around.
 */
export const CRITICAL_ACTIONS = [
  'customers.freeze',
  'customers.unfreeze',
  'budgets.set',
  'budgets.setBatch',
  'discounts.create',
  'discounts.cancel',
  'association.request',
  'association.decide',
  'team.setSecurity',
  'team.resetPin',
] as const satisfies readonly ActionName[];

const critical = new Set<string>(CRITICAL_ACTIONS);

export function isCritical(name: Name): boolean {
  return critical.has(name);
}
