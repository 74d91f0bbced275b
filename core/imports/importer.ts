import type { FileImporter, SeenFile } from '../sources/usage-files/importer.ts';
import type { Row } from '../storage/store.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { applyImport } from './apply.ts';
import { checkFile } from './check.ts';
import { importWithHash } from './history.ts';
import { discardCheck } from './session.ts';

interface SeenRow extends Row {
  name: string;
  bytes: bigint;
  changed_at: bigint;
  hash: string | null;
  outcome: string;
}

/**
 * The import road for files that arrive by themselves: checks and applies without a person, held by the brake.
 * @param who named in the history
 */
export function createImporter(ws: Workspace, who: string): FileImporter {
  return {
    seen(): SeenFile[] {
      return ws.ledger.read.all<SeenRow>('SELECT * FROM import_seen').map((row) => ({
        name: row.name,
        bytes: Number(row.bytes),
        changedAt: Number(row.changed_at),
        hash: row.hash,
        outcome: row.outcome,
      }));
    },
    remember({ name, bytes, changedAt, hash, outcome }) {
      ws.ledger.write((w) => {
        w.run(
          `INSERT INTO import_seen (name, bytes, changed_at, hash, outcome) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes, changed_at = excluded.changed_at,
              hash = excluded.hash, outcome = excluded.outcome`,
          [name, bytes, changedAt, hash, outcome],
        );
        w.touch('import');
      });
    },
    isImported: (hash) => importWithHash(ws.ledger.read, hash) !== undefined,
    async importFile(file, signal) {
      const check = await checkFile(ws, file, { signal });
      try {
        const { outcome } = await applyImport(ws, check, { who, signal });
        return { outcome: outcome === 'applied' ? 'imported' : outcome, hash: check.hash };
      } finally {
        await discardCheck(ws, check);
      }
    },
  };
}
