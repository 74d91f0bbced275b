/**
 * Secrets through the system's key store, offered to the core alone (the page has no way here). On Linux Electron may
 * fall back to `basic_text`, which hides nothing: that counts as no key store, and the core decides what to do.
 */
import type { CoreToMain, MainToCore, SecretProblem } from '../core/contract/host.ts';
import type { ElectronModule } from './electron-module.ts';

type SecretRequest = Extract<CoreToMain, { type: 'secret' }>;
type SecretAnswer = Extract<MainToCore, { type: 'secret-answer' }>;

/** Is there a key store that really hides? */
function isUsable(electron: ElectronModule, platform: NodeJS.Platform): boolean {
  if (!electron.safeStorage.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  const backend = electron.safeStorage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
}

/** Answers one request of the core. Never throws and never says more about a failure than its code. */
export function answerSecret(
  electron: ElectronModule,
  platform: NodeJS.Platform,
  request: SecretRequest,
): SecretAnswer {
  const base = { type: 'secret-answer', id: request.id } as const;
  const problem = (code: SecretProblem): SecretAnswer => ({ ...base, ok: false, code });
  if (!isUsable(electron, platform)) return problem('SECRET_STORE_UNAVAILABLE');
  try {
    if (request.op === 'probe') return { ...base, ok: true, value: '' };
    if (request.op === 'encrypt') {
      const sealed = electron.safeStorage.encryptString(request.text);
      return { ...base, ok: true, value: sealed.toString('base64') };
    }
    if (!isBase64(request.text)) return problem('SECRET_REQUEST_INVALID');
    const opened = electron.safeStorage.decryptString(Buffer.from(request.text, 'base64'));
    return { ...base, ok: true, value: opened };
  } catch {
    // The system's text may quote the secret; the code is all the core needs.
    return problem(request.op === 'decrypt' ? 'SECRET_NOT_READABLE' : 'SECRET_STORE_UNAVAILABLE');
  }
}
