import { Worker } from 'node:worker_threads';
import type { WorkerMessage } from '../sandbox/worker.ts';
import type { Logger } from './log.ts';
import type { RunningSandbox, SandboxFactory } from './options.ts';

/** How long an orderly end may take before the thread is stopped, ms. Its books are not worth more. */
const POLITE_MS = 2000;

/**
 * Starts sandboxes in a thread of their own: nothing of the generator is loaded into the core. `worker` is the worker's
 * file: the source beside the core, or the built one.
 */
export function threadSandbox(worker: URL, log: Logger): SandboxFactory {
  return (order) =>
    new Promise<RunningSandbox>((resolve, reject) => {
      const files = Promise.withResolvers<void>();
      const thread = new Worker(worker, { workerData: order });
      const ended = new Promise<void>((done) => thread.once('exit', () => done()));
      void ended.then(files.resolve);
      thread.once('error', (error: unknown) => {
        log.unexpected(error, { name: 'sandbox' });
        reject(error instanceof Error ? error : new Error('sandbox'));
      });
      void ended.then(() => reject(new Error('the sandbox ended before it listened')));
      thread.on('message', (message: WorkerMessage) => {
        if (message.type === 'error') {
          log.write('error', 'sandbox', { code: message.code });
          // Files that cannot be written must not keep a sync waiting for them.
          files.resolve();
        }
        if (message.type === 'files' && message.done === message.total) files.resolve();
        if (message.type !== 'ready') return;
        const { url, ak, sk, filesDir } = message;
        resolve({ url, ak, sk, filesDir, filesReady: files.promise, close: () => end(thread, ended) });
      });
    });
}

async function end(thread: Worker, ended: Promise<void>): Promise<void> {
  thread.postMessage('close');
  const late = setTimeout(() => void thread.terminate(), POLITE_MS);
  await ended;
  clearTimeout(late);
}
