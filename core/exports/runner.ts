import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { asCoded, isCoded } from '../base/errors.ts';
import { BEIJING_OFFSET_MS } from '../base/period.ts';
import type { AreaContext } from '../areas/context.ts';
import type { Caller } from '../contract/handlers.ts';
import { appendAudit } from '../storage/audit.ts';
import { aboutOf, aboutTitle } from './about.ts';
import { clearly, type ExportDefinition } from './definition.ts';
import { changeTask, type TaskChange, type TaskRecord } from './history.ts';
import { columnsOf, isPersonal } from './precautions.ts';
import { standIns, standInSecret } from './stand-in.ts';
import { throwIfStopped, type Stop } from './stop.ts';
import { writeExport } from './write-file.ts';

/** One task carried out: from its row in the history to a file in the workspace's `exports` folder. */

export interface Run {
  readonly context: AreaContext;
  readonly clock: Clock;
  readonly definition: ExportDefinition;
  readonly task: TaskRecord;
  readonly caller: Caller;
  readonly stop: Stop;
  /** Where the file goes instead (command line): a path of a person's own. */
  readonly out?: string;
}

/** The history is written on this often, in rows: each writing is flushed. */
const REPORT_EVERY = 10_000;

export const exportsFolder = (workspaceDir: string): string => path.join(workspaceDir, 'exports');

/** '20261123-120000' in GMT+08:00. */
const timeInName = (ms: number): string =>
  new Date(ms + BEIJING_OFFSET_MS)
    .toISOString()
    .slice(0, 19)
    .replaceAll('-', '')
    .replaceAll(':', '')
    .replace('T', '-');

/** A name that says what is in the file; it holds nothing that was typed. */
function fileName({ context, definition, task }: Run): string {
  const parts = [
    ...(context.workspace.kind === 'demo' ? ['DEMO'] : []),
    definition.name.replaceAll('.', '-'),
    timeInName(task.createdAt),
    ...(isPersonal(definition) ? [task.request.masked ? 'masked' : 'in-clear'] : []),
  ];
  return `${parts.join('-')}.${task.request.format}`;
}

/** The first name nobody has. */
async function freePath(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let n = 1; ; n += 1) {
    const file = path.join(folder, n === 1 ? name : `${stem}-${n}${ext}`);
    if (!(await fs.stat(file).catch(() => null))) return file;
  }
}

/** Writes the file. @throws CodedError, and errors of the file system as they are */
async function write(
  run: Run,
  onRows: (rows: number) => void,
): Promise<{ rows: number; bytes: number; file: string }> {
  const { context, definition, task, caller, stop, clock } = run;
  const { workspace } = context;
  const { request } = task;
  const folder = exportsFolder(workspace.dir);
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const file = run.out ?? (await freePath(folder, fileName(run)));
  const input = definition.input.parse(request.input) as never;
  const { language, masked } = request;
  const standIn = masked ? standIns(standInSecret(workspace.ledger), language) : null;
  const written = await writeExport(file, {
    format: request.format,
    title: language === 'en' ? definition.title.en : definition.title.zh,
    aboutTitle: aboutTitle(language),
    columns: columnsOf(definition, request.columns),
    pages: definition.rows(context, input, clearly(caller)),
    language,
    standIn,
    stop,
    onRows,
    about: (rows, notes) =>
      aboutOf(
        {
          definition,
          personal: isPersonal(definition),
          language,
          filter: task.filter,
          workspace,
          person: task.who,
          masked,
          at: clock.now(),
          readAt: context.synced?.(definition.source)?.checkedAt ?? null,
        },
        rows,
        notes,
      ),
  });
  return { ...written, file };
}

const auditOf = (task: TaskRecord, more: { rows?: number; bytes?: number; code?: string }) => ({
  who: task.who,
  what: 'exports.run',
  target: task.id,
  after: { list: task.list, format: task.request.format, masked: task.request.masked, ...more },
});

/**
 * Runs a task to its end and writes down how it ended; never throws for what the export itself meets. An unexpected
 * error is told to `report` and stands in the history as INTERNAL.
 */
export async function runTask(run: Run, report: (error: unknown) => void): Promise<void> {
  const { context, task, clock } = run;
  const { ledger } = context.workspace;
  const note = (change: TaskChange): void => ledger.write((w) => changeTask(w, task.id, change));
  let reported = 0;
  try {
    throwIfStopped(run.stop);
    const input = run.definition.input.parse(task.request.input) as never;
    const total = (await run.definition.count?.(context, input, run.caller)) ?? null;
    note({ state: 'running', total });
    const { rows, bytes, file } = await write(run, (soFar) => {
      if (soFar - reported < REPORT_EVERY) return;
      reported = soFar;
      note({ rows: soFar });
    });
    ledger.write((w) => {
      changeTask(w, task.id, {
        state: 'completed',
        rows,
        total: rows,
        bytes,
        file: run.out === undefined ? path.basename(file) : null,
        endedAt: clock.now(),
      });
      appendAudit(w, { ...auditOf(task, { rows, bytes }), outcome: 'completed' });
    });
  } catch (error) {
    const cancelled = run.stop.why === 'cancelled' && isCoded(error, 'EXPORT_STOPPED');
    const closing = isCoded(error, 'EXPORT_STOPPED') && !cancelled;
    const { code } = closing ? { code: 'EXPORT_INTERRUPTED' } : codeOf(error, report);
    ledger.write((w) => {
      const endedAt = clock.now();
      changeTask(
        w,
        task.id,
        cancelled ? { state: 'cancelled', endedAt } : { state: 'failed', code, endedAt },
      );
      appendAudit(w, {
        ...auditOf(task, cancelled ? {} : { code }),
        outcome: cancelled ? 'cancelled' : 'failed',
      });
    });
  }
}

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
const CLOSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT']);

/** What a failure is called; what nobody expected is reported. */
function codeOf(error: unknown, report: (error: unknown) => void): { code: string } {
  const system =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (isCoded(error) && error.code !== 'INTERNAL') return { code: error.code };
  if (FULL.has(system)) return { code: 'DISK_FULL' };
  if (CLOSED.has(system)) return { code: 'FOLDER_READ_ONLY' };
  report(error);
  return { code: asCoded(error).code };
}
