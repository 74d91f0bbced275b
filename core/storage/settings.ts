import { CodedError } from '../base/errors.ts';
import type { JsonValue } from '../base/json.ts';
import type { ReadHandle, Store, WriteHandle } from './store.ts';

/** What a zod schema offers; storage needs no more of it. */
export interface SettingSchema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** A setting with its type: the schema checks what is read as well as what is written. */
export interface Setting<T extends JsonValue> {
  readonly key: string;
  readonly schema: SettingSchema<T>;
  /** Given while nothing (or nothing readable) is stored. */
  readonly fallback: T;
}

const SELECT = 'SELECT value FROM setting WHERE key = ?';

/** The stored value of a setting: typed with a fallback, or by its bare key (undefined when absent). */
export function getSetting<T extends JsonValue>(from: Store | ReadHandle, setting: Setting<T>): T;
export function getSetting(from: Store | ReadHandle, key: string): JsonValue | undefined;
export function getSetting<T extends JsonValue>(
  from: Store | ReadHandle,
  what: Setting<T> | string,
): JsonValue | undefined {
  const handle = 'read' in from ? from.read : from;
  const key = typeof what === 'string' ? what : what.key;
  const row = handle.get<{ value: string }>(SELECT, [key]);
  const value = row ? (JSON.parse(row.value) as JsonValue) : undefined;
  if (typeof what === 'string') return value;
  // A value of an older or newer program that no longer fits its schema counts as not set; it stays in the file.
  const checked = value === undefined ? undefined : what.schema.safeParse(value);
  return checked?.success ? checked.data : what.fallback;
}

/**
 * Stores a setting (in a transaction of its own when given a store). The same value again writes nothing.
 * @throws CodedError INPUT_INVALID when the value does not fit the setting's schema
 */
export function setSetting<T extends JsonValue>(
  to: Store | WriteHandle,
  what: Setting<T> | string,
  value: T,
): void {
  if (typeof what !== 'string' && !what.schema.safeParse(value).success) {
    throw new CodedError('INPUT_INVALID', { setting: what.key });
  }
  const key = typeof what === 'string' ? what : what.key;
  const json = JSON.stringify(value);
  const put = (w: WriteHandle): void => {
    if (w.get<{ value: string }>(SELECT, [key])?.value === json) return;
    w.run(
      `INSERT INTO setting (key, value, changed_at) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
      [key, json, w.now()],
    );
    w.touch('settings');
  };
  if ('write' in to) to.write(put);
  else put(to);
}

/** Removes a setting; a typed one then gives its fallback again. */
export function clearSetting(to: Store | WriteHandle, key: string): void {
  const drop = (w: WriteHandle): void => {
    if (w.run('DELETE FROM setting WHERE key = ?', [key]).changes > 0) w.touch('settings');
  };
  if ('write' in to) to.write(drop);
  else drop(to);
}
