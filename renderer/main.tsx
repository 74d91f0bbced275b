import './ui/styles.ts';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { App } from './app/app.tsx';
import { connectCore } from './app/client.ts';
import { i18n } from './words/i18n.ts';

// The page's policy forbids making code at run time; zod must not try.
z.config({ jitless: true });

// Places live behind the #; what stands before it (a start token, say) must not be taken for part of a place.
if (window.location.search !== '') {
  window.history.replaceState(null, '', window.location.pathname + window.location.hash);
}

const root = document.getElementById('root');
if (root === null) throw new TypeError('index.html has no #root');
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
createRoot(root).render(
  <I18nextProvider i18n={i18n}>
    <App client={connectCore()} nonce={nonce} />
  </I18nextProvider>,
);
