import { createMemoryHistory } from '@tanstack/react-router';
import { configure, cleanup, render, type RenderResult } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { App } from '../app/app.tsx';
import { createDeskRouter } from '../app/router.tsx';
import { useToast } from '../app/toast.ts';
import { useUi } from '../app/ui-state.ts';
import { i18n } from '../words/i18n.ts';
import type { FixtureClient } from './fixture-client.ts';

/** How long a test waits for what a screen is about to show: no test may depend on how busy the machine is. */
configure({ asyncUtilTimeout: 15_000 });

// Nothing is laid out here; long lists draw only the rows that fit, so every element is said to have a size.
Object.defineProperties(HTMLElement.prototype, {
  clientWidth: { configurable: true, get: () => 1200 },
  clientHeight: { configurable: true, get: () => 800 },
});

// A surface is empty for a moment while it opens; the component library then prints the whole window. That is no news.
for (const level of ['warn', 'error'] as const) {
  const print = console[level].bind(console);
  console[level] = (...parts: unknown[]) => {
    if (!String(parts[0]).startsWith('[@mantine/hooks/use-focus-trap]')) print(...parts);
  };
}

/** A fresh page: what an earlier test drew, chose or stored is gone (files share one window). */
function clearWindow(): void {
  cleanup();
  document.body.replaceChildren();
  localStorage.clear();
  useToast.setState({ toast: null });
  useUi.setState({
    columns: {},
    widths: {},
    reveals: {},
    paletteOpen: false,
    keysOpen: false,
    syncOpen: false,
    railCollapsed: false,
  });
}

export interface Shown extends RenderResult {
  /** The present place: path with its filters. */
  place(): string;
}

/** The whole page over a fixture, at a place. */
export function showPage(client: FixtureClient, place = '/'): Shown {
  clearWindow();
  const history = createMemoryHistory({ initialEntries: [place] });
  const router = createDeskRouter(history);
  const result = render(
    <I18nextProvider i18n={i18n}>
      <App client={client} nonce="" router={router} />
    </I18nextProvider>,
  );
  return { ...result, place: () => history.location.href };
}
