import { CodedError } from '../base/errors.ts';
import type { CoreToMain, MainToCore } from '../contract/host.ts';
import { fileSecrets } from './secrets-file.ts';
import { memorySecrets, type SecretStore } from './secrets.ts';

type Answer = Extract<MainToCore, { type: 'secret-answer' }>;
type Request = Extract<CoreToMain, { type: 'secret' }>;

/** The wire to Electron's main, which alone can ask the system's key store. */
export interface SecretChannel {
  request(op: Request['op'], text: string): Promise<string>;
  /** To be called with each answer that arrives. */
  answered(answer: Answer): void;
  /** Main is gone: whatever waits is rejected. */
  closed(): void;
}

/** Numbers the requests and finds who waits for an answer. `send` posts a message to main. */
export function secretChannel(send: (message: CoreToMain) => void): SecretChannel {
  const waiting = new Map<number, { resolve(value: string): void; reject(error: unknown): void }>();
  let last = 0;
  const refused = (reason: string): CodedError => new CodedError('SECRET_STORE_UNAVAILABLE', { reason });
  return {
    request(op, text) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ type: 'secret', id, op, text });
      });
    },
    answered(answer) {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.ok) one?.resolve(answer.value);
      else one?.reject(refused(answer.code));
    },
    closed() {
      for (const one of waiting.values()) one.reject(refused('CLOSED'));
      waiting.clear();
    },
  };
}

/** The system's key store when it really hides, else memory for this run: nothing is written that is not sealed. */
export async function systemSecrets(channel: SecretChannel): Promise<SecretStore> {
  try {
    await channel.request('probe', '');
  } catch {
    return memorySecrets();
  }
  return fileSecrets({
    kind: 'system',
    seal: (text) => channel.request('encrypt', text),
    open: (sealed) => channel.request('decrypt', sealed),
  });
}
