import { z } from 'zod';
import { action, instant, nothing, query } from './define.ts';
import { permission, sight } from './permissions.ts';

export const language = z.enum(['en', 'zh-CN']);
export type Language = z.infer<typeof language>;
export const theme = z.enum(['system', 'light', 'dark']);
export const density = z.enum(['compact', 'comfortable']);

export const preferences = z.object({ language: language.nullable(), theme, density });
export type Preferences = z.infer<typeof preferences>;

export const workspaceInfo = z.object({
  id: z.string(),
  kind: z.enum(['demo', 'real']),
  name: z.string(),
  dir: z.string(),
  open: z.boolean(),
  endpoint: z.string().nullable(),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

/** The acting member. Permissions let screens leave out what they cannot use; the desk decides. */
export const actingPerson = z.object({
  id: z.string(),
  name: z.string(),
  /** Ids of their roles. */
  roles: z.array(z.string()),
  permissions: z.array(permission),
  sees: sight,
});
export type ActingPerson = z.infer<typeof actingPerson>;

export const deskState = z.object({
  host: z.enum(['desktop', 'browser']),
  version: z.string(),
  platform: z.enum(['win32', 'darwin', 'linux', 'other']),
  preferences,
  /** The open workspace; null on the first run. */
  workspace: workspaceInfo.nullable(),
  /** Where a secret key is kept here: the system's key store, a file only the user can read, or nowhere. */
  secretStore: z.enum(['system', 'file', 'none']),
  /** Where new workspaces and a secrets file are kept, shown to the person. */
  dataDir: z.string(),
  person: actingPerson,
  /** The core's present instant; screens take "today" from here, never from the page's clock. */
  now: instant,
  /** What happened to damaged files when the workspace was opened; empty when nothing did. */
  repairs: z.array(z.object({ store: z.enum(['ledger', 'mirror', 'lines']), what: z.string(), at: instant })),
});
export type DeskState = z.infer<typeof deskState>;

/** A Partner Center to connect to. The secret key crosses the border inwards only. */
export const connection = z.strictObject({
  endpoint: z.string().trim().min(1).max(256),
  ak: z.string().trim().min(1).max(128),
  sk: z.string().trim().min(1).max(256),
  /** Folder with the subscribed usage and bill files; optional. */
  filesDir: z.string().trim().max(1024).optional(),
  name: z.string().trim().max(64).optional(),
});
export type Connection = z.infer<typeof connection>;

export const deskContract = {
  'desk.state': query(['desk'], nothing, deskState),
  'desk.workspaces': query(['desk'], nothing, z.array(workspaceInfo)),
  'desk.setPreferences': action('local', preferences.partial(), preferences),
  /** Creates (or opens) the demo workspace, starts its sandbox and the first sync. */
  'desk.exploreDemo': action('local', nothing, workspaceInfo),
  /** Tries a connection without saving anything. Errors: ENDPOINT_*, CREDENTIALS_REFUSED, CLOCK_OFF, PERMISSION_MISSING. */
  'desk.testConnection': action(
    'local',
    connection,
    z.object({ endpoint: z.string(), clockOffsetMs: z.number() }),
  ),
  /** Tests, then saves (secret to the key store), creates the workspace and starts the first sync. */
  'desk.connect': action('local', connection, workspaceInfo),
  'desk.openWorkspace': action('local', z.strictObject({ id: z.string() }), workspaceInfo),
  /** Closes the open workspace and shows the first screen again; no data is removed. */
  'desk.closeWorkspace': action('local', nothing, z.object({ closed: z.boolean() })),
  /** Shows the complete values of masked columns of one view for this session; written to the audit list. */
  'privacy.reveal': action(
    'local',
    z.strictObject({ view: z.string().max(64), columns: z.array(z.string().max(32)).min(1).max(20) }),
    z.object({ revealId: z.string() }),
  ),
  'privacy.hide': action('local', z.strictObject({ revealId: z.string() }), nothing),
};
