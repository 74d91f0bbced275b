import { parse } from 'lossless-json';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { UpstreamItem } from '../source.ts';

/**
 * JSON from the Partner Center, without binary floating point anywhere: numbers stay text. The *canonical form* is the
 * same for every way of writing the same value: keys sorted by code unit, numbers as plain shortest decimals
 * (1.50 → 1.5, 2e2 → 200, -0 → 0), strings in Unicode NFC, no spaces. Hashes are taken over it.
 */

/** A JSON number as its plain decimal text. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Tree = string | boolean | null | NumberText | Tree[] | { [key: string]: Tree };

/** Deeper than any answer; protects the recursion below. */
const MAX_DEPTH = 64;
/** Beyond this many digits an exponent is kept as written: no amount looks like that, and 1e999999 must not fill memory. */
const MAX_DIGITS = 400;

const PLAIN = /^-?(?:0|[1-9]\d*)$/;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** The plain shortest decimal of a JSON number. */
export function plainNumber(text: string): string {
  if (PLAIN.test(text) && text !== '-0') return text;
  const match = NUMBER.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (Math.abs(shift) > MAX_DIGITS) return text.toLowerCase();
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  const value = right === '' ? left : `${left}.${right}`;
  return value === '0' ? '0' : sign + value;
}

function check(value: Tree, depth: number): void {
  if (depth > MAX_DEPTH) throw new SyntaxError('too deep');
  if (value === null || typeof value !== 'object' || value instanceof NumberText) return;
  for (const child of Array.isArray(value) ? value : Object.values(value)) check(child, depth + 1);
}

/**
 * Parses an answer.
 * @throws SyntaxError (also RangeError on absurd nesting) when the text is not JSON
 */
export function parseTree(text: string): Tree {
  const tree = parse(text, null, (number: string) => new NumberText(plainNumber(number))) as Tree;
  check(tree, 0);
  return tree;
}

const ASCII = /^[\u0020-\u007e]*$/;

function normal(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFC');
}

/** The few keys answers are made of, in normal form and quoted; bounded, for a hostile answer may invent keys. */
const KEYS = new Map<string, { readonly name: string; readonly quoted: string }>();
const MAX_KEYS = 2_000;

function keyOf(key: string): { readonly name: string; readonly quoted: string } {
  let known = KEYS.get(key);
  if (!known) {
    const name = normal(key);
    known = { name, quoted: `${JSON.stringify(name)}:` };
    if (KEYS.size < MAX_KEYS) KEYS.set(key, known);
  }
  return known;
}

function byName(a: string, b: string): number {
  const left = keyOf(a).name;
  const right = keyOf(b).name;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The canonical JSON text. */
export function canonical(value: Tree): string {
  if (typeof value === 'string') return JSON.stringify(normal(value));
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort(byName)) {
    if (text.length > 1) text += ',';
    text += keyOf(key).quoted + canonical(value[key] ?? null);
  }
  return `${text}}`;
}

/** The same value with every JSON number as its text. */
export function plain(value: Tree): JsonValue {
  if (typeof value === 'string') return normal(value);
  if (value === null || typeof value === 'boolean') return value;
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return value.map(plain);
  const result: JsonObject = {};
  for (const key of Object.keys(value)) {
    const { name } = keyOf(key);
    const child = plain(value[key] ?? null);
    // `__proto__` in a body is data like any other, never the object's prototype.
    if (name === '__proto__') {
      Object.defineProperty(result, name, {
        value: child,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else result[name] = child;
  }
  return result;
}

class LazyItem implements UpstreamItem {
  readonly raw: string;
  readonly #tree: Tree;
  #body: JsonObject | undefined;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.raw = canonical(tree);
  }

  /** Made when first asked for: an unchanged record never needs it. */
  get body(): JsonObject {
    if (this.#body) return this.#body;
    const value = plain(this.#tree);
    this.#body = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
    return this.#body;
  }
}

/** A record of a parsed value. */
export function itemOf(tree: Tree): UpstreamItem {
  return new LazyItem(tree);
}

/** Whether the value is a JSON object. */
export function isObject(tree: Tree): tree is { [key: string]: Tree } {
  return tree !== null && typeof tree === 'object' && !Array.isArray(tree) && !(tree instanceof NumberText);
}

/** A member of an object; undefined when there is none or the value is no object. */
export function member(tree: Tree, key: string): Tree | undefined {
  return isObject(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** A parsed value as text: strings and numbers; null for everything else. */
export function textOf(tree: Tree | undefined): string | null {
  if (typeof tree === 'string') return tree;
  return tree instanceof NumberText ? tree.text : null;
}

/** A non-negative whole number, written as a number or as a string; null for everything else. */
export function countOf(tree: Tree | undefined): number | null {
  const text = textOf(tree);
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  return Number(text);
}

export type { Tree };
