import { nameTexts, normalise } from '../search-text.ts';

/**
 * Names of companies compared: case, width, accents and punctuation do not count (normalise), legal forms and pinyin make
 * names alike without making them the same.
 */

export interface NameKeys {
  /** The whole name folded. */
  readonly key: string;
  /** Folded without legal forms; never empty when the name is not. */
  readonly core: string;
  /** The core in Latin letters, Chinese by pinyin. */
  readonly latin: string;
}

const HAN = /\p{Script=Han}/u;
/** Latin legal forms by their folded words; 'de' stands inside S.A. de C.V. */
const FORMS: ReadonlySet<string> = new Set(
  (
    'ltd limited llc llp lp inc incorporated corp corporation co company plc gmbh mbh ag kg ug ohg se sa sas sasu sarl ' +
    'srl spa sl slu cv de bv nv oy oyj ab as asa aps kft zrt doo sro pte pty bhd sdn pt tbk cv ltda eireli me fz fze fzco ' +
    'dmcc wll jsc ojsc cjsc ooo oao zao pao sti kk gk holdings group'
  ).split(' '),
);
const CHINESE_FORMS =
  /(?:(?:控股)?集团)?(?:股份)?(?:有限)?(?:责任)?公司$|(?:分公司|集团|有限合伙|合伙企业|株式会社|有限会社)$/u;
/** 浙江省杭州市…: where a company sits is often left out. */
const PLACE = /^(?:\p{Script=Han}{2,3}省)?(?:\p{Script=Han}{2,3}市)/u;

/** Words of a text; 'S.A.' is one word. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKC')
    .replace(/(?<=\p{L})\.(?=\p{L}(?!\p{L}))/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

function withoutForms(name: string): string {
  const words = wordsOf(name);
  while (words.length > 1 && FORMS.has(normalise(words.at(-1) ?? ''))) words.pop();
  const folded = normalise(words.join(' '));
  if (!HAN.test(folded)) return folded;
  let core = folded;
  for (let before = ''; before !== core;) {
    before = core;
    const shorter = core.replace(CHINESE_FORMS, '');
    if (shorter !== '') core = shorter;
  }
  const placeless = core.replace(PLACE, '');
  return placeless.length >= 2 ? placeless : core;
}

/** The keys of a name; all empty when it has no letters or digits. */
export function nameKeys(name: string): NameKeys {
  const key = normalise(name);
  if (key === '') return { key: '', core: '', latin: '' };
  const core = withoutForms(name) || key;
  return { key, core, latin: HAN.test(core) ? (nameTexts(core).sort ?? core) : core };
}

/** Parts of names shorter than this are found in too many others. */
const shortest = (text: string): number => (HAN.test(text) ? 4 : 8);
const longEnough = (text: string): boolean => Array.from(text).length >= shortest(text);
const beginning = (text: string): string => Array.from(text).slice(0, shortest(text)).join('');

/** How two names are alike, the most telling first; null when they are not. */
export function compareNames(a: NameKeys, b: NameKeys): 'name' | 'similar' | 'pinyin' | 'part' | null {
  if (a.key === '' || b.key === '') return null;
  if (a.key === b.key) return 'name';
  if (a.core === b.core) return 'similar';
  if (a.latin === b.latin) return 'pinyin';
  const [short, long] = a.core.length <= b.core.length ? [a.core, b.core] : [b.core, a.core];
  return longEnough(short) && long.includes(short) ? 'part' : null;
}

/**
 * What the search index of names is asked so that all customers alike are among the answers. `||` begins and ends each of
 * a name's texts there.
 */
export function needlesOf(keys: NameKeys): readonly string[] {
  const { key, core, latin } = keys;
  if (key === '') return [];
  const needles = [`||${key}||`, `||${core}`, `||${latin}`];
  // Inside a longer name, or a shorter name at the beginning of this one.
  for (const text of [core, latin]) if (longEnough(text)) needles.push(text, `||${beginning(text)}`);
  return [...new Set(needles)];
}

/** An e-mail address as it is compared: they are not case-sensitive in practice. Null when there is none to compare. */
export function emailKey(email: string | null | undefined): string | null {
  const text = (email ?? '').normalize('NFKC').trim().toLowerCase();
  return text === '' || text.includes('*') ? null : text;
}

/** A login name as it is compared. */
export const accountKey = (account: string | null | undefined): string | null =>
  (account ?? '').trim().toLowerCase() || null;
