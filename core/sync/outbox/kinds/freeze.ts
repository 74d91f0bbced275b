import { CodedError } from '../../../base/errors.ts';
import type { PartnerCenter } from '../../../sources/source.ts';
import { freezePayload } from '../payloads.ts';
import type { StoredAction } from '../types.ts';
import { resellerOf, situationFrom, type Finding, type KindPlan, type Situation } from './kind.ts';

/** Freezing and unfreezing accounts (guide 5.4), one customer a request. Proof: the state read back; there are no records. */
const TYPES = { account: 'ACCOUNT', 'account-and-resources': 'ACCOUNT_AND_RESOURCE' } as const;

async function read(source: PartnerCenter, action: StoredAction, signal: AbortSignal): Promise<Situation> {
  const operation = 'ListSubCustomers';
  const answer = await source.call(
    operation,
    { body: { customer_id: action.customerId, offset: 0, limit: 10, ...resellerOf(action) } },
    { signal, priority: 'person' },
  );
  const found = answer.items.find(({ body }) => body['customer_id'] === action.customerId);
  if (!found) throw new CodedError('NOT_FOUND', { operation, customer: action.customerId });
  const flag = found.body['is_frozen'];
  if (flag !== '0' && flag !== '1') {
    throw new CodedError('UPSTREAM_UNREADABLE', { operation, field: 'is_frozen' });
  }
  return { budget: null, budgetType: null, currency: null, frozen: flag === '1', matching: null };
}

/** Pure: what two readings say about the request between them. One that changes nothing visible cannot be told. */
export function judgeFreeze(pre: Situation, now: Situation, target: boolean): Finding {
  if (pre.frozen === target) return 'blurred';
  return now.frozen === target ? 'reached' : 'base';
}

function plan(kind: 'customers.freeze' | 'customers.unfreeze'): KindPlan {
  const target = kind === 'customers.freeze';
  return {
    kind,
    spends: false,
    repeatable: true,
    doneInPart: new Set(),
    understands: (action) => freezePayload.safeParse(action.payload).success,
    readPreImage: read,
    sameAsBase(pre, action) {
      const { frozen } = situationFrom(action.base);
      return frozen === null || frozen === pre.frozen;
    },
    request(action) {
      const { type, reason } = freezePayload.parse(action.payload);
      return {
        operation: target ? 'FreezeSubCustomers' : 'UnfreezeSubCustomers',
        input: {
          body: {
            customer_ids: [action.customerId],
            reason,
            [target ? 'freeze_type' : 'unfreeze_type']: TYPES[type],
            ...resellerOf(action),
          },
        },
      };
    },
    async verify(source, action, preImage, signal) {
      const now = await read(source, action, signal);
      const finding = judgeFreeze(preImage, now, target);
      // Out of a backup and never sent as far as is known: somebody else may as well have frozen it.
      return { finding: finding === 'reached' && action.attempts === 0 ? 'blurred' : finding, now };
    },
  };
}

export const customersFreeze = plan('customers.freeze');
export const customersUnfreeze = plan('customers.unfreeze');
