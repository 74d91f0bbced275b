import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fixedClock } from '../../../core/base/clock.ts';
import { seededRandom } from '../../../core/base/random.ts';
import { expenditureMigrations } from '../../../core/areas/expenditures/customer-months.ts';
import { applyImport, checkFile, importMigrations } from '../../../core/imports/index.ts';
import type { ImportCheck, ImportResult } from '../../../core/imports/index.ts';
import type { Sum } from '../../../core/storage/lines/store.ts';
import { openWorkspace } from '../../../core/storage/workspace.ts';
import type { Workspace } from '../../../core/storage/workspace.ts';

/** 2026-11-23T12:00:00Z */
export const NOW = Date.UTC(2026, 10, 23, 12);

export interface ImportDesk {
  readonly dir: string;
  readonly clock: ReturnType<typeof fixedClock>;
  ws: Workspace;
  /** Writes a file beside the workspace. @returns its path */
  put(name: string, content: string | Uint8Array): string;
  check(name: string, content: string | Uint8Array): Promise<ImportCheck>;
  bring(name: string, content: string | Uint8Array, force?: boolean): Promise<ImportResult>;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** A workspace with the import road in a folder of its own. */
export async function importDesk(): Promise<ImportDesk> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-imports-'));
  const clock = fixedClock(NOW);
  const open = (): Promise<Workspace> =>
    openWorkspace({
      dir: path.join(dir, 'workspace'),
      clock,
      random: seededRandom(1),
      create: { kind: 'demo', name: 'Imports' },
      collections: [],
      components: [
        { store: 'ledger', component: 'imports', migrations: importMigrations },
        { store: 'mirror', component: 'expenditures', migrations: expenditureMigrations },
      ],
    });
  const desk: ImportDesk = {
    dir,
    clock,
    ws: await open(),
    put(name, content) {
      const folder = fs.mkdtempSync(path.join(dir, 'file-'));
      const file = path.join(folder, name);
      fs.writeFileSync(file, content);
      return file;
    },
    check: (name, content) => checkFile(desk.ws, { path: desk.put(name, content), name }),
    async bring(name, content, force = false) {
      return applyImport(desk.ws, await desk.check(name, content), { who: 'tester', force });
    },
    async reopen() {
      await desk.ws.close();
      desk.ws = await open();
    },
    async close() {
      await desk.ws.close();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
  return desk;
}

/** Everything the books say, in a form that can be compared: groups by several dimensions, without import numbers. */
export async function books(ws: Workspace): Promise<unknown> {
  const by = async (
    dimension: 'month' | 'customer' | 'service' | 'region' | 'mode' | 'kind',
  ): Promise<unknown> => {
    const { rows, total } = await ws.lines.groups({ by: dimension });
    const plain = ({ currency, amounts, lines }: Sum): unknown => ({ currency, amounts, lines });
    return {
      rows: rows.map((row) => ({ key: row.key, ...(plain(row) as object) })),
      total: total.map(plain),
    };
  };
  return {
    month: await by('month'),
    customer: await by('customer'),
    service: await by('service'),
    kind: await by('kind'),
  };
}
