import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AREAS } from './areas.ts';
import { useUi } from './ui-state.ts';

/** Whether typing now goes into a field, or an input method is composing: then no shortcut fires. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Ctrl or Cmd+K opens the palette, `?` the sheet, `g` then a letter goes to an area, `/` searches the list. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  const show = useUi((s) => s.show);
  useEffect(() => {
    let goAt = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.keyCode === 229) return;
      const combined = event.ctrlKey || event.metaKey;
      if (combined && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        show('paletteOpen', true);
        return;
      }
      if (combined && event.key === ',') {
        event.preventDefault();
        void navigate({ to: '/settings' });
        return;
      }
      if (combined || event.altKey || isTyping(event) || document.querySelector('[role="dialog"]') !== null)
        return;
      if (event.key === '?') {
        show('keysOpen', true);
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('[data-list-search]');
        if (search !== null) {
          event.preventDefault();
          search.focus();
          search.select();
        }
      } else if (event.key === 'g') {
        goAt = event.timeStamp;
      } else if (event.timeStamp - goAt < 1500) {
        goAt = 0;
        const area = AREAS.find((a) => a.jump === event.key);
        if (area !== undefined) {
          event.preventDefault();
          void navigate({ to: area.path });
        }
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, show]);
}
