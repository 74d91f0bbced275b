// What stands in front of the operations: the gateway that checks signature, limits and permission, the faults, and
// then the operation itself.
import { partnerCenterApi } from '../../contract/partner-center/api.ts';
import type { Clock } from '../../base/clock.ts';
import type { World } from '../world/world.ts';
import { failure, gatewayFailure, Refusal, throttled, type Answer } from './answer.ts';
import { Call, type Handlers, type Principal } from './call.ts';
import type { Faults, FaultRule } from './faults.ts';
import { RateLimits } from './limits.ts';
import type { Mailbox } from './mailbox.ts';
import { Paging } from './paging.ts';
import { checkParameters, readBody } from './parameters.ts';
import { match, type Match } from './router.ts';
import { verifySignature, type SignatureFault, type SignedRequest } from './signature.ts';
import { readPasswordRequest, Tokens } from './tokens.ts';

export interface Credential extends Principal {
  readonly sk: string;
}

export interface GatewayOptions {
  readonly world: World;
  readonly handlers: Handlers;
  readonly credentials: readonly Credential[];
  readonly faults: Faults;
  readonly mailbox: Mailbox;
  readonly limits: boolean;
  /** The gateway's own time for signatures and tokens (not the world's, which may be moved by months). */
  readonly gatewayClock: Clock;
  /** Called after each write, whatever became of its answer. */
  readonly onWrite?: () => void;
}

/** What to send, and what to do to it on the way. */
export interface Outcome {
  readonly answer: Answer;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly drop?: boolean;
  readonly delayMs?: number;
  readonly spoil?: 'cut-body' | 'garbage';
}

const SIGNATURE_TEXT: Readonly<Record<SignatureFault, string>> = {
  missing: 'Incorrect IAM authentication information: decrypt token fail',
  malformed: 'Incorrect IAM authentication information: authorization header format error',
  'header-missing': 'Incorrect IAM authentication information: signed header is missing',
  'date-missing': 'Incorrect IAM authentication information: x-sdk-date is missing or not correct',
  clock:
    'Incorrect IAM authentication information: The signature is expired, the time difference exceeds 15 minutes',
  'unknown-key': 'Incorrect IAM authentication information: The access key does not exist',
  mismatch: 'Incorrect IAM authentication information: verify aksk signature fail',
};

const SKEW_MS = partnerCenterApi.clockSkewMinutes * 60_000;

/** CBC.99000050 says that the association timed out, and already names the account that was created. */
function withAccount(failed: Answer, done: Answer): Answer {
  if (failed.body?.['error_code'] !== 'CBC.99000050') return failed;
  const { domain_id, domain_name } = done.body ?? {};
  return { ...failed, body: { ...failed.body, domain_id, domain_name } };
}

export class Gateway {
  readonly options: GatewayOptions;
  readonly paging: Paging;
  readonly #limits = new RateLimits();
  readonly #tokens = new Tokens();
  #requests = 0;
  /** Calls answered so far, by operation; for tests that count. */
  readonly calls: Record<string, number> = {};

  constructor(options: GatewayOptions) {
    this.options = options;
    this.paging = new Paging(options.world.options.seed);
  }

