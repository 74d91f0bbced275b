import { formatInstant } from '../../base/period.ts';
import { resellerManager, type Reseller } from '../world/resellers.ts';
import type { Answer } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';

function listResellers(call: Call): Answer {
  const name = call.text('account_name')?.toLowerCase();
  const id = call.text('indirect_partner_id');
  const list = (): Reseller[] =>
    call.world.resellers.filter(
      (reseller) =>
        (name === undefined || reseller.accountName.includes(name)) &&
        (id === undefined || reseller.id === id) &&
        reseller.associatedOn <= call.world.now() &&
        call.inRange(reseller.associatedOn, 'associated_on_begin', 'associated_on_end'),
    );
  return call.page(
    '',
    list,
    (reseller) => reseller.id,
    (reseller) => {
      const manager = resellerManager(reseller);
      return {
        indirect_partner_id: reseller.id,
        mobile_phone: reseller.mobilePhone,
        email: reseller.email,
        account_name: reseller.accountName,
        name: reseller.name,
        associated_on: formatInstant(reseller.associatedOn),
        account_manager_id: manager?.id ?? null,
        account_manager_name: manager?.name ?? null,
      };
    },
  );
}

export const resellerHandlers: Handlers = { ListIndirectPartners: listResellers };
