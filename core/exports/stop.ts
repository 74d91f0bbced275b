import { CodedError } from '../base/errors.ts';

/** How a running export is told to end: by a person, or because the desk closes. */
export interface Stop {
  why: 'cancelled' | 'closing' | null;
}

/** @throws CodedError EXPORT_STOPPED {why} */
export function throwIfStopped(stop: Stop | undefined): void {
  if (stop !== undefined && stop.why !== null) throw new CodedError('EXPORT_STOPPED', { why: stop.why });
}
