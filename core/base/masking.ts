/**
 * Masking (guide section 3): customer, account and manager names, e-mail addresses and phone numbers are hidden in every
 * list until a person reveals them. The masked form keeps just enough to recognise what one already knows, and never
 * tells the length of the hidden part.
 */
const STARS = '***';
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** Legal forms tell nothing about who it is; they are left away before masking. */
const LEGAL_FORM =
  /(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$|,?\s+(?:co\.?,?\s*)?(?:\(pty\)\s*)?(?:pte\.?\s*)?(?:ltd\.?|limited|llc|inc\.?|gmbh|ltda\.?|s\.a\.(?: de c\.v\.)?|a\.ş\.|fze?|b\.v\.)$/iu;
const BRACKETS = /[（(][^（()）]*[)）]/gu;

/** 'Orrinfield' → 'Or***ld'; short words keep their first character only. */
function maskWord(word: string): string {
  const characters = Array.from(word);
  const [first = ''] = characters;
  return characters.length < 6
    ? first + STARS
    : characters.slice(0, 2).join('') + STARS + characters.slice(-2).join('');
}

/**
 * The name of a company: what names it is hidden, what describes it may stay. 'Orrinfield Gaming (Pty) Ltd' →
 * 'Or***ld Gaming'; '深圳澜曜渡物流有限公司' → '深***物流'.
 */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return '';
  const plain = trimmed.replace(BRACKETS, '').replace(LEGAL_FORM, '').trim() || trimmed;
  if (CJK.test(plain)) {
    const characters = Array.from(plain);
    const [first = ''] = characters;
    return characters.length < 6 ? first + STARS : first + STARS + characters.slice(-2).join('');
  }
  const [first = '', ...rest] = plain.split(/\s+/u);
  // The last word says what they do; one between may be the name itself ('Hangzhou Kitefern Software').
  return [maskWord(first), ...rest.slice(-1)].join(' ');
}

/** The name of a person: initials only. 'Lin Wei' → 'L*** W***'; '李伟' → '李***'. */
export function maskPerson(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return '';
  const words = CJK.test(trimmed) ? [trimmed] : trimmed.split(/\s+/u).slice(0, 3);
  return words.map((word) => (Array.from(word)[0] ?? '') + STARS).join(' ');
}

/** A login name: 'lumenquay_cloud' → 'lu***ud'. */
export function maskAccount(account: string): string {
  const trimmed = account.trim();
  return trimmed === '' ? '' : maskWord(trimmed);
}

/** '13800138000' → '138***00'; short numbers are hidden wholly. */
export function maskPhone(phone: string): string {
  const trimmed = phone.trim();
  if (trimmed === '') return '';
  return trimmed.length < 7 ? STARS : trimmed.slice(0, 3) + STARS + trimmed.slice(-2);
}

/** 'lin.wei@example.com' → 'l***@***.com': neither the person nor the company can be read from it. */
export function maskEmail(email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  if (trimmed === '') return '';
  if (at <= 0) return STARS;
  const dot = trimmed.lastIndexOf('.');
  return `${Array.from(trimmed)[0]}${STARS}@${STARS}${dot > at ? trimmed.slice(dot) : ''}`;
}

/** Whether a text looks masked already; such a name never replaces a clear one (product-expectations section 2). */
export function isMasked(text: string): boolean {
  return /\*{2,}/.test(text);
}
