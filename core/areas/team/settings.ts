import { z } from 'zod';
import type { Setting } from '../../storage/settings.ts';

/** Who acts at this desk; null for the owner. */
export const ACTING: Setting<string | null> = {
  key: 'team.acting',
  schema: z.string().max(64).nullable(),
  fallback: null,
};

/** Whether critical operations ask for a PIN: off by default (guide 3). */
export const CONFIRM_CRITICAL: Setting<boolean> = {
  key: 'team.confirmCritical',
  schema: z.boolean(),
  fallback: false,
};
