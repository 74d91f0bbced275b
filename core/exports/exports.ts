import fs from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { CodedError, type ErrorCode } from '../base/errors.ts';
import { ERRORS } from '../base/error-codes.ts';
import { uuidv7 } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import type { AreaContext } from '../areas/context.ts';
import type { ExportList, ExportTask } from '../contract/exports.ts';
import type { Caller } from '../contract/handlers.ts';
import type { HostLanguage } from '../contract/host.ts';
import { appendAudit } from '../storage/audit.ts';
import type { ExportDefinition } from './definition.ts';
import {
  changeTask,
  failInterrupted,
  insertTask,
  readTask,
  readTasks,
  type ExportRequest,
  type TaskRecord,
} from './history.ts';
import { checkFile, checkStart, columnsOf, definitionOf, isPersonal, mayUnmask } from './precautions.ts';
import { exportsFolder, runTask } from './runner.ts';
import type { Stop } from './stop.ts';

/** What is asked for with `exports.start`. */
export interface StartInput {
  readonly list: string;
  readonly input: Record<string, unknown>;
  readonly format: 'csv' | 'xlsx';
  readonly columns?: readonly string[] | undefined;
  readonly masked: boolean;
  readonly language: HostLanguage;
  readonly acknowledged: boolean;
}

/** A finished file. */
export interface ExportFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** The exports of an open workspace: one runs at a time, the others wait their turn. */
export interface Exports {
  lists(caller: Caller): ExportList[];
  /** @throws CodedError NOT_FOUND, NOT_PERMITTED, INPUT_INVALID */
  count(list: string, input: Record<string, unknown>, caller: Caller): Promise<number | null>;
  history(caller: Caller): ExportTask[];
  /** @throws CodedError EXPORT_PRECAUTIONS, NOT_PERMITTED, NOT_FOUND, INPUT_INVALID */
  start(asked: StartInput, caller: Caller): string;
  /** As `start`, straight into a file of the caller's own; resolves when it is written. @throws CodedError why not */
  writeTo(
    out: string,
    asked: StartInput,
    caller: Caller,
  ): Promise<{ id: string; rows: number; bytes: number }>;
  repeat(id: string, acknowledged: boolean, caller: Caller): string;
  cancel(id: string, caller: Caller): ExportTask['state'];
  /** @throws CodedError EXPORT_NOT_READY, EXPORT_FILE_MISSING, NOT_PERMITTED, NOT_FOUND */
  file(id: string, what: 'download' | 'open', caller: Caller): Promise<ExportFile>;
  remove(id: string, caller: Caller): Promise<boolean>;
  /** Resolves when nothing runs or waits (tests, the command line). */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface ExportsOptions {
  readonly context: AreaContext;
  readonly definitions: readonly ExportDefinition[];
  readonly clock: Clock;
  readonly random: Random;
  /** Told about what nobody expected. */
  readonly report: (error: unknown) => void;
}

/** Opens the room over a workspace: what a process that is gone had begun is over, and its half files go. */
export function openExports(options: ExportsOptions): Exports {
  return new OpenExports(options);
}

class OpenExports implements Exports {
  readonly #options: ExportsOptions;
  readonly #stops = new Map<string, Stop>();
  #turn: Promise<void>;
  #closing = false;

  constructor(options: ExportsOptions) {
    this.#options = options;
    this.#ledger.write((w) => void failInterrupted(w));
    this.#turn = sweep(exportsFolder(options.context.workspace.dir));
  }

  lists(caller: Caller): ExportList[] {
    return this.#options.definitions
      .filter((definition) => caller.may(definition.permission))
      .map((definition) => ({
        list: definition.name,
        title: definition.title,
        columns: definition.columns.map(({ key, of, heading, personal }) => ({
          key: of ?? key,
          heading,
          personal: personal !== undefined,
        })),
        personal: isPersonal(definition),
        mayUnmask: mayUnmask(definition, caller),
      }));
  }

