import { z } from 'zod';
import { partnerGrants, partnerType, type PartnerGrants, type PartnerType } from '../../contract/partner.ts';
import type { Setting } from '../../storage/settings.ts';

/** What an administrator says of the partner; nothing of it can be read from the Partner Center. */

export const TYPE: Setting<PartnerType | null> = {
  key: 'partner.type',
  schema: partnerType.nullable(),
  fallback: null,
};

export const COUNTRY: Setting<string | null> = {
  key: 'partner.country',
  schema: z.string().nullable(),
  fallback: null,
};

/** Null: the program's own list. */
export const EXCLUDED: Setting<string[] | null> = {
  key: 'partner.discountsExcluded',
  schema: z.array(z.string()).nullable(),
  fallback: null,
};

/** Nothing is granted until somebody says so. */
export const GRANTS: Setting<PartnerGrants> = {
  key: 'partner.grants',
  schema: partnerGrants,
  fallback: {
    discount: false,
    discountMost: null,
    budget: false,
    budgetMonthly: null,
    budgetOneTime: null,
    order: false,
  },
};
