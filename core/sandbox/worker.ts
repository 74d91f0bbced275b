// The sandbox in a thread of its own, as demo mode runs it: never in the way of the desk's own work. Options come in
// workerData; { url, ak, sk, filesDir, now } goes out once it listens, progress and errors after that. It ends on the
// message 'close', or with its parent.
import { parentPort, workerData } from 'node:worker_threads';
import { startSandbox, type SandboxOptions } from './sandbox.ts';

/** What may be given to the worker: everything that can cross to a thread. */
export type WorkerOptions = Omit<SandboxOptions, 'clock' | 'onError' | 'onFiles'>;

export type WorkerMessage =
  | {
      readonly type: 'ready';
      readonly url: string;
      readonly ak: string;
      readonly sk: string;
      readonly filesDir: string;
      readonly now: number;
      readonly controlToken: string;
    }
  | { readonly type: 'files'; readonly done: number; readonly total: number; readonly lines: number }
  | { readonly type: 'error'; readonly message: string; readonly code: string | null };

const port = parentPort;
if (!port) throw new TypeError('core/sandbox/worker.ts runs as a worker thread');

const post = (message: WorkerMessage): void => port.postMessage(message);

function report(error: unknown): void {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  post({ type: 'error', message: error instanceof Error ? error.message : String(error), code });
}

try {
  const given = workerData as WorkerOptions | null;
  const sandbox = await startSandbox({
    // A demo partner that was worked with stays as it is over a restart.
    keepState: given?.filesDir !== undefined,
    ...given,
    onError: report,
    onFiles: (progress) => post({ type: 'files', ...progress }),
  });
  port.on('message', (message: unknown) => {
    if (message === 'close') sandbox.close().then(() => port.close(), report);
  });
  const { url, ak, sk, filesDir, controlToken } = sandbox;
  post({ type: 'ready', url, ak, sk, filesDir, controlToken, now: sandbox.now() });
} catch (error) {
  report(error);
  port.close();
}
