/**
 * Where the Partner Center's console is, by the host of its API. The documents name it for the Chinese site only
 * (account.huaweicloud.com/obmgr); the other sites follow the same pattern [inf]. The steps of every task name the menu
 * too, so that a page that has moved is still found.
 */
const CONSOLES: Readonly<Record<string, string>> = {
  'bss-intl.myhuaweicloud.com': 'https://account-intl.huaweicloud.com/obmgr/#',
  'bss.myhuaweicloud.eu': 'https://account.eu.huaweicloud.com/obmgr/#',
};

/** The console's pages begin with this address; null where there is none (the demo, a sandbox, no connection). */
export function consoleOf(endpoint: string | null): string | null {
  if (endpoint === null || !URL.canParse(endpoint)) return null;
  return CONSOLES[new URL(endpoint).host] ?? null;
}

/** The address of one page. @param path of a definition's `link`; a missing first slash is added */
export function consolePage(endpoint: string | null, path: string): { url: string | null; path: string } {
  const clean = path.startsWith('/') ? path : `/${path}`;
  const console = consoleOf(endpoint);
  return { url: console === null ? null : console + clean, path: clean };
}
