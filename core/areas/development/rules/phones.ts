import { CALLING_CODES } from '../../../base/countries.ts';

/** Telephone numbers written in many ways: with +, 00 or no country code, with a trunk 0, with signs between. */

export interface Phone {
  /** With the country's code, digits only; null when the country is not known. */
  readonly full: string | null;
  /** Without country code and leading zeros. */
  readonly national: string;
}

const CODES: ReadonlySet<string> = new Set(CALLING_CODES.values());
const SHORTEST = 6;

/** The number and its country's code; null when it begins with none. No code is the beginning of another. */
function split(digits: string): { code: string; national: string } | null {
  for (const length of [3, 2, 1]) {
    const code = digits.slice(0, length);
    if (CODES.has(code)) return { code, national: digits.slice(length).replace(/^0+/, '') };
  }
  return null;
}

/**
 * Reads a number. @param dial the country's telephone code where the number itself has none ('86', '0086'), null when unknown
 * @returns null when it is too short to compare, or masked
 */
export function readPhone(text: string | null, dial: string | null): Phone | null {
  const plain = (text ?? '').normalize('NFKC').trim();
  if (plain.includes('*')) return null;
  const digits = plain.replace(/\(0\)/g, '').replace(/\D/g, '');
  if (plain.startsWith('+') || digits.startsWith('00')) {
    const full = digits.replace(/^00/, '');
    const { code, national } = split(full) ?? { code: '', national: full };
    return national.length < SHORTEST ? null : { full: code + national, national };
  }
  const national = digits.replace(/^0+/, '');
  if (national.length < SHORTEST) return null;
  const code = (dial ?? '').replace(/\D/g, '').replace(/^0+/, '');
  return { full: code === '' ? null : code + national, national };
}

/** exact: the same number; similar: the same up to a country code that one of them lacks; null: different. */
export function comparePhones(a: Phone, b: Phone): 'exact' | 'similar' | null {
  if (a.full !== null && b.full !== null) return a.full === b.full ? 'exact' : null;
  if (a.full === null && b.full === null) return a.national === b.national ? 'exact' : null;
  return a.national === b.national ? 'similar' : null;
}

/** The end of a number by which an index finds it however it begins; short ones with their frame (phoneText). */
export const phoneTail = (phone: Phone): string => `||${phone.national}`.slice(-8);
