import { useMatches } from '../ui/use-width.ts';
import { useUi } from './ui-state.ts';

/** Below this the rail keeps its icons only, so that lists have room (look.md: from 1024 px up). */
const NARROW = '(max-width: 1180px)';

/** Whether the rail is collapsed, by the person's choice or by the window's width, and how to turn it over. */
export function useRail(): { readonly collapsed: boolean; readonly toggle: () => void } {
  const chosen = useUi((s) => s.railCollapsed);
  const setRail = useUi((s) => s.setRail);
  const narrow = useMatches(NARROW);
  const collapsed = chosen ?? narrow;
  return { collapsed, toggle: () => setRail(!collapsed) };
}
