import { randomBytes } from 'node:crypto';

/** What this session has revealed: kept in memory alone, gone when the core ends. */
export interface Reveals {
  /** Opens columns of a view; the id is unguessable. */
  open(view: string, columns: readonly string[]): string;
  close(id: string): void;
  /** The columns an id opens for this view; empty without a valid id. */
  columns(view: string, id: string | undefined): ReadonlySet<string>;
  clear(): void;
}

const NOTHING: ReadonlySet<string> = new Set();
const MOST = 256;

export function revealSessions(): Reveals {
  const open = new Map<string, { view: string; columns: ReadonlySet<string> }>();
  return {
    open(view, columns) {
      const id = randomBytes(16).toString('base64url');
      open.set(id, { view, columns: new Set(columns) });
      const [oldest] = open.keys();
      if (open.size > MOST && oldest !== undefined) open.delete(oldest);
      return id;
    },
    close: (id) => void open.delete(id),
    columns(view, id) {
      const session = id === undefined ? undefined : open.get(id);
      return session?.view === view ? session.columns : NOTHING;
    },
    clear: () => open.clear(),
  };
}
