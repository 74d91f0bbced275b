/** Seeds that once showed something; replayed before all others, for ever. */
export const KEPT: readonly number[] = [
  // Died after a verdict and before the next send; the monitor itself was too strict.
  25, 36, 83,
  // Committed, and dead before anybody was told: saved all the same.
  27, 29,
  // Out of a backup: a conflict decided again, an action taken back that had happened.
  359, 382, 681,
  // A late request of an action that the restored ledger does not know any more.
  2123, 7231,
];
