import { useSyncExternalStore } from 'react';
import { useLive } from './live.ts';

const DARK = '(prefers-color-scheme: dark)';
const REMEMBERED = 'partner-desk.theme';

function subscribe(notify: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', notify);
  return () => query.removeEventListener('change', notify);
}

/** The theme to draw in: the preference, or the system's. Remembered for the next start, so that nothing flashes. */
export function useResolvedTheme(): 'light' | 'dark' {
  const systemDark = useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches);
  const desk = useLive('desk.state', {});
  const preferred = desk.data?.preferences.theme ?? rememberedTheme();
  if (preferred === 'light' || preferred === 'dark') return preferred;
  return systemDark ? 'dark' : 'light';
}

function rememberedTheme(): string | null {
  return localStorage.getItem(REMEMBERED);
}

export function rememberTheme(theme: 'system' | 'light' | 'dark'): void {
  localStorage.setItem(REMEMBERED, theme);
}
