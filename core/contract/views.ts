import { z } from 'zod';
import { action, query } from './define.ts';

/** A view of a list that was given a name: filter and order as they stand in the address, and the columns shown. */

export const viewScreen = z.enum(['customers', 'orders', 'expenditures', 'coupons', 'audit', 'outbox']);
export type ViewScreen = z.infer<typeof viewScreen>;

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(64);
/** What stands after the ? of the screen's address. */
const address = z.record(z.string().min(1).max(64), z.string().max(512));
/** Keys of the columns shown; null for the screen's own choice. */
const columns = z.array(z.string().max(64)).max(100).nullable();

export const savedView = z.object({
  id: z.string(),
  screen: viewScreen,
  name: z.string(),
  address,
  columns,
  /** Seen by every member of this workspace. */
  shared: z.boolean(),
  /** The one the acting member's screen opens with. */
  byDefault: z.boolean(),
  /** Whether it is the acting member's own: others may use it, not change it. */
  own: z.boolean(),
  person: z.string(),
});
export type SavedView = z.infer<typeof savedView>;

export const viewsContract = {
  /** Own views and those shared by others, by name. */
  'views.list': query(['view'], z.strictObject({ screen: viewScreen }), z.array(savedView)),
  /** Keeps a new view, or (with `id`) what the own view shows from now on. Errors: VIEW_NAME_TAKEN, VIEW_UNKNOWN. */
  'views.save': action(
    'local',
    z.strictObject({
      id: id.optional(),
      screen: viewScreen,
      name,
      address,
      columns: columns.default(null),
      shared: z.boolean().default(false),
    }),
    z.object({ id: z.string() }),
  ),
  'views.rename': action('local', z.strictObject({ id, name }), z.object({ id: z.string() })),
  'views.remove': action('local', z.strictObject({ id }), z.object({ id: z.string() })),
  /** The view a screen opens with for the acting member; null for none. */
  'views.setDefault': action(
    'local',
    z.strictObject({ screen: viewScreen, id: id.nullable() }),
    z.object({ id: z.string().nullable() }),
  ),
};
