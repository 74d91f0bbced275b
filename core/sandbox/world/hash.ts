// Everything in the generated world is a function of (seed, index, absolute time), so nothing needs to be remembered
// and any part can be made again. These are the functions that turn such coordinates into reproducible chance.

/** Scrambles 32 bits (murmur3's finaliser). */
function scramble(value: number): number {
  let h = value | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h | 0;
}

/** 32 unsigned bits out of up to four integers. */
export function hash(a: number, b = 0, c = 0, d = 0): number {
  let h = scramble(a + 0x9e3779b9);
  h = scramble(Math.imul(h, 31) + b);
  h = scramble(Math.imul(h, 31) + c);
  h = scramble(Math.imul(h, 31) + d);
  return h >>> 0;
}

/** A number in [0, 1) out of up to four integers. */
export function chance(a: number, b = 0, c = 0, d = 0): number {
  return hash(a, b, c, d) / 4294967296;
}

/** The element that chance points at. */
export function choose<T>(items: readonly T[], a: number, b = 0, c = 0, d = 0): T {
  const item = items[Math.floor(chance(a, b, c, d) * items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
const hexWord = (h: number): string =>
  `${HEX[h >>> 24]}${HEX[(h >>> 16) & 255]}${HEX[(h >>> 8) & 255]}${HEX[h & 255]}`;

/** A 32 digit hexadecimal id, as the Partner Center gives its accounts and resources. */
export function hexId(a: number, b: number, c = 0): string {
  return (
    hexWord(hash(a, b, c, 1)) +
    hexWord(hash(a, b, c, 2)) +
    hexWord(hash(a, b, c, 3)) +
    hexWord(hash(a, b, c, 4))
  );
}

/** 32 bits out of a text. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Separate streams of chance, so that one drawing never moves another. */
export const STREAM = {
  customer: 101,
  spend: 102,
  order: 103,
  budget: 104,
  coupon: 105,
  reseller: 106,
  resource: 107,
  line: 108,
  event: 109,
  settlement: 110,
  freeze: 111,
  pattern: 112,
  paging: 113,
  id: 114,
} as const;
