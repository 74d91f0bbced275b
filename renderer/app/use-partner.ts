import type { Capability, PartnerState } from '../../core/contract/partner.ts';
import { useLive } from './live.ts';

/** The kind of partner with what follows from it; undefined until it is known. */
export function usePartner(): PartnerState | undefined {
  return useLive('partner.get', {}).data;
}

/**
 * Whether this kind of partner has something (guide 2.1), for leaving places and buttons out. While it is not known yet
 * nothing is left out: the core decides each call itself.
 */
export function useHas(): (what: Capability) => boolean {
  const partner = usePartner();
  return (what) => partner === undefined || partner.capabilities[what] !== 'no';
}