  async count(list: string, input: Record<string, unknown>, caller: Caller): Promise<number | null> {
    const definition = definitionOf(this.#options.definitions, list);
    if (!caller.may(definition.permission))
      throw new CodedError('NOT_PERMITTED', { permission: definition.permission });
    return (await definition.count?.(this.#options.context, checked(definition, input), caller)) ?? null;
  }

  history(caller: Caller): ExportTask[] {
    const member = caller.may('members.manage') ? null : caller.memberId;
    return readTasks(this.#ledger.read, member).map((task) => this.#shown(task));
  }

  start(asked: StartInput, caller: Caller): string {
    const task = this.#create(asked, caller);
    void this.#queue(task, caller);
    return task.id;
  }

  async writeTo(
    out: string,
    asked: StartInput,
    caller: Caller,
  ): Promise<{ id: string; rows: number; bytes: number }> {
    const task = this.#create(asked, caller);
    await this.#queue(task, caller, out);
    const done = readTask(this.#ledger.read, task.id);
    if (done.state === 'completed') return { id: done.id, rows: done.rows, bytes: done.bytes ?? 0 };
    throw new CodedError(knownCode(done.code), { id: done.id });
  }

  repeat(id: string, acknowledged: boolean, caller: Caller): string {
    const { list, request } = this.#own(id, caller);
    const { input, format, masked, language, columns } = request;
    const asked = { list, input, format, masked, language, acknowledged };
    return this.start(columns === null ? asked : { ...asked, columns }, caller);
  }

  cancel(id: string, caller: Caller): ExportTask['state'] {
    const { state } = this.#own(id, caller);
    const stop = this.#stops.get(id);
    if (stop === undefined) return state;
    stop.why ??= 'cancelled';
    return 'cancelled';
  }

  async file(id: string, what: 'download' | 'open', caller: Caller): Promise<ExportFile> {
    const task = this.#own(id, caller);
    checkFile(definitionOf(this.#options.definitions, task.list), task, caller);
    if (task.state !== 'completed') throw new CodedError('EXPORT_NOT_READY', { state: task.state });
    const file = task.file === null ? null : path.join(this.#folder, path.basename(task.file));
    const stat = file === null ? null : await fs.stat(file).catch(() => null);
    if (file === null || stat?.isFile() !== true) throw new CodedError('EXPORT_FILE_MISSING');
    this.#audit(caller, `exports.${what}`, id, 'done');
    return { path: file, name: path.basename(file), bytes: stat.size };
  }

  async remove(id: string, caller: Caller): Promise<boolean> {
    const { file } = this.#own(id, caller);
    if (file === null) return false;
    await fs.rm(path.join(this.#folder, path.basename(file)), { force: true });
    this.#ledger.write((w) => changeTask(w, id, { file: null }));
    this.#audit(caller, 'exports.remove', id, 'done');
    return true;
  }

  async idle(): Promise<void> {
    await this.#turn;
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const stop of this.#stops.values()) stop.why ??= 'closing';
    await this.#turn;
  }

  get #ledger() {
    return this.#options.context.workspace.ledger;
  }

  get #folder(): string {
    return exportsFolder(this.#options.context.workspace.dir);
  }

  #create(asked: StartInput, caller: Caller): TaskRecord {
    const { definitions, clock, random } = this.#options;
    const definition = definitionOf(definitions, asked.list);
    checkStart(definition, asked, caller);
    const request: ExportRequest = {
      input: asked.input,
      format: asked.format,
      columns: asked.columns === undefined ? null : [...asked.columns],
      masked: asked.masked || !isPersonal(definition),
      language: asked.language,
    };
    columnsOf(definition, request.columns);
    const filter = definition.describe(checked(definition, asked.input));
    const task = {
      id: uuidv7(clock, random),
      list: asked.list,
      request,
      filter: [...filter],
      memberId: caller.memberId,
      who: caller.person,
      createdAt: clock.now(),
    };
    this.#ledger.write((w) => {
      insertTask(w, task);
      // Which conditions, never what was typed: that may be a name.
      const conditions = Object.keys(asked.input);
      const { format, masked } = request;
      appendAudit(w, {
        who: caller.person,
        what: 'exports.start',
        target: task.id,
        after: { list: asked.list, format, masked, conditions },
        outcome: 'created',
      });
    });
    return readTask(this.#ledger.read, task.id);
  }

  #queue(task: TaskRecord, caller: Caller, out?: string): Promise<void> {
    const { context, clock, definitions, report } = this.#options;
    const stop: Stop = { why: this.#closing ? 'closing' : null };
    this.#stops.set(task.id, stop);
    const definition = definitionOf(definitions, task.list);
    const order = { context, clock, definition, task, caller, stop };
    const run = this.#turn
      .then(() => runTask(out === undefined ? order : { ...order, out }, report))
      .catch(report)
      .finally(() => void this.#stops.delete(task.id));
    this.#turn = run;
    return run;
  }

  /** A task the caller may see. @throws CodedError NOT_FOUND */
  #own(id: string, caller: Caller): TaskRecord {
    const task = readTask(this.#ledger.read, id);
    if (task.memberId !== caller.memberId && !caller.may('members.manage'))
      throw new CodedError('NOT_FOUND', { id });
    return task;
  }

  #audit(caller: Caller, what: string, target: string, outcome: string): void {
    this.#ledger.write((w) => appendAudit(w, { who: caller.person, what, target, outcome }));
  }

  #shown(task: TaskRecord): ExportTask {
    const { id, list, request, who, createdAt, endedAt, state, filter, rows, total, bytes, file, code } =
      task;
    const definition = this.#options.definitions.find(({ name }) => name === list);
    return {
      id,
      list,
      title: definition?.title ?? { en: list, zh: list },
      person: who,
      createdAt,
      endedAt,
      state,
      format: request.format,
      personal: definition === undefined || isPersonal(definition),
      masked: request.masked,
      language: request.language,
      filter: [...filter],
      rows,
      total,
      bytes,
      file,
      code,
    };
  }
}

/** @throws CodedError INPUT_INVALID naming the fields, never their values */
function checked(definition: ExportDefinition, input: Record<string, unknown>): never {
  const parsed = definition.input.safeParse(input);
  if (!parsed.success)
    throw new CodedError('INPUT_INVALID', {
      paths: parsed.error.issues.map((issue) => issue.path.map(String).join('.')).slice(0, 20),
    });
  return parsed.data as never;
}

const knownCode = (code: string | null): ErrorCode =>
  code !== null && Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'EXPORT_INTERRUPTED';

/** Half-written files of a process that is gone. */
async function sweep(folder: string): Promise<void> {
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.part')))
    await fs.rm(path.join(folder, name), { force: true }).catch(() => undefined);
}
