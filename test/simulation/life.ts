import { CodedError } from '../../core/base/errors.ts';
import type { Timers } from '../../core/base/clock.ts';
import type { Random } from '../../core/base/random.ts';
import type { ReadHandle, Store, WriteHandle } from '../../core/storage/store.ts';
import type { Door } from './network.ts';
import type { VirtualTime } from './time.ts';

/** Thrown inside a desk that has just died; whatever it does with it, nothing leaves it any more. */
class Died extends Error {}

/**
 * One run of the desk's process. Everything it touches goes through here, so that it can die between any two commits and
 * at any await: promises it waits for are then never settled and its ledger refuses it.
 */
export class Life implements Door {
  alive = true;
  readonly ledger: Store;
  readonly timers: Timers;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #options: LifeOptions;
  #asleepUntil = 0;

  constructor(time: VirtualTime, random: Random, store: Store, options: LifeOptions) {
    this.#time = time;
    this.#random = random;
    this.#options = options;
    this.ledger = this.#mortal(store);
    this.timers = {
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason);
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          time.after(ms, () => this.deliver(resolve));
        }),
    };
  }

  /** The machine sleeps: nothing happens at this desk until then. */
  sleepUntil(at: number): void {
    this.#asleepUntil = Math.max(this.#asleepUntil, at);
  }

  get asleep(): boolean {
    return this.#time.now < this.#asleepUntil;
  }

  deliver(deliver: () => void): void {
    if (!this.alive) return;
    if (this.asleep) this.#time.after(this.#asleepUntil - this.#time.now, () => this.deliver(deliver));
    else deliver();
  }

  danger(where: 'await' | 'commit'): void {
    if (this.#options.dangerous() && this.#random.next() < this.#options.deadliness) this.die(where);
    if (!this.alive) throw new Died();
  }

  die(where: 'await' | 'commit' = 'await'): void {
    if (!this.alive) return;
    this.alive = false;
    this.#options.onDeath(where);
  }

  #mortal(store: Store): Store {
    const read: ReadHandle = {
      all: (sql, params) => this.#living(() => store.read.all(sql, params)),
      get: (sql, params) => this.#living(() => store.read.get(sql, params)),
      iterate: (sql, params) => this.#living(() => store.read.iterate(sql, params)),
    };
    return {
      name: 'ledger',
      read,
      write: <T>(fn: (w: WriteHandle) => T): T => {
        this.danger('commit');
        if (this.#options.diskFull()) throw new CodedError('DISK_FULL', { file: 'ledger' });
        const result = store.write(fn);
        // Committed, and dead before anybody could be told.
        this.danger('commit');
        return result;
      },
      snapshot: (fn) => this.#living(() => store.snapshot(fn)),
      epoch: () => store.epoch(),
    };
  }

  #living<T>(read: () => T): T {
    if (!this.alive) throw new Died();
    return read();
  }
}

export interface LifeOptions {
  /** How likely it dies at each commit and each request. */
  readonly deadliness: number;
  /** Whether it may die now at all. */
  dangerous(): boolean;
  diskFull(): boolean;
  onDeath(where: 'await' | 'commit'): void;
}
