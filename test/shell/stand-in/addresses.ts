/**
 * Chromium without Electron does not know the scheme `app:`. The stand-in shows `app://HOST/path` to it as
 * `http://HOST.app.localhost/path` (never sent to a network: every request is answered by the protocol handler) and
 * translates back wherever main looks.
 */
const SUFFIX = '.app.localhost';

/** Address as Chromium sees it. */
export function toBrowser(address: string): string {
  return address.replace(/^app:\/\/([^/?#]+)/, (_whole, host: string) => `http://${host}${SUFFIX}`);
}

/** Address as main sees it. */
export function toMain(address: string): string {
  return address.replace(/^http:\/\/([^/?#]+)\.app\.localhost/, (_whole, host: string) => `app://${host}`);
}
