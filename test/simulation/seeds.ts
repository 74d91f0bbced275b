/** Seeds that once showed something; replayed before all others, for ever. */
export const KEPT: readonly number[] = [
  // Out of a backup: the budget of a customer whose creation was taken back was looked for, for ever.
  71, 211,
  // Out of a backup: a freeze that was never sent and is there all the same counted as ours.
  304, 868,
  // Asleep beyond the healing; out of an old backup: a creation done anew in the life that was lost.
  17133, 19985,
  // The first to show a rare planted mistake: a lost ledger forgotten, an account done in part, somebody else's account.
  87,
  120, 14, 89, 72, 156, 32, 115,
  // Of the simulator before creations: died after a verdict; committed and dead before anybody was told; out of a backup.
  25,
  36, 83, 27, 29, 359, 382, 681, 2123, 7231,
];
