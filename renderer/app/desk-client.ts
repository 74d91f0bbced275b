import { createContext, useContext } from 'react';
import type { PartnerDeskApi } from '../../core/contract/host.ts';
import type { ChangeNotice, InputOf, Name, OutputOf } from '../../core/contract/index.ts';

/** Whether the page has its core: 'lost' while it is being restarted or reached again. */
export type Link = 'connecting' | 'open' | 'lost';

/**
 * What the screens know of the core: ask by name, hear what changed. The product's one speaks oRPC (client.ts);
 * tests inject their own through `ClientProvider`.
 */
export interface DeskClient {
  /** Runs a query or an action of the contract. Rejects with CodedError only. */
  call<N extends Name>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** Collections changed by a commit; returns how to stop. */
  onChange(listener: (notice: ChangeNotice) => void): () => void;
  onLink(listener: (link: Link) => void): () => void;
  link(): Link;
  /** Hands a file to the host and gives the token for imports.check. Rejects with CodedError. */
  upload(file: File): Promise<string>;
  /** The desktop's own part of the window: dialogs, menus, theme; absent in the browser. */
  readonly shell?: PartnerDeskApi;
}

const Context = createContext<DeskClient | null>(null);
export const ClientProvider = Context.Provider;

/** The core of this page. Throws when there is no provider: a programming error. */
export function useClient(): DeskClient {
  const client = useContext(Context);
  if (client === null) throw new TypeError('no ClientProvider above this component');
  return client;
}
