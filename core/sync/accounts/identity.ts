import { isCoded } from '../../base/errors.ts';
import type { PartnerCenter } from '../../sources/source.ts';

/** Whether a login name, mobile number or e-mail address may be registered (CheckUserIdentity): a question, asked once. */

export interface IdentityQuestion {
  readonly type: 'name' | 'mobile' | 'email';
  readonly value: string;
}

export interface IdentityAnswer {
  readonly result: 'free' | 'taken' | 'invalid' | 'unchecked';
  /** Accounts that may still use the mobile number; null for the others. */
  readonly left: number | null;
  /** Why it is unchecked: one of our error codes. */
  readonly code: string | null;
}

const FORMS: { readonly [T in IdentityQuestion['type']]: (value: string) => boolean } = {
  name: (value) =>
    /^[a-zA-Z-][a-zA-Z0-9_-]{4,31}$/.test(value) && !/^(op_|shadow_)/i.test(value) && !/^\d+$/.test(value),
  mobile: (value) => /^00\d{2,3}-\d+$|^\d{4}-\d+$/.test(value),
  email: (value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value),
};

const answer = (result: IdentityAnswer['result'], more: Partial<IdentityAnswer> = {}): IdentityAnswer => ({
  result,
  left: null,
  code: null,
  ...more,
});

/**
 * Asks; what has not the form of its type is not asked for. Without an answer the result is `unchecked` with the reason
 * (ENDPOINT_UNREACHABLE, CREDENTIALS_MISSING, PERMISSION_MISSING, UPSTREAM_…): the creation itself asks again before it is sent.
 */
export async function checkIdentity(
  source: Pick<PartnerCenter, 'call'>,
  { type, value }: IdentityQuestion,
): Promise<IdentityAnswer> {
  if (!FORMS[type](value)) return answer('invalid');
  try {
    const { body } = await source.call(
      'CheckUserIdentity',
      { body: { search_type: type, search_value: value } },
      { priority: 'person' },
    );
    const found = body['check_result'];
    const left = Number(body['mobile_remain_available_num'] ?? Number.NaN);
    const more = Number.isSafeInteger(left) ? { left } : {};
    if (found === 'available') return answer('free', more);
    if (found === 'used_by_user') return answer('taken', more);
    return answer('unchecked', { code: 'UPSTREAM_UNREADABLE' });
  } catch (error) {
    if (!isCoded(error)) throw error;
    if (error.code === 'UPSTREAM_REFUSED' && error.data['code'] === 'CBC.0100') return answer('invalid');
    return answer('unchecked', { code: error.code });
  }
}
