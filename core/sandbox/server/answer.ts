import { partnerCenterApi } from '../../contract/partner-center/api.ts';
import type { RawNumber } from './json.ts';

/** What an answer's body may hold; amounts as raw numbers. */
export type Body =
  | string
  | number
  | boolean
  | null
  | undefined
  | RawNumber
  | Body[]
  | { readonly [key: string]: Body };
export type BodyObject = { [key: string]: Body };

export interface Answer {
  readonly status: number;
  readonly body: BodyObject | null;
}

/** A refusal with a documented code. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('refused');
    this.answer = answer;
  }
}

const facts = new Map(partnerCenterApi.errors.map((fact) => [fact.code, fact]));

/** The answer for a documented error code: its usual HTTP status and a body of the documented shape. */
export function failure(code: string, message?: string, status?: number): Answer {
  const fact = facts.get(code);
  return {
    status: status ?? fact?.http ?? 400,
    body: { error_code: code, error_msg: message ?? `${fact?.meaning ?? 'Unknown error'}.` },
  };
}

/** Throws the refusal with this code. */
export function refuse(code: string, message?: string, status?: number): never {
  throw new Refusal(failure(code, message, status));
}

/** A failure of the gateway in front of the service. */
export function gatewayFailure(status: number, code: string, message: string, requestId: string): Answer {
  return { status, body: { error_code: code, error_msg: message, request_id: requestId } };
}

/** The documented throttling answer, which alone says `error_message`. */
export function throttled(requestId: string): Answer {
  return {
    status: 429,
    body: {
      status_code: 429,
      request_id: requestId,
      error_code: 'APIGW.0308',
      error_message: 'The throttling threshold has been reached: policy user over ratelimit',
    },
  };
}

export const ok = (body: BodyObject): Answer => ({ status: 200, body });
export const noContent: Answer = { status: 204, body: null };
