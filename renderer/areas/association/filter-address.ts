import { BEIJING_OFFSET_MS, DAY_MS } from '../../../core/base/period.ts';
import type { InputOf } from '../../../core/contract/index.ts';
import type { Address } from '../../app/address.ts';

type Input = InputOf<'association.list'>;

/** First instant of a day YYYY-MM-DD in GMT+08:00; undefined for anything else. */
function dayStart(day: string | undefined): number | undefined {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? undefined : ms - BEIJING_OFFSET_MS;
}

/** The conditions an address asks for; what is not understood is left out. */
export function conditionsFromAddress(
  address: Address,
): Pick<Input, 'search' | 'customerId' | 'type' | 'initiator' | 'from' | 'to'> {
  const { search, customer, type, initiator } = address;
  const from = dayStart(address['from']);
  const to = dayStart(address['to']);
  return {
    ...(search === undefined || search === '' ? {} : { search }),
    ...(customer === undefined ? {} : { customerId: customer }),
    ...(type === 'association' || type === 'disassociation' ? { type } : {}),
    ...(initiator === 'partner' || initiator === 'customer' ? { initiator } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to: to + DAY_MS }),
  };
}
