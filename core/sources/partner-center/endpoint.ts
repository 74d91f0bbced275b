import { CodedError } from '../../base/errors.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads an endpoint: https anywhere, http on this machine only (the sandbox). No path, query, user or fragment.
 * @throws CodedError ENDPOINT_INVALID {reason}
 */
export function parseEndpoint(text: string): URL {
  const url = URL.parse(text.trim());
  if (!url) throw new CodedError('ENDPOINT_INVALID', { reason: 'NO_ADDRESS' });
  const local = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !local) throw new CodedError('ENDPOINT_INVALID', { reason: 'NOT_HTTPS' });
  if (url.username !== '' || url.password !== '')
    throw new CodedError('ENDPOINT_INVALID', { reason: 'HAS_USER' });
  if ((url.pathname !== '/' && url.pathname !== '') || url.search !== '' || url.hash !== '') {
    throw new CodedError('ENDPOINT_INVALID', { reason: 'HAS_PATH' });
  }
  return url;
}
