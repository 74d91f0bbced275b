import { CodedError } from '../base/errors.ts';

/** Counts running calls, so that closing can wait for the last one and then refuse. */
export interface Calls {
  /** Runs one call. @throws CodedError CORE_RESTARTED after `close` */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Resolves when no call runs any more; new ones are refused at once. */
  close(): Promise<void>;
  readonly running: number;
}

export function countedCalls(): Calls {
  let running = 0;
  let closed = false;
  const idle: (() => void)[] = [];
  return {
    get running() {
      return running;
    },
    async run(call) {
      if (closed) throw new CodedError('CORE_RESTARTED');
      running += 1;
      try {
        return await call();
      } finally {
        running -= 1;
        if (running === 0) for (const wake of idle.splice(0)) wake();
      }
    },
    close() {
      closed = true;
      return running === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
    },
  };
}
