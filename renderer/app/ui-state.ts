import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How a person arranged the screens of this window. Never data, never anything secret. */
interface UiState {
  /** What the person chose; null until then: the window's width decides. */
  readonly railCollapsed: boolean | null;
  /** Columns shown per view, in order; absent = the view's own default. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Widths of columns a person set, per view and column, in pixels. */
  readonly widths: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Reveal ids of this session by view and column; forgotten when the page closes. */
  readonly reveals: Readonly<Record<string, Reveal>>;
  readonly paletteOpen: boolean;
  readonly keysOpen: boolean;
  readonly syncOpen: boolean;
  readonly setRail: (collapsed: boolean) => void;
  readonly setColumns: (view: string, columns: readonly string[] | null) => void;
  /** Null sets the column back to its own width; without a column, all of the view. */
  readonly setWidth: (view: string, column: string | null, width: number | null) => void;
  readonly setReveal: (view: string, reveal: Reveal | null) => void;
  /** Another member acts: what was revealed is masked again in the core. */
  readonly forgetReveals: () => void;
  readonly show: (what: 'paletteOpen' | 'keysOpen' | 'syncOpen', open: boolean) => void;
}

export interface Reveal {
  readonly id: string;
  readonly columns: readonly string[];
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

export const useUi = create<UiState>()(
  persist(
    (set) => ({
      railCollapsed: null,
      columns: {},
      widths: {},
      reveals: {},
      paletteOpen: false,
      keysOpen: false,
      syncOpen: false,
      setRail: (collapsed) => set({ railCollapsed: collapsed }),
      setColumns: (view, columns) =>
        set((s) => ({
          columns: columns === null ? without(s.columns, view) : { ...s.columns, [view]: columns },
        })),
      setWidth: (view, column, width) =>
        set((s) => {
          const rest = column === null ? {} : without(s.widths[view] ?? {}, column);
          const now = column === null || width === null ? rest : { ...rest, [column]: width };
          return { widths: { ...s.widths, [view]: now } };
        }),
      setReveal: (view, reveal) =>
        set((s) => ({
          reveals: reveal === null ? without(s.reveals, view) : { ...s.reveals, [view]: reveal },
        })),
      forgetReveals: () => set({ reveals: {} }),
      show: (what, open) => set({ [what]: open }),
    }),
    {
      name: 'partner-desk.view',
      partialize: (s) => ({ railCollapsed: s.railCollapsed, columns: s.columns, widths: s.widths }),
    },
  ),
);
