import type { IdentityAnswer } from '../contract/create-customer.ts';
import type { ReadHandle } from '../storage/store.ts';

/** What creating customers needs of the Partner Center at once. The desk alone knows who answers. */

export interface IdentityQuestion {
  readonly type: 'name' | 'mobile' | 'email';
  readonly value: string;
}

/** How many more codes may be sent, and from when on (integer ms UTC; null: at once). */
export interface CodeAllowance {
  readonly left: number;
  readonly nextAt: number | null;
}

export interface AccountsPort {
  /** Never rejects for want of an answer: then the result is `unchecked` with the reason. */
  check(question: IdentityQuestion): Promise<IdentityAnswer>;
  /**
   * Sends a code, once. @returns `maybe` when no clear answer came
   * @throws CodedError CODE_TOO_SOON, CODE_LIMIT, and those of a request that surely did not go through
   */
  sendCode(send: {
    readonly email: string;
    readonly language: 'en' | 'zh-CN';
    readonly person: string;
  }): Promise<{ outcome: 'sent' | 'maybe'; validUntil: number }>;
  allowance(r: ReadHandle, email: string): CodeAllowance;
}
