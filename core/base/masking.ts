/**
 * Masking (guide section 3): customer, account and manager names, e-mail addresses and phone numbers are hidden in every
 * list until a person reveals them. The masked form keeps just enough to recognise what one already knows, and never
 * tells the length of the hidden part.
 */
const STARS = '***';
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** 'Orrinfield Gaming' → 'Or***ng'; '深圳澜曜渡' → '深***渡'; short names keep their first character only. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.length === 0) return '';
  const cjk = CJK.test(name);
  const keep = cjk ? 1 : 2;
  if (characters.length <= keep * 2 + 1) return characters[0] + STARS;
  return characters.slice(0, keep).join('') + STARS + characters.slice(-keep).join('');
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
