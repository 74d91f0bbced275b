import { CodedError, isCoded } from '../base/errors.ts';
import type { Segment, SegmentsPut } from '../storage/lines/writer.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { readClaims, readImports, removeImport, setImportState } from './history.ts';
import type { ImportRecord } from './history.ts';
import { dropUnfinished, originalPath } from './originals.ts';
import { sessionOf } from './session.ts';
import { stageFile } from './stage-file.ts';
import { hashFile } from './unpack.ts';
import { segmentKey, winners } from './winners.ts';
import type { Claim } from './winners.ts';

export interface Settled {
  /** Lines that left, and imports that were read again from their kept originals. */
  readonly removedLines: number;
  readonly reread: readonly string[];
  /** Imports that a crash had left half-way: finished, or taken back because their original is not readable. */
  readonly finished: readonly string[];
  readonly takenBack: readonly string[];
  /** Imports whose kept original could not be read: what is in place for their months stays. */
  readonly failed: readonly { readonly id: string; readonly error: CodedError }[];
}

/**
 * Makes the lines what the import history says: for each scope and month the winning import's lines, nothing else.
 * Call it when a workspace was opened: it finishes or takes back what a crash interrupted between ledger and lines, and
 * fills a lines file that had to be made anew. Does nothing when they agree.
 * An import whose original cannot be read (IMPORT_ORIGINAL_MISSING and the codes of reading) is named in the answer and
 * keeps nobody else from being read.
 */
export function settleImports(ws: Workspace): Promise<Settled> {
  return sessionOf(ws).exclusive(async () => {
    await dropUnfinished(ws);
    const settled = await settleInside(ws);
    if (settled.removedLines > 0 || settled.reread.length > 0) {
      ws.notices.publish(['lines', 'import']);
      await ws.lines.announce();
    }
    return settled;
  });
}

/** Builds the lines file again from the kept originals. */
export function rebuildLines(ws: Workspace): Promise<Settled> {
  return sessionOf(ws).exclusive(async () => {
    await ws.lines.writer.clear();
    const settled = await settleInside(ws);
    ws.notices.publish(['lines', 'import']);
    await ws.lines.announce();
    return settled;
  });
}

/** The same, for operations that hold the session already. */
export async function settleInside(ws: Workspace): Promise<Settled> {
  const takenBack: string[] = [];
  const finished: string[] = [];
  let removedLines = 0;
  const reread: string[] = [];
  const failed: { id: string; error: CodedError }[] = [];
  for (const record of readImports(ws.ledger.read)) {
    if (record.state !== 'applying') continue;
    const there = await canRead(ws, record);
    ws.ledger.write((w) => (there ? setImportState(w, record.id, 'applied') : removeImport(w, record.id)));
    (there ? finished : takenBack).push(record.id);
  }
  const records = new Map(readImports(ws.ledger.read).map((record) => [record.id, record]));
  const wanted = winners(readClaims(ws.ledger.read));
  const present = await ws.lines.writer.segments();
  const extra = present.filter((segment) => wanted.get(segmentKey(segment))?.importId !== segment.importId);
  const missing = missingByImport(wanted, present);
  // One import at a time, so that at most one file is staged; each commit takes out what its own months replace.
  const left = new Map(extra.map((segment) => [segmentKey(segment), segment]));
  for (const [importId, claims] of missing) {
    const record = records.get(importId);
    if (!record) continue;
    const replaced = claims.flatMap((claim) => left.get(segmentKey(claim)) ?? []);
    for (const segment of replaced) left.delete(segmentKey(segment));
    try {
      await putAgain(ws, record, claims, replaced);
      reread.push(importId);
      for (const segment of replaced) removedLines += segment.lines;
    } catch (error) {
      if (!isCoded(error)) throw error;
      failed.push({ id: importId, error });
    }
  }
  if (left.size > 0) {
    await ws.lines.writer.commit({ remove: [...left.values()].map(({ segment }) => segment), put: [] });
  }
  for (const segment of left.values()) removedLines += segment.lines;
  return { removedLines, reread, finished, takenBack, failed };
}

async function canRead(ws: Workspace, record: ImportRecord): Promise<boolean> {
  return originalPath(ws, record.hash).then(
    () => true,
    () => false,
  );
}

function missingByImport(
  wanted: ReadonlyMap<string, Claim>,
  present: readonly Segment[],
): Map<string, Claim[]> {
  const have = new Map(present.map((segment) => [segmentKey(segment), segment.importId]));
  const missing = new Map<string, Claim[]>();
  for (const [key, claim] of wanted) {
    if (have.get(key) === claim.importId) continue;
    missing.set(claim.importId, [...(missing.get(claim.importId) ?? []), claim]);
  }
  return missing;
}

async function putAgain(
  ws: Workspace,
  record: ImportRecord,
  claims: readonly Claim[],
  replaced: readonly Segment[],
): Promise<void> {
  const file = { path: await originalPath(ws, record.hash), name: record.name };
  // A plain text that was cut at the end of a line reads well and gives other figures.
  const { hash } = await hashFile(file.path);
  if (hash !== record.hash)
    throw new CodedError('IMPORT_ORIGINAL_MISSING', { hash: record.hash, reason: 'changed' });
  const { stage } = await stageFile(ws.lines.writer, file, {
    mappings: { given: record.mapping ?? undefined },
  });
  try {
    const put: SegmentsPut = {
      stage,
      import: { no: record.no, id: record.id, file: record.name, format: record.format, at: record.at },
      segments: claims,
    };
    await ws.lines.writer.commit({ remove: replaced.map(({ segment }) => segment), put: [put] });
  } finally {
    await stage.drop();
  }
}
