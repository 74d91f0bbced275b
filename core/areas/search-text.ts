import { pinyin } from 'pinyin-pro';

/**
 * How names are found and put in order: normalised text, pinyin and initials. Pure; the same name gives the same texts
 * every time, because rebuilding the mirror relies on it.
 */

const HAN = /\p{Script=Han}/u;
const MARKS = /\p{M}/gu;
/** Punctuation, spaces, control and invisible characters, mathematical and modifier signs: never searched for. */
const FOLDED = /[\p{P}\p{Z}\p{C}\p{Sm}\p{Sk}\p{Sc}]/gu;
/** The same for texts of plain letters, which most accounts are, in one pass. */
const ASCII = /^[\x20-\x7e]*$/;
const ASCII_FOLDED = /[^a-z0-9]/g;
const WORD_BREAK = /[^\p{L}\p{N}]+/u;
/** Letters without a decomposition that people type plainly. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
};
const SPECIAL = /[ßıøđłæœþð]/g;
/** Between the texts of one record; never part of a normalised text. Doubled so that a text's last letters make a trigram too. */
export const SEPARATOR = '||';
/** Readings kept of one character: the common ones; rare ones would only find the wrong customers. */
const READINGS = 2;
const SORT_KEY_LENGTH = 80;

/** Cut for keys and indexes, never inside a character; control characters would be written six times as long. */
const cut = (text: string): string =>
  text
    .replace(/\p{C}/gu, '')
    .slice(0, SORT_KEY_LENGTH)
    .replace(/[\ud800-\udbff]$/, '');

/**
 * Folds a text for matching: compatibility forms united (full-width letters and brackets), lower case, accents,
 * punctuation, spaces and invisible characters removed. May be empty.
 */
export function normalise(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(ASCII_FOLDED, '');
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(SPECIAL, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(FOLDED, '');
}

const readingsCache = new Map<string, readonly string[]>();

/** The first few toneless readings of a Chinese character, ü written both v and u; the character itself when it has none. */
function readings(character: string): readonly string[] {
  const known = readingsCache.get(character);
  if (known) return known;
  const found = new Set<string>();
  for (const reading of pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true })) {
    found.add(reading);
    if (reading.includes('v')) found.add(reading.replace('v', 'u'));
  }
  const list = [...found].slice(0, READINGS);
  const kept = list.length === 0 ? [character] : list;
  readingsCache.set(character, kept);
  return kept;
}

const joined = (syllables: readonly string[]): string => syllables.join('');
const initialsOf = (syllables: readonly string[]): string =>
  syllables.map((s) => String.fromCodePoint(s.codePointAt(0) ?? 0x20)).join('');

/** Each character's reading in its words (重庆 is chongqing), other characters as they are. Surname mode off. */
function phraseReading(key: string): string[] {
  return pinyin(key, { toneType: 'none', type: 'array', v: true, surname: 'off' });
}

/** Syllables around a polyphone that are written again with its other reading: what people type begins near it. */
const BEFORE = 1;
const AFTER = 3;
/** Polyphones beyond these in one name are read in their words only. */
const POLYPHONES = 6;

/**
 * How a normalised Chinese (or mixed) text is written with Latin letters: in full and by initials as its words are read,
 * and for each polyphone its surroundings with the character's other reading.
 */
function spellings(key: string, read: readonly string[]): string[] {
  const texts = [joined(read), initialsOf(read)];
  let polyphones = 0;
  for (const [i, character] of Array.from(key).entries()) {
    if (!HAN.test(character)) continue;
    const other = readings(character).find((reading) => reading !== read[i]);
    if (other === undefined) continue;
    polyphones += 1;
    if (polyphones > POLYPHONES) break;
    const from = Math.max(0, i - BEFORE);
    const around = [...read.slice(from, i), other, ...read.slice(i + 1, i + 1 + AFTER)];
    texts.push(joined(around));
    if (other[0] !== read[i]?.[0]) texts.push(initialsOf(around));
  }
  return texts;
}

/** First letters of the words of a text without Chinese: 'Orrinfield Gaming' → 'og'. */
function wordInitials(text: string): string {
  return text
    .split(WORD_BREAK)
    .map((word) => Array.from(normalise(word))[0] ?? '')
    .join('');
}

/** What a name is found and ordered by. */
export interface NameTexts {
  /**
   * The folded name, its pinyin (two readings of polyphones) and its initials, each once, framed by {@link SEPARATOR}: a
   * folded query is found by plain substring. Empty for an empty name.
   */
  readonly text: string;
  /** Latin letters and pinyin in one alphabet. Null for an empty name (sorted last). */
  readonly sort: string | null;
}

export function nameTexts(name: string): NameTexts {
  const key = normalise(name);
  if (key === '') {
    const plain = name.trim();
    return { text: '', sort: plain === '' ? null : cut(plain) };
  }
  const texts = new Set([key]);
  let sort = key;
  if (HAN.test(key)) {
    const read = phraseReading(key);
    sort = joined(read);
    for (const spelling of spellings(key, read)) texts.add(spelling);
  } else {
    const initials = wordInitials(name);
    if (initials.length > 1) texts.add(initials);
  }
  return {
    text: `${SEPARATOR}${[...texts].join(SEPARATOR)}${SEPARATOR}`,
    sort: cut(sort),
  };
}

/** {@link NameTexts.text} alone. */
export const searchText = (name: string): string => nameTexts(name).text;

/** Only the digits of a telephone number, framed for searching; empty without digits. */
export function phoneText(phone: string | null): string {
  const digits = (phone ?? '').normalize('NFKC').replace(/\D/g, '');
  return digits === '' ? '' : `${SEPARATOR}${digits}${SEPARATOR}`;
}
