import { compareDecimals } from '../../../core/base/money.ts';
import type { Tone } from '../../ui/values.tsx';

/** Tone of a budget's used share: the alerts of guide 5.3 at 75, 90 and 100 %. */
export function toneOfUse(percent: string): Extract<Tone, 'over' | 'act' | 'watch' | 'plain'> {
  if (compareDecimals(percent, '100') >= 0) return 'over';
  if (compareDecimals(percent, '90') >= 0) return 'act';
  return compareDecimals(percent, '75') >= 0 ? 'watch' : 'plain';
}
