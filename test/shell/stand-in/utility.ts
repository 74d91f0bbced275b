/** `utilityProcess` over a worker thread: it can take transferred ports, and ending it hard is a crash. */
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Readable } from 'node:stream';
import type { StandInPort } from './ports.ts';

export interface ForkOptions {
  readonly serviceName?: string;
  readonly stdio?: string;
}

/** Ends as Electron names them in `child-process-gone`. */
type Gone = (details: { type: string; name: string; reason: string; exitCode: number }) => void;

export class StandInUtility extends EventEmitter {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly #worker: Worker;
  pid: number | undefined;

  constructor(entry: string, args: readonly string[], options: ForkOptions, gone: Gone) {
    super();
    this.#worker = new Worker(join(import.meta.dirname, 'utility-worker.mjs'), {
      workerData: { entry, args },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    this.stdout = this.#worker.stdout;
    this.stderr = this.#worker.stderr;
    this.#worker.on('online', () => {
      this.pid = this.#worker.threadId;
      this.emit('spawn');
    });
    this.#worker.on('message', (data: unknown) => this.emit('message', data));
    this.#worker.on('error', (error) => process.stderr.write(`[stand-in] core: ${String(error)}\n`));
    this.#worker.on('exit', (exitCode) => {
      this.pid = undefined;
      this.emit('exit', exitCode);
      if (exitCode !== 0) {
        gone({ type: 'Utility', name: options.serviceName ?? '', reason: 'crashed', exitCode });
      }
    });
  }

  postMessage(data: unknown, transfer: readonly StandInPort[] = []): void {
    const ports = transfer.map((port) => port.release());
    this.#worker.postMessage({ data, ports }, ports);
  }

  kill(): boolean {
    void this.#worker.terminate();
    return true;
  }
}
