import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * A UUID version 7: sorts by the time it was made, so that records made on this device stay in order.
 * Identifies records; it is not a secret.
 */
export function uuidv7(clock: Clock, random: Random): string {
  const time = hex(clock.now(), 12);
  const word = (bits: number): number => Math.floor(random.next() * 2 ** bits);
  const a = hex(0x7000 | word(12), 4);
  const b = hex(0x8000 | word(14), 4);
  const c = hex(word(24), 6) + hex(word(24), 6);
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${c}`;
}
