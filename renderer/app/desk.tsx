import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { DeskState } from '../../core/contract/desk.ts';

interface DeskView {
  readonly state: DeskState;
  /** When `state.now` was heard, on the page's clock. */
  readonly heardAt: number;
}

const Context = createContext<DeskView | null>(null);

/** Gives the desk's state (who, which workspace, preferences, the core's instant) to the screens. */
export function DeskProvider(props: { state: DeskState; heardAt: number; children: ReactNode }): ReactNode {
  const { state, heardAt } = props;
  const view = useMemo(() => ({ state, heardAt }), [state, heardAt]);
  return <Context value={view}>{props.children}</Context>;
}

function useView(): DeskView {
  const view = useContext(Context);
  if (view === null) throw new TypeError('no DeskProvider above this component');
  return view;
}

/** The desk's state as the core last said it. */
export function useDesk(): DeskState {
  return useView().state;
}

/** The core's present instant (ms UTC), moved on by the page between answers; renews every 20 seconds. */
export function useNow(): number {
  const { state, heardAt } = useView();
  const [pageNow, setPageNow] = useState(heardAt);
  useEffect(() => {
    const timer = setInterval(() => setPageNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return state.now + Math.max(0, pageNow - heardAt);
}

/** How far the core's clock is ahead of the page's, ms: for what counts down by the second. */
export function useClockOffset(): number {
  const { state, heardAt } = useView();
  return state.now - heardAt;
}
