import { DAY_MS } from '../../../base/period.ts';

/** What the API's status codes mean, and what follows from them (guide 5.6). Pure. */

/** Days a yearly/monthly resource goes on after its expiry, and then is kept frozen, before it is deleted (guide 5.6, 23). */
export const GRACE_DAYS = 15;
export const RETENTION_DAYS = 15;

export const RESOURCE_STATES = [
  'in-use',
  'expired',
  'frozen',
  'changing',
  'closing',
  'closed',
  'unknown',
] as const;
export type ResourceState = (typeof RESOURCE_STATES)[number];

const PERIOD: Readonly<Record<string, ResourceState>> = {
  '2': 'in-use',
  '3': 'closed',
  '4': 'frozen',
  '5': 'expired',
};
const ON_DEMAND: Readonly<Record<string, ResourceState>> = {
  '1': 'in-use',
  '2': 'expired',
  '3': 'frozen',
  '4': 'changing',
  '5': 'closing',
  '6': 'closed',
};

const codesOf = (table: Readonly<Record<string, ResourceState>>, state: ResourceState): readonly string[] =>
  Object.entries(table).flatMap(([code, meaning]) => (meaning === state ? [code] : []));

/** The state of a status code; 'unknown' for codes nobody documented. */
export function resourceState(kind: 'period' | 'on-demand', code: string | null): ResourceState {
  return (kind === 'period' ? PERIOD : ON_DEMAND)[code ?? ''] ?? 'unknown';
}

/** The status codes that mean a state. */
export function statusCodes(kind: 'period' | 'on-demand', state: ResourceState): readonly string[] {
  return codesOf(kind === 'period' ? PERIOD : ON_DEMAND, state);
}

/**
 * When a yearly/monthly resource that is not renewed changes next: from its expiry it has the grace period, from the end
 * of that the retention period, and then it is deleted. Null in every other state, or without a known expiry.
 */
export function nextChange(
  state: ResourceState,
  expiresAt: number | null,
): { readonly to: 'expired' | 'frozen' | 'deleted'; readonly at: number } | null {
  if (expiresAt === null) return null;
  if (state === 'in-use') return { to: 'expired', at: expiresAt };
  if (state === 'expired') return { to: 'frozen', at: expiresAt + GRACE_DAYS * DAY_MS };
  if (state === 'frozen') return { to: 'deleted', at: expiresAt + (GRACE_DAYS + RETENTION_DAYS) * DAY_MS };
  return null;
}

export const EXPIRY_POLICIES = [
  'grace',
  'on-demand',
  'delete',
  'renew',
  'freeze',
  'delete-later',
  'unknown',
] as const;
export type ExpiryPolicy = (typeof EXPIRY_POLICIES)[number];

const POLICIES: Readonly<Record<string, ExpiryPolicy>> = {
  '0': 'grace',
  '1': 'on-demand',
  '2': 'delete',
  '3': 'renew',
  '4': 'freeze',
  '5': 'delete-later',
};

/** What happens at the expiry by itself; 'unknown' for codes nobody documented, null when none is given. */
export function expiryPolicy(code: string | null): ExpiryPolicy | null {
  return code === null ? null : (POLICIES[code] ?? 'unknown');
}
