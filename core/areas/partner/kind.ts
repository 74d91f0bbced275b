import type { PartnerGrants, PartnerType } from '../../contract/partner.ts';
import { getSetting } from '../../storage/settings.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { hasResellers } from '../resellers/shared.ts';
import { typeOf } from './rules/capabilities.ts';
import { GRANTS, TYPE } from './settings.ts';

/** CSP, distributor or reseller: as an administrator said, else a distributor when the Partner Center gives resellers. */
export function partnerTypeOf(context: AreaContext): PartnerType {
  const { ledger, mirror } = context.workspace;
  return typeOf(getSetting(ledger, TYPE), hasResellers(mirror.read));
}

/** What Huawei Cloud and the distributor granted the partner, as an administrator said. */
export function grantsOf(ledger: ReadHandle): PartnerGrants {
  return getSetting(ledger, GRANTS);
}
