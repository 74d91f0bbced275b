import { createHmac, randomBytes } from 'node:crypto';
import type { HostLanguage } from '../contract/host.ts';
import { getSetting, setSetting } from '../storage/settings.ts';
import type { Store } from '../storage/store.ts';
import type { JsonValue } from '../base/json.ts';
import { HIDDEN, type ExportRow, type PersonalKind } from './definition.ts';

/**
 * Masked copies (guide 3) hold stand-ins instead of names, phone numbers and e-mail addresses. A stand-in follows from a
 * secret of the workspace and from whom it stands for: the same customer has the same one within and across exports, and
 * nobody without the workspace can tell whose it is, not even by trying all known names.
 */
export type StandIns = (kind: Named, text: string, about?: string | null) => string;

const SECRET = 'exports.standInSecret';
/** Without letters that look like digits: people read them out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 10;

/** Kinds that have a stand-in of their own. */
type Named = Exclude<PersonalKind, 'note' | 'json'>;

const WORDS: Readonly<Record<Named, { en: string; 'zh-CN': string }>> = {
  customer: { en: 'Customer', 'zh-CN': '客户' },
  reseller: { en: 'Reseller', 'zh-CN': '经销商' },
  account: { en: 'Account', 'zh-CN': '账号' },
  person: { en: 'Person', 'zh-CN': '人员' },
  phone: { en: 'Phone', 'zh-CN': '电话' },
  email: { en: 'E-mail', 'zh-CN': '邮箱' },
  file: { en: 'File', 'zh-CN': '文件' },
  hash: { en: 'Hash', 'zh-CN': '哈希' },
};

/** The workspace's secret, made with its first masked copy. It is never shown and leaves only with a backup. */
export function standInSecret(ledger: Store): string {
  const known = getSetting(ledger, SECRET);
  if (typeof known === 'string') return known;
  const made = randomBytes(32).toString('base64url');
  setSetting(ledger, SECRET, made);
  return made;
}

/** 50 bits as letters, in two groups. */
function codeOf(secret: string, kind: Named, whom: string): string {
  const digest = createHmac('sha256', secret).update(`${kind}\n${whom}`).digest();
  const letters = Array.from(digest.subarray(0, LETTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join(
    '',
  );
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** Stand-ins in one language; the code in them is the same in both. */
export function standIns(secret: string, language: HostLanguage): StandIns {
  return (kind, text, about) => {
    const whom = about ?? text.normalize('NFKC').trim().toLowerCase();
    const code = codeOf(secret, kind, about === undefined || about === null ? `text ${whom}` : `id ${whom}`);
    return `${WORDS[kind][language]} ${code}`;
  };
}

/** Names of fields whose values are about somebody, in values of any shape. */
const FIELDS: readonly (readonly [RegExp, Named])[] = [
  [/mail/i, 'email'],
  [/phone|mobile|contact/i, 'phone'],
  [/manager|person|director|member|who|assignee/i, 'person'],
  [/account/i, 'account'],
  [/name|company|customer$/i, 'customer'],
];
/** Fields that hold what somebody typed: hidden wholly, as columns of kind `note` are. */
const TYPED = /^(note|reason|remark|comment|reference)$/i;
/** Ids, codes and kinds under such names tell nobody's name. */
const PLAIN = /(Id|Ids|Type|Kind|Count|State|Code|At)$/;

function maskedJson(standIn: StandIns, value: JsonValue, kind: Named | null): JsonValue {
  if (typeof value === 'string') return kind === null || value === '' ? value : standIn(kind, value);
  if (Array.isArray(value)) return value.map((one) => maskedJson(standIn, one, kind));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (TYPED.test(name) && typeof one === 'string' && one !== '') return [name, HIDDEN];
      const named = PLAIN.test(name) ? null : (FIELDS.find(([field]) => field.test(name))?.[1] ?? kind);
      return [name, maskedJson(standIn, one, named)];
    }),
  );
}

/** The text of a personal cell in a masked copy; an empty one stays empty: it hides nobody. */
export function maskedCell(
  standIn: StandIns,
  kind: PersonalKind,
  value: string | number | null | undefined,
  row: ExportRow,
): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'note') return HIDDEN;
  if (kind === 'json')
    return JSON.stringify(maskedJson(standIn, JSON.parse(String(value)) as JsonValue, null));
  return standIn(kind, String(value), row.about?.[kind]);
}
