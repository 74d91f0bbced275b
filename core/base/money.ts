import { CodedError } from './errors.ts';

/**
 * An exact amount as text: optional minus, digits, optional fraction. Amounts are text on every border of the program;
 * inside they are integers in units of 10⁻¹⁶ (`bigint`), because files carry up to 16 decimals.
 */
export type DecimalText = string;

const SCALE = 16;
const UNITS_PER_E8 = 10n ** 8n;
const DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d*))?$/;
const FRACTION_ONLY = /^([+-]?)\.(\d+)$/;

/**
 * Reads a plain decimal text into units of 10⁻¹⁶.
 * @throws CodedError AMOUNT_INVALID when it is no plain decimal, AMOUNT_TOO_PRECISE beyond 16 significant decimals
 */
export function parseDecimal(text: DecimalText): bigint {
  const match = DECIMAL.exec(text) ?? FRACTION_ONLY.exec(text)?.toSpliced(2, 0, '0');
  if (!match) throw new CodedError('AMOUNT_INVALID', { text: text.slice(0, 64) });
  const [, sign = '', whole = '0', fraction = ''] = match;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > SCALE) throw new CodedError('AMOUNT_TOO_PRECISE', { text: text.slice(0, 64) });
  const units = BigInt(whole + significant.padEnd(SCALE, '0'));
  return sign === '-' ? -units : units;
}

/**
 * Writes units of 10⁻¹⁶ as the shortest plain decimal with at least `minDecimals` decimals.
 * Zero never has a sign.
 */
export function formatDecimal(units: bigint, minDecimals = 0): DecimalText {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(SCALE + 1, '0');
  const whole = digits.slice(0, -SCALE);
  const fraction = digits.slice(-SCALE).replace(/0+$/, '').padEnd(minDecimals, '0');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Splits units of 10⁻¹⁶ into whole units of 10⁻⁸ and the remainder in 10⁻¹⁶ (same sign), as stored in the lines. */
export function splitUnits(units: bigint): { e8: bigint; r16: bigint } {
  return { e8: units / UNITS_PER_E8, r16: units % UNITS_PER_E8 };
}

/** The inverse of {@link splitUnits}; also right for sums of many split amounts. */
export function joinUnits(e8: bigint, r16: bigint): bigint {
  return e8 * UNITS_PER_E8 + r16;
}

/**
 * Reads a decimal text into units of 10⁻⁸, as stored in the mirror.
 * @throws CodedError AMOUNT_INVALID, or AMOUNT_TOO_PRECISE when it has more than 8 significant decimals
 */
export function toE8(text: DecimalText): bigint {
  const { e8, r16 } = splitUnits(parseDecimal(text));
  if (r16 !== 0n) throw new CodedError('AMOUNT_TOO_PRECISE', { text: text.slice(0, 64) });
  return e8;
}

/** Writes units of 10⁻⁸ as decimal text. */
export function fromE8(e8: bigint, minDecimals = 0): DecimalText {
  return formatDecimal(e8 * UNITS_PER_E8, minDecimals);
}

/** The exact sum of amounts of one currency; no amounts give "0". */
export function addDecimals(...texts: readonly DecimalText[]): DecimalText {
  return formatDecimal(texts.reduce((sum, text) => sum + parseDecimal(text), 0n));
}

/** `a - b`, exactly. */
export function subtractDecimals(a: DecimalText, b: DecimalText): DecimalText {
  return formatDecimal(parseDecimal(a) - parseDecimal(b));
}

/** `-a`. */
export function negateDecimal(a: DecimalText): DecimalText {
  return formatDecimal(-parseDecimal(a));
}

/** Orders two amounts of one currency. */
export function compareDecimals(a: DecimalText, b: DecimalText): -1 | 0 | 1 {
  const difference = parseDecimal(a) - parseDecimal(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `numerator / denominator` rounded half away from zero. */
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (n * 2n + d) / (d * 2n);
  return negative ? -quotient : quotient;
}

/** Rounds half away from zero to `decimals` decimals (0..16), keeping that many. For display only. */
export function roundDecimal(text: DecimalText, decimals: number): DecimalText {
  const step = 10n ** BigInt(SCALE - decimals);
  return formatDecimal(divideRounded(parseDecimal(text), step) * step, decimals);
}

/**
 * `part ÷ whole` in percent with `decimals` decimals, rounded half away from zero. A whole of 0 gives 0 (guide 4.1:
 * "total 0 → 0 %").
 */
export function percentOf(part: DecimalText, whole: DecimalText, decimals = 2): DecimalText {
  const w = parseDecimal(whole);
  if (w === 0n) return formatDecimal(0n, decimals);
  const scaled = divideRounded(parseDecimal(part) * 100n * 10n ** BigInt(decimals), w);
  return formatDecimal(scaled * 10n ** BigInt(SCALE - decimals), decimals);
}

/** `amount × numerator ÷ denominator`, rounded half away from zero to 8 decimals. For projections, never for books. */
export function scaleDecimal(amount: DecimalText, numerator: number, denominator: number): DecimalText {
  const units = divideRounded(
    parseDecimal(amount) * BigInt(Math.round(numerator)),
    BigInt(Math.round(denominator)),
  );
  return formatDecimal(divideRounded(units, UNITS_PER_E8) * UNITS_PER_E8);
}

/** The number of decimals written in a decimal text ("1.50" has 2). */
export function decimalsOf(text: DecimalText): number {
  const dot = text.indexOf('.');
  return dot < 0 ? 0 : text.length - dot - 1;
}
