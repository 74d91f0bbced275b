/**
 * The faults of sync-and-safety section 8 as this simulator has them, and how often each really happened: a fault that is
 * never met proves nothing. Between nodes there is no network yet, so "doubled" is what a screen asks twice, "group
 * change" a customer that leaves the partner, "mixed versions" an action of a newer program, and the restore from an old
 * backup is one without its journal.
 */
export const FAULTS = [
  'death at an await',
  'death between two commits',
  'request lost',
  'reply lost',
  'doubled',
  'reordered',
  'late arrival',
  'partition in',
  'partition out',
  'partition both',
  'pause and resume',
  'restored from an old backup',
  'restored with the journal',
  '401',
  '429',
  '5xx after the effect',
  'mixed results',
  'garbage',
  'page shift',
  'clock jump',
  'disk full',
  'customer leaves',
  'newer action',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Counts faults as they happen. */
export class FaultCount {
  readonly happened = new Map<Fault, number>();

  count(fault: Fault): void {
    this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1);
  }
}
