/** A JSON number with exactly these digits: 12.50 is sent as 12.50 and no binary float is ever in between. */
export interface RawNumber {
  readonly rawJSON: string;
}

// The engine has it; the library types of ES2024 do not name it yet.
const json = JSON as typeof JSON & { rawJSON(text: string): RawNumber };

/** Decimal text as a JSON number. */
export function decimal(text: string): RawNumber {
  return json.rawJSON(text);
}

/** Whole cents as decimal text with two decimals. */
export function centsText(cents: number): string {
  const value = Math.abs(cents);
  const sign = cents < 0 ? '-' : '';
  return `${sign}${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}

/** Whole cents as a JSON number with two decimals. */
export function money(cents: number): RawNumber {
  return decimal(centsText(cents));
}

/** Whole cents as the consumption quota writes them: a string without needless zeros. */
export function shortCents(cents: number): string {
  return centsText(cents).replace(/\.?0+$/, '');
}

/** Units of 1e-10 as a JSON number with at most so many decimals, cut. */
export function preciseNumber(units: number, decimals: number): RawNumber {
  const value = Math.abs(units);
  const whole = Math.floor(value / 1e10);
  const part = String(value - whole * 1e10)
    .padStart(10, '0')
    .slice(0, decimals)
    .replace(/0+$/, '');
  return decimal(`${units < 0 ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`);
}
