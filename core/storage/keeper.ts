import type { Clock, Timers } from '../base/clock.ts';
import { asCoded } from '../base/errors.ts';
import { backupLedger, listBackups, seqOfBackup } from './backups.ts';
import type { Journal } from './journal/journal.ts';
import type { LinesStore } from './lines/store.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { StorageLog, WorkspacePaths } from './workspace-types.ts';

/** The ledger is backed up this often when it changed (sync-and-safety 9). */
export const BACKUP_EVERY_MS = 15 * 60_000;

const NEVER = -1;

interface KeeperOptions {
  readonly ledger: SqliteStore;
  readonly journal: Journal;
  readonly mirror: SqliteStore;
  readonly lines: LinesStore;
  readonly paths: WorkspacePaths;
  readonly clock: Clock;
  readonly release: () => void;
  readonly log: StorageLog | undefined;
  readonly timers: Timers | undefined;
}

/** Backs an open workspace's ledger up, regularly and at the end, and closes everything in the right order. */
export class WorkspaceKeeper {
  readonly #options: KeeperOptions;
  readonly #stop = new AbortController();
  readonly #loop: Promise<void>;
  #savedCommits: number;
  #running: Promise<string> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
    // Without any backup, or with a journal that cannot be run on the last one, the present state is worth one, even if
    // nothing is written in this session.
    const based = options.journal.complete && listBackups(options.paths.backups).length > 0;
    this.#savedCommits = based ? options.ledger.commits : NEVER;
    this.#loop = options.timers ? this.#backupRegularly(options.timers) : Promise.resolve();
  }

  /** One backup at a time: who asks meanwhile waits and then makes a newer one. */
  async backup(): Promise<string> {
    await this.#running?.catch(() => undefined);
    this.#running = this.#backup();
    return this.#running;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #backup(): Promise<string> {
    const { ledger, journal, paths, clock } = this.#options;
    const commits = ledger.commits;
    journal.rotate();
    const { file } = await backupLedger(ledger, paths.backups, clock.now());
    this.#savedCommits = commits;
    // The journal reaches back to the backup before this one, should this one turn out to be bad.
    const [, before] = listBackups(paths.backups);
    if (before) journal.cut(seqOfBackup(before.file));
    return file;
  }

  async #backupRegularly(timers: Timers): Promise<void> {
    if (this.#savedCommits === NEVER) await this.#backupIfChanged();
    while (!this.#stop.signal.aborted) {
      try {
        await timers.sleep(BACKUP_EVERY_MS, this.#stop.signal);
      } catch {
        return; // closed
      }
      await this.#backupIfChanged();
    }
  }

  /** A failed backup must neither end the program nor keep it from closing; it is reported and tried again later. */
  async #backupIfChanged(): Promise<void> {
    if (this.#options.ledger.commits === this.#savedCommits) return;
    try {
      await this.backup();
    } catch (error) {
      this.#options.log?.('backup-failed', { code: asCoded(error).code });
    }
  }

  async #close(): Promise<void> {
    const { lines, ledger, mirror, release } = this.#options;
    this.#stop.abort();
    await this.#loop;
    await this.#backupIfChanged();
    try {
      await lines.close();
    } finally {
      mirror.close();
      ledger.close();
      release();
    }
  }
}
