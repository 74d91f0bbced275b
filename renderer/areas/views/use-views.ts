import { useEffect, useRef } from 'react';
import type { SavedView, ViewScreen } from '../../../core/contract/views.ts';
import { useAddress, type Address } from '../../app/address.ts';
import { useLive } from '../../app/live.ts';
import { useUi } from '../../app/ui-state.ts';

/** Under which name the applied view stands in the address, so that a link and "back" keep it. */
export const VIEW_KEY = 'saved';

const without = (address: Address): Address =>
  Object.fromEntries(Object.entries(address).filter(([key, value]) => key !== VIEW_KEY && value !== ''));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sorted = (address: Address): [string, string][] =>
  Object.entries(without(address)).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Whether what the screen shows differs from what the view keeps; the order of names in an address tells nothing. */
export function isChanged(
  view: Pick<SavedView, 'address' | 'columns'>,
  address: Address,
  columns: readonly string[] | undefined,
): boolean {
  return !same(sorted(view.address), sorted(address)) || !same(view.columns, columns ?? null);
}

export interface Views {
  readonly all: readonly SavedView[];
  readonly applied: SavedView | undefined;
  readonly changed: boolean;
  /** What a view would keep of the screen as it is now. */
  readonly present: { readonly address: Record<string, string>; readonly columns: string[] | null };
  readonly apply: (view: SavedView) => void;
  /** The screen as it is without any. */
  readonly leave: () => void;
  /** The address names this view from now on. */
  readonly name: (id: string) => void;
}

/** The views of a screen and the one that is applied. A screen opened without conditions opens with the default one. */
export function useViews(screen: ViewScreen): Views {
  const [address, setAddress] = useAddress();
  const columns = useUi((s) => s.columns[screen]);
  const setColumns = useUi((s) => s.setColumns);
  const views = useLive('views.list', { screen });
  const all = views.data ?? [];
  const applied = all.find(({ id }) => id === address[VIEW_KEY]);
  const apply = (view: SavedView): void => {
    setColumns(screen, view.columns);
    setAddress({ ...view.address, [VIEW_KEY]: view.id });
  };
  const opened = useRef(false);
  const loaded = views.data !== undefined && !views.isPlaceholderData;
  useEffect(() => {
    if (!loaded || opened.current) return;
    opened.current = true;
    const first = all.find(({ byDefault }) => byDefault);
    if (first !== undefined && Object.keys(address).length === 0) apply(first);
  });
  return {
    all,
    applied,
    changed: applied !== undefined && isChanged(applied, address, columns),
    present: { address: without(address), columns: columns === undefined ? null : [...columns] },
    apply,
    leave: () => {
      setColumns(screen, null);
      setAddress({});
    },
    name: (id) => setAddress({ ...without(address), [VIEW_KEY]: id }),
  };
}
