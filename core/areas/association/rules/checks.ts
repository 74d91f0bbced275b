import type { AssociationCheck } from '../../../contract/association.ts';
import type { Wait } from './frequency.ts';

/** What is known here before a disassociation is asked for. */
export interface DisassociationFacts {
  /** Null: nobody read it. */
  readonly frozen: boolean | null;
  /** Frozen by hand, as far as this desk knows. */
  readonly frozenByHand: boolean;
  /** Another request of this customer is open. */
  readonly open: boolean;
  readonly wait: Wait;
}

const check = (
  name: AssociationCheck['name'],
  outcome: AssociationCheck['outcome'],
  until: string | null = null,
): AssociationCheck => ({ name, outcome, until });

/**
 * The checks of guide 5.5, in the order they are shown. What no list of the Partner Center tells cannot be known here;
 * its own automatic check decides that.
 */
export function disassociationChecks(facts: DisassociationFacts): AssociationCheck[] {
  const { frozen, frozenByHand, open, wait } = facts;
  const frozenOutcome = frozen === false ? 'fine' : frozen && frozenByHand ? 'blocked' : 'console';
  return [
    check('frozen', frozenOutcome),
    check('open', open ? 'blocked' : 'fine'),
    check('frequency', wait.frequency === null ? 'fine' : 'blocked', wait.frequency),
    check('customerRequest', wait.customerRequest === null ? 'fine' : 'blocked', wait.customerRequest),
    check('enterpriseMaster', 'console'),
    check('reservedInstance', 'console'),
    check('supportPlan', 'console'),
    check('namedAccount', 'console'),
  ];
}

export const isBlocked = (checks: readonly AssociationCheck[]): boolean =>
  checks.some(({ outcome }) => outcome === 'blocked');
