/** Text inside XML, as spreadsheets write it. */

/** Characters XML cannot hold, and the escape itself where a text happens to contain one. */
const UNFIT = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** ECMA-376 ST_Xstring: what XML cannot hold is written as _xHHHH_. */
function escaped(found: string): string {
  if (found.startsWith('_')) return `_x005F${found}`;
  return `_x${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(UNFIT, escaped)
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** 0 → 'A', 26 → 'AA'. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}
