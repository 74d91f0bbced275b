/**
 * What the desktop shell, the core and the page say to each other beside the questions and answers of the contract.
 * Main starts and watches; data goes from page to core over a MessagePort that main only hands out.
 */
import { z } from 'zod';

/** Languages of words outside the page (menus, dialogs of the system). */
export const hostLanguage = z.enum(['en', 'zh-CN']);
export type HostLanguage = z.infer<typeof hostLanguage>;

export const hostTheme = z.enum(['light', 'dark', 'system']);
export type HostTheme = z.infer<typeof hostTheme>;

// --- main to core (utilityProcess `parentPort`) ------------------------------------------------------------------

/** What a person may pick in a dialog of the system. */
export const pickPurpose = z.enum(['import-files', 'files-folder', 'workspace-folder']);
export type PickPurpose = z.infer<typeof pickPurpose>;

export type MainToCore =
  /** A page wants to talk: one MessagePort comes with the message (`event.ports[0]`); serve the contract on it. */
  | { readonly type: 'port' }
  /** Finish the running transaction, close the workspace and end with status 0; main kills after a few seconds. */
  | { readonly type: 'shutdown' }
  /** A person picked these paths; the page knows only the token and passes it to an action as `TokenizedPath`. */
  | {
      readonly type: 'picked';
      readonly token: string;
      readonly purpose: PickPurpose;
      readonly paths: readonly string[];
    }
  /** Answer to a `secret` request. `value` is base64 for `encrypt`, plain text for `decrypt`, '' for `probe`. */
  | { readonly type: 'secret-answer'; readonly id: number; readonly ok: true; readonly value: string }
  | { readonly type: 'secret-answer'; readonly id: number; readonly ok: false; readonly code: SecretProblem };

/**
 * Why the system's key store did not serve: there is none (or only the one that hides nothing, `basic_text`), the
 * text does not decrypt (other user, other machine), or the request was not understood.
 */
export const secretProblem = z.enum([
  'SECRET_STORE_UNAVAILABLE',
  'SECRET_NOT_READABLE',
  'SECRET_REQUEST_INVALID',
]);
export type SecretProblem = z.infer<typeof secretProblem>;

// --- core to main ------------------------------------------------------------------------------------------------

/**
 * `ready`: the core listens for ports. `secret`: encrypt (plain text in), decrypt (base64 in) or probe (is there a key
 * store) through the system's key store; answered by `secret-answer` with the same id.
 */
export const coreToMain = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('secret'),
    id: z.int().nonnegative(),
    op: z.enum(['encrypt', 'decrypt', 'probe']),
    text: z.string().max(64 * 1024),
  }),
  // A finished export, opened with the program it belongs to or shown in its folder.
  z.object({
    type: z.literal('show-file'),
    path: z.string().min(1).max(4096),
    how: z.enum(['open', 'folder']),
  }),
]);
export type CoreToMain = z.infer<typeof coreToMain>;

// --- main to page ------------------------------------------------------------------------------------------------

/** Areas that a menu entry opens. The words are the ones of the left rail. */
export const menuArea = z.enum([
  'home',
  'customers',
  'expenditures',
  'coupons',
  'orders',
  'resellers',
  'imports',
  'help',
  'settings',
]);
export type MenuArea = z.infer<typeof menuArea>;

/** What the menu, or an address `partnerdesk://…` opened by the system, asks the page to do. Data, never code. */
export const menuCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('go'), area: menuArea }),
  z.object({ type: z.literal('open-customer'), id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  z.object({ type: z.literal('find') }),
  z.object({ type: z.literal('commands') }),
  z.object({ type: z.literal('sync-now') }),
  z.object({ type: z.literal('import') }),
  z.object({ type: z.literal('print') }),
  z.object({ type: z.literal('shortcuts') }),
]);
export type MenuCommand = z.infer<typeof menuCommand>;

// --- page and preload --------------------------------------------------------------------------------------------

/** What a dialog gave: a token for the core and the bare names to show. No path reaches the page. */
export interface Picked {
  readonly token: string;
  readonly names: readonly string[];
}

/** `window.partnerDesk`, there only in the desktop window. */
export interface PartnerDeskApi {
  readonly host: 'desktop';
  /** Asks for a port to the core; it arrives as a window message (see `onCorePort`), again after each new core. */
  requestCorePort(): void;
  /** Calls back with each command of the menu or of an opened address; the result ends it. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
  /** Sets the theme of the system's own parts: title bar, menus, dialogs. */
  setTheme(theme: HostTheme): Promise<void>;
  /** Sets the language of menus and dialogs. */
  setLanguage(language: HostLanguage): Promise<void>;
  /** Opens a dialog of the system; null when the person cancelled. */
  pick(purpose: PickPurpose): Promise<Picked | null>;
  /** Opens an https page of the allowlist in the person's browser after asking; false when refused. */
  openExternal(url: string): Promise<boolean>;
}

/** Names of the members of `window.partnerDesk`, and nothing else may be there. */
export const PARTNER_DESK_KEYS = [
  'host',
  'onMenuCommand',
  'openExternal',
  'pick',
  'requestCorePort',
  'setLanguage',
  'setTheme',
] as const satisfies readonly (keyof PartnerDeskApi)[];

/** `data.type` of the window message that carries the core's port. */
export const CORE_PORT_MESSAGE = 'partner-desk:core-port';

interface MessageSource<P> {
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; data: unknown; ports: readonly P[] }) => void,
  ): void;
}

/**
 * For the page: calls `onPort` with the core's port, and again with a new one each time the core was started anew
 * (calls waiting on the old port will not be answered: reject them). Call it before `requestCorePort()`.
 */
export function onCorePort<P>(page: MessageSource<P>, onPort: (port: P) => void): void {
  page.addEventListener('message', (event) => {
    const data = event.data;
    const [port] = event.ports;
    if (event.source !== page || typeof data !== 'object' || data === null || port === undefined) return;
    if ('type' in data && data.type === CORE_PORT_MESSAGE) onPort(port);
  });
}