  #requestId(): string {
    this.#requests += 1;
    return `${this.#requests.toString(16).padStart(8, '0')}${'5a'.repeat(12)}`;
  }

  /** Answers one request. @param machineNow ms of the machine, for the rate limits */
  handle(request: SignedRequest, machineNow: number): Outcome {
    const requestId = this.#requestId();
    const at = request.target.indexOf('?');
    const path = at < 0 ? request.target : request.target.slice(0, at);
    if (request.method === 'POST' && path === '/v3/auth/tokens') return this.#token(request, requestId);
    const found = match(request.method, path);
    if (!found) {
      const message = 'The API does not exist or has not been published in the environment';
      return { answer: gatewayFailure(404, 'APIGW.0101', message, requestId), requestId };
    }
    const principal = this.#authenticate(request, requestId);
    if ('answer' in principal) return { answer: principal.answer, requestId };
    const { operationId, perSecond } = found.operation;
    this.calls[operationId] = (this.calls[operationId] ?? 0) + 1;
    const faults = this.options.faults.take(operationId);
    // All keys of one partner share the account's limit.
    if (this.options.limits && !this.#limits.admit(operationId, perSecond, machineNow))
      return { answer: throttled(requestId), requestId };
    return this.#withFaults(faults, requestId, () => this.#run(found, principal, request, faults));
  }

  #token(request: SignedRequest, requestId: string): Outcome {
    const asked = readPasswordRequest(request.body);
    // The sandbox's user names and passwords are its access and secret keys.
    const credential = asked
      ? this.options.credentials.find((c) => c.ak === asked.name && c.sk === asked.password)
      : undefined;
    if (!credential) {
      const status = asked ? 401 : 400;
      return {
        answer: {
          status,
          body: {
            error: { code: status, message: 'The username or password is wrong.', title: 'Unauthorized' },
          },
        },
        requestId,
      };
    }
    const token = this.#tokens.issue(credential.ak, this.options.gatewayClock.now());
    const answer: Answer = {
      status: 201,
      body: { token: { methods: ['password'], domain: { id: this.options.world.partner.id } } },
    };
    return { answer, requestId, headers: { 'X-Subject-Token': token } };
  }

  #authenticate(request: SignedRequest, requestId: string): Principal | { answer: Answer } {
    const now = this.options.gatewayClock.now();
    const find = (ak: string): Credential | undefined => this.options.credentials.find((c) => c.ak === ak);
    const token = request.headers['x-auth-token'];
    if (token !== undefined && request.headers['authorization'] === undefined) {
      const ak = this.#tokens.keyOf(token, now);
      return (
        (ak === undefined ? undefined : find(ak)) ?? {
          answer: failure('CBC.0154', 'Token invalid: x_auth_token is expired.'),
        }
      );
    }
    const verdict = verifySignature(request, { now, skewMs: SKEW_MS, secretOf: (ak) => find(ak)?.sk });
    if (!verdict.ok)
      return { answer: gatewayFailure(401, 'APIGW.0301', SIGNATURE_TEXT[verdict.fault], requestId) };
    return (
      find(verdict.ak) ?? {
        answer: gatewayFailure(401, 'APIGW.0301', SIGNATURE_TEXT['unknown-key'], requestId),
      }
    );
  }

  #run(found: Match, principal: Principal, request: SignedRequest, faults: readonly FaultRule[]): Answer {
    try {
      return this.#perform(found, principal, request, faults);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  #perform(found: Match, principal: Principal, request: SignedRequest, faults: readonly FaultRule[]): Answer {
    const { operation, path } = found;
    const { world, handlers, mailbox } = this.options;
    // Customer-only operations refuse the partner's own credentials whatever is asked.
    if (operation.caller === 'customer')
      return failure('CBC.0151', 'Access denied. The operation needs the credentials of a customer.');
    if (operation.caller === 'distributor' && world.options.kind !== 'distributor')
      return failure('CBC.0151');
    const needs = operation.permissions;
    if (
      principal.kind === 'operator' &&
      needs.length > 0 &&
      !needs.some((code) => principal.permissions.has(code))
    )
      return failure('CBC.0151', 'Access denied. The operator does not have the permission.');
    const at = request.target.indexOf('?');
    const query = new URLSearchParams(at < 0 ? '' : request.target.slice(at + 1));
    const body = operation.method === 'GET' ? {} : readBody(request.body);
    const values = checkParameters(operation, { query, path, body });
    const refused = faults.find((fault) => fault.kind === 'refuse');
    if (refused) return failure(refused.code ?? 'CBC.0999');
    if (faults.some((fault) => fault.kind === 'reorder')) this.paging.reorder();
    const handler = handlers[operation.operationId];
    if (!handler) return failure('CBC.0999');
    const language = (request.headers['x-language'] ?? 'zh_CN').toLowerCase().startsWith('en') ? 'en' : 'zh';
    const answer = handler(
      new Call({ world, operation, principal, language, mailbox, values, paging: this.paging, faults }),
    );
    if (operation.kind === 'write') this.options.onWrite?.();
    return answer;
  }

  #withFaults(faults: readonly FaultRule[], requestId: string, run: () => Answer): Outcome {
    const has = (kind: FaultRule['kind']): FaultRule | undefined =>
      faults.find((fault) => fault.kind === kind);
    const delayMs = has('delay')?.ms ?? 0;
    const broken = (fault: FaultRule): Answer =>
      fault.code === undefined
        ? {
            status: fault.status ?? 503,
            body: { error_code: 'CBC.0999', error_msg: 'Other or unknown error.' },
          }
        : failure(fault.code, undefined, fault.status);
    const throttle = has('throttle');
    if (throttle)
      return {
        answer: throttle.code === 'CBC.0250' ? failure('CBC.0250') : throttled(requestId),
        requestId,
        delayMs,
      };
    if (has('drop-before')) return { answer: { status: 200, body: null }, requestId, drop: true, delayMs };
    const failBefore = has('fail-before');
    if (failBefore) return { answer: broken(failBefore), requestId, delayMs };
    const answer = run();
    const failAfter = has('fail-after');
    if (failAfter) return { answer: withAccount(broken(failAfter), answer), requestId, delayMs };
    const spoil = has('cut-body') ? 'cut-body' : has('garbage') ? 'garbage' : undefined;
    return {
      answer,
      requestId,
      delayMs,
      ...(has('drop-after') ? { drop: true } : {}),
      ...(spoil ? { spoil } : {}),
    };
  }
}
