import { z } from 'zod';
import { action, instant, query, stamp } from './define.ts';

const customerId = z.string().trim().min(1).max(64);

export const realnameContract = {
  /** How the customer's real-name authentication was reviewed; null: never read on this device. */
  'realname.get': query(
    ['realname_reviews'],
    z.strictObject({ customerId }),
    z
      .object({
        result: z.enum(['in-review', 'rejected', 'approved', 'unknown']),
        /** The raw code. */
        code: z.string().nullable(),
        /** What the reviewer wrote. */
        opinion: z.string().nullable(),
        stamp,
      })
      .nullable(),
  ),
  /** Reads it now. Errors: ENDPOINT_UNREACHABLE, UPSTREAM_REFUSED, PERMISSION_MISSING, … */
  'realname.read': action('local', z.strictObject({ customerId }), z.object({ at: instant })),
};
