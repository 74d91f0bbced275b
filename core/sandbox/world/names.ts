import companies from '../data/companies.json' with { type: 'json' };

/** A made-up company: both names, the short form for account names, and where it works. */
export interface Company {
  readonly en: string;
  readonly zh: string;
  readonly short: string;
  readonly industry: string;
  readonly country: string;
  readonly dial: string;
  readonly mobile: string;
}

export const INDUSTRIES = companies.industries.map((industry) => industry.en);

const { heads, tails, industries, places } = companies;
// A combined brand never is a demo company's own, so each head leaves out one tail: its own.
const ownTail = heads.map(([, head], i) =>
  Math.max(
    0,
    tails.findIndex(([, tail]) => companies.companies[i]?.zh.includes(`${head}${tail}`)),
  ),
);
const OTHER_TAILS = tails.length - 1;
const BRANDS = heads.length * OTHER_TAILS;
const COMBINATIONS = BRANDS * industries.length * places.length;
// Coprime with the number of combinations, so that stepping by it visits each exactly once in a mixed order.
const STEP = 104_729;

/** How many distinct companies there are. */
export const COMPANY_COUNT = companies.companies.length + COMBINATIONS;

function place(country: string): { dial: string; mobile: string } {
  const found = places.find((p) => p.country === country);
  return found ? { dial: found.dial, mobile: found.mobile } : { dial: '0001', mobile: '555' };
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('empty list of name parts');
  return item;
}

function combined(index: number): Company {
  let n = (index * STEP + 17) % COMBINATIONS;
  const head = pick(heads, n);
  const own = pick(ownTail, n);
  n = Math.floor(n / heads.length);
  const tail = pick(tails, own + 1 + (n % OTHER_TAILS));
  n = Math.floor(n / OTHER_TAILS);
  const industry = pick(industries, n);
  n = Math.floor(n / industries.length);
  const where = pick(places, n);
  const short = `${head[0]}${tail[0]}`;
  const brand = `${head[1]}${tail[1]}`;
  const inside = where.country === 'CN';
  const en = `${short} ${industry.en} ${where.form}`;
  return {
    en: inside ? `${where.en} ${en}` : en,
    zh: inside
      ? `${where.zh}${brand}${industry.zhForm}`
      : `${brand}${industry.zhForm.replace('有限公司', '')}（${where.zh}）有限公司`,
    short,
    industry: industry.en,
    country: where.country,
    dial: where.dial,
    mobile: where.mobile,
  };
}

/**
 * Company number `index`: the demo companies as they stand come first, then distinct combinations of their parts.
 * With `edgeCases` the names that break careless code follow right after the demo companies.
 */
export function companyAt(index: number, edgeCases = false): Company {
  const demo = companies.companies[index];
  if (demo) return { ...place(demo.country), ...demo };
  let rest = index - companies.companies.length;
  if (edgeCases) {
    const odd = companies.edgeCases[rest];
    if (odd) {
      const base = combined(rest);
      return { ...base, en: odd.en, zh: odd.zh, short: `Edge${base.short}` };
    }
    rest -= companies.edgeCases.length;
  }
  return combined(rest);
}

const FAMILY = [
  'Adler',
  'Brandt',
  'Chen',
  'Duarte',
  'Evans',
  'Fong',
  'Garcia',
  'Huang',
  'Ibrahim',
  'Jansen',
  'Kim',
  'Lin',
];
const GIVEN = [
  'Ana',
  'Ben',
  'Chloe',
  'Dan',
  'Elif',
  'Fei',
  'Grace',
  'Hugo',
  'Ines',
  'Jia',
  'Kofi',
  'Lea',
  'Ming',
  'Nora',
];

/** The name of a made-up person. */
export function personAt(index: number): { name: string; login: string } {
  const given = pick(GIVEN, index);
  const family = pick(FAMILY, Math.floor(index / GIVEN.length) + index);
  return { name: `${given} ${family}`, login: `${given}.${family}${index}`.toLowerCase() };
}
