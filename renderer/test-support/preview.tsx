/** The screens over invented data, for looking at them: `vite renderer`, then /test-support/preview.html?language=zh-CN&theme=dark */
import '../ui/styles.ts';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { DeskState } from '../../core/contract/desk.ts';
import { App } from '../app/app.tsx';
import { i18n } from '../words/i18n.ts';
import { deskState, fixtureClient } from './fixture-client.ts';

const asked = new URLSearchParams(window.location.search);
window.history.replaceState(null, '', window.location.pathname + window.location.hash);
let state: DeskState = {
  ...deskState,
  preferences: {
    language: asked.get('language') === 'zh-CN' ? 'zh-CN' : 'en',
    theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
    density: 'compact',
  },
  ...(asked.has('first')
    ? { workspace: null, preferences: { language: null, theme: 'light', density: 'compact' } }
    : {}),
};
const client = fixtureClient({
  'desk.state': () => state,
  'desk.setPreferences': (input) => {
    state = {
      ...state,
      preferences: { ...state.preferences, ...(input as Partial<DeskState['preferences']>) },
    };
    return state.preferences;
  },
});

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <App client={client} nonce="" />
    </I18nextProvider>,
  );
}
