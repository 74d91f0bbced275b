import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CatchBoundary, RouterProvider } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { FirstRun } from '../areas/first-run/first-run.tsx';
import { StateText, ErrorState } from '../ui/states.tsx';
import { theme, tokensForMantine } from '../ui/theme.ts';
import { setLanguage } from '../words/i18n.ts';
import { useWords } from '../words/use-words.ts';
import css from './app.module.css';
import { Crash } from './crash.tsx';
import { ClientProvider, useClient, type DeskClient } from './desk-client.ts';
import { DeskProvider } from './desk.tsx';
import { followChanges, useLink, useLive, useSlow } from './live.ts';
import { followMenu } from './menu.ts';
import { createDeskRouter, type DeskRouter } from './router.tsx';
import { rememberTheme, useResolvedTheme } from './use-theme.ts';

/** Queries are local reads: no retries, nothing goes stale by time, only by the change stream. */
export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Infinity,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

function Opening(): ReactNode {
  const { t } = useWords();
  const slow = useSlow(true);
  return (
    <div className={css.alone}>
      {slow && <StateText title={t('frame.states.connecting')} reason={t('frame.states.connectingReason')} />}
    </div>
  );
}

function LostBand(): ReactNode {
  const { t } = useWords();
  const link = useLink();
  const slow = useSlow(link === 'lost');
  if (!slow) return null;
  return (
    <div className={css.lost} role="status">
      <strong>{t('frame.states.offlineTitle')}</strong> {t('frame.states.offlineReason')}
    </div>
  );
}

/** Language, theme and density of the page follow the desk's preferences. */
function Desk(props: { router: DeskRouter }): ReactNode {
  const client = useClient();
  const answer = useLive('desk.state', {});
  const state = answer.data;
  const preferences = state?.preferences;
  useLayoutEffect(() => {
    if (preferences === undefined) return;
    setLanguage(preferences.language ?? 'en');
    document.documentElement.dataset['density'] = preferences.density;
    rememberTheme(preferences.theme);
    void client.shell?.setTheme(preferences.theme);
    void client.shell?.setLanguage(preferences.language ?? 'en');
  }, [preferences, client]);
  useEffect(() => followMenu(client, props.router), [client, props.router]);
  if (state === undefined) {
    return answer.error === null ? (
      <Opening />
    ) : (
      <div className={css.alone}>
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      </div>
    );
  }
  return (
    <DeskProvider state={state} heardAt={answer.dataUpdatedAt}>
      <LostBand />
      {state.workspace === null || !state.workspace.open ? (
        <FirstRun />
      ) : (
        <RouterProvider key={state.workspace.id} router={props.router} defaultErrorComponent={Crash} />
      )}
    </DeskProvider>
  );
}

function Themed(props: { nonce: string; router: DeskRouter }): ReactNode {
  const scheme = useResolvedTheme();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokensForMantine}
      forceColorScheme={scheme}
      getStyleNonce={() => props.nonce}
    >
      <CatchBoundary getResetKey={() => 'page'} errorComponent={Crash}>
        <Desk router={props.router} />
      </CatchBoundary>
    </MantineProvider>
  );
}

/** The whole page over one client. `nonce` is the answer's, for the styles that the component library makes. */
export function App(props: { client: DeskClient; nonce: string; router?: DeskRouter }): ReactNode {
  const [cache] = useState(createCache);
  const router = useMemo(() => props.router ?? createDeskRouter(), [props.router]);
  useEffect(() => followChanges(props.client, cache), [props.client, cache]);
  return (
    <ClientProvider value={props.client}>
      <QueryClientProvider client={cache}>
        <Themed nonce={props.nonce} router={router} />
      </QueryClientProvider>
    </ClientProvider>
  );
}
