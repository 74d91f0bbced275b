import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CodedError, isCoded } from '../base/errors.ts';
import type { StartedDesk } from '../desk/desk.ts';
import { checkPermission } from '../desk/gate.ts';
import type { ImportCheck, ImportResult } from '../imports/types.ts';
import type { Command, Line } from './command.ts';
import { table } from './table.ts';
import { folderOf, patiently, withDesk } from './with-desk.ts';

/** Measures of each format, in the order they are printed; others do not exist in its files. */
const MEASURES: Readonly<Record<ImportCheck['format'], readonly (keyof ImportCheck['totals'][string])[]>> = {
  focus: ['billed', 'effective', 'list', 'contracted'],
  'huawei-usage': ['list', 'payable'],
  'huawei-bill': ['list', 'payable'],
  mapped: ['list', 'payable'],
};

function documentOf(check: ImportCheck, result: ImportResult | null) {
  const measures = MEASURES[check.format];
  const totals = Object.fromEntries(
    Object.entries(check.totals).map(([currency, sums]) => [
      currency,
      Object.fromEntries(measures.map((measure) => [measure, sums[measure] ?? null])),
    ]),
  );
  const { name, format, version, rows, rejected, skipped } = check;
  return {
    id: result?.id ?? null,
    name,
    format,
    version,
    rows,
    rejected,
    skipped,
    totals,
    outcome: result?.outcome ?? check.verdict,
    rejects: check.rejects.map(({ line, code, data }) => ({ line, code, data })),
  };
}

/** What applying this file would be refused with, as far as the check can tell. */
function refusalOf({ name, rows, rejected, verdict, hash }: ImportCheck, force: boolean): CodedError | null {
  if (rows === 0 && verdict !== 'same') return new CodedError('IMPORT_NO_ROWS', { name, rejected });
  if (verdict === 'shrunk' && !force) return new CodedError('IMPORT_SHRUNK', { name, hash });
  return null;
}

interface Imported {
  readonly files: ReturnType<typeof documentOf>[];
  /** In a dry run: what the real one would end with. */
  readonly refusal: CodedError | null;
}

/** Every file is checked before the first is applied: one that is refused changes nothing. */
async function importAll(line: Line, desk: StartedDesk): Promise<Imported> {
  const { checkFiles, applyImport } = await import('../imports/index.ts');
  const { workspace } = desk.state.session();
  const caller = desk.caller();
  checkPermission(caller, 'imports.apply');
  const files = line.positionals.map((file) => ({
    path: path.resolve(line.io.cwd, file),
    name: path.basename(file),
  }));
  const checks = await checkFiles(workspace, files);
  const force = line.values['force'] === true;
  const refusal = checks.map((check) => refusalOf(check, force)).find((one) => one !== null) ?? null;
  if (line.values['dry-run'] === true)
    return { files: checks.map((check) => documentOf(check, null)), refusal };
  if (refusal) throw refusal;
  const done: ReturnType<typeof documentOf>[] = [];
  for (const check of checks) {
    const result = await applyImport(workspace, check, {
      who: caller.person,
      force,
    });
    done.push(documentOf(check, result));
  }
  return { files: done, refusal: null };
}

/** Opens the workspace of the line; a folder without one gets one of its own, so that files can be used without a Partner Center. */
async function openOrMake(line: Line, desk: StartedDesk): Promise<void> {
  const dir = await folderOf(line, desk);
  const name = path.basename(dir).slice(0, 64) || 'files';
  await patiently(() => desk.openFolder(dir, { kind: 'real', name }));
  await desk.state.session().settled;
}

/** A dry run into a folder without a workspace looks at the files in a passing one. */
async function inPassing<T>(desk: StartedDesk, work: () => Promise<T>): Promise<T> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'partner-desk-dry-'));
  try {
    await desk.openFolder(path.join(dir, 'workspace'), { kind: 'real', name: 'dry run' });
    return await work();
  } finally {
    await desk.state.closeWorkspace(false);
    await fs.rm(dir, { recursive: true, force: true });
  }
}

async function run(line: Line, desk: StartedDesk): Promise<Imported> {
  if (line.values['dry-run'] === true) {
    try {
      const dir = await folderOf(line, desk);
      await patiently(() => desk.openFolder(dir));
    } catch (error) {
      if (!isCoded(error, 'WORKSPACE_MISSING')) throw error;
      return await inPassing(desk, () => importAll(line, desk));
    }
    return await importAll(line, desk);
  }
  await openOrMake(line, desk);
  const { workspace } = desk.state.session();
  try {
    return await importAll(line, desk);
  } catch (error) {
    if (workspace.report.created) {
      const { removeNewWorkspace } = await import('../desk/undo.ts');
      await desk.state.closeWorkspace(false);
      await removeNewWorkspace(workspace);
    }
    throw error;
  }
}

/** `import FILE…`: usage, bill and FOCUS files. */
export const importFiles: Command = {
  usage: 'import FILE… [--dry-run] [--force] [--workspace DIR] [--json]',
  options: { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } },
  words: [1, 10_000],
  async run(line) {
    const { files, refusal } = await withDesk(line, (desk) => run(line, desk));
    return {
      ...(refusal ? { refusal } : {}),
      document: { files },
      text: () =>
        table(
          [
            ['FILE', 'left'],
            ['FORMAT', 'left'],
            ['ROWS', 'right'],
            ['REJECTED', 'right'],
            ['SKIPPED', 'right'],
            ['TOTALS', 'left'],
            ['OUTCOME', 'left'],
            ['ID', 'left'],
          ],
          files.map((file) => [
            file.name,
            file.version === null ? file.format : `${file.format} ${file.version}`,
            file.rows,
            file.rejected,
            file.skipped,
            Object.entries(file.totals)
              .map(
                ([currency, sums]) =>
                  `${currency} ${Object.entries(sums)
                    .map(([m, v]) => `${m} ${v ?? '–'}`)
                    .join(', ')}`,
              )
              .join('; '),
            file.outcome,
            file.id ?? '',
          ]),
        ),
    };
  },
};
