import { randomUUID } from 'node:crypto';
import { CodedError, isCoded } from '../base/errors.ts';
import { formatDecimal } from '../base/money.ts';
import type { Segment, StageSum } from '../storage/lines/writer.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { importWithHash, readClaims } from './history.ts';
import type { ImportRecord } from './history.ts';
import { rememberedMapping } from './mapping.ts';
import { sessionOf } from './session.ts';
import { coveredThrough, stageFile, totalsOf } from './stage-file.ts';
import type { StagedFile, StageOptions } from './stage-file.ts';
import type { ImportCheck, ImportFile, ImportFormat, ImportReject, PeriodChange, Verdict } from './types.ts';
import { hashFile } from './unpack.ts';
import { beats, segmentKey, winners } from './winners.ts';
import type { Claim } from './winners.ts';

const LISTED_REJECTS = 100;
/** Below this share of what it would replace, in rows or in payable amount, a file is held for a person (percent). */
const BRAKE_PERCENT = 50n;

/** Formats that a person brings, who sees before and after; the brake is for files that arrive by themselves. */
const BY_HAND: ReadonlySet<ImportFormat> = new Set(['focus', 'mapped']);

/** What a file would put where: decided from the ledger and the lines as they are now. */
export interface Decision {
  readonly verdict: Verdict;
  /** The (scope, month)s that would take their lines from this file. */
  readonly wins: readonly { scope: string; period: string; through: string | null }[];
  readonly claims: readonly { scope: string; period: string; through: string | null }[];
  /** What is in place for the months of this file. */
  readonly present: ReadonlyMap<string, { segment: Segment; sums: readonly StageSum[] }>;
}

/** Decides what a staged file would change. Reads only. */
export async function decide(ws: Workspace, staged: StagedFile): Promise<Decision> {
  const inForce = winners(readClaims(ws.ledger.read));
  const keys = new Map(staged.sums.map((sum) => [segmentKey(sum), { scope: sum.scope, period: sum.period }]));
  const claims = [...keys.values()].map(({ scope, period }) => ({
    scope,
    period,
    through: coveredThrough(staged, scope, period),
  }));
  const mine = { importId: '', no: Number.MAX_SAFE_INTEGER, format: staged.format, asOf: staged.asOf };
  const wins = claims.filter((claim) => {
    const present: Claim | undefined = inForce.get(segmentKey(claim));
    return !present || beats(mine, present);
  });
  const segments = (await ws.lines.writer.segments()).filter((segment) => keys.has(segmentKey(segment)));
  const sums = await ws.lines.writer.sums(segments.map(({ segment }) => segment));
  const present = new Map(
    segments.map((segment) => [
      segmentKey(segment),
      { segment, sums: sums.filter((sum) => segmentKey(sum) === segmentKey(segment)) },
    ]),
  );
  const braked = BY_HAND.has(staged.format) ? [] : wins;
  const shrunk = braked.some((claim) => {
    const before = present.get(segmentKey(claim))?.sums ?? [];
    return isShrunk(
      before,
      staged.sums.filter((sum) => segmentKey(sum) === segmentKey(claim)),
    );
  });
  const verdict = wins.length === 0 && claims.length > 0 ? 'older' : shrunk ? 'shrunk' : 'new';
  return { verdict, wins, claims, present };
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const linesOf = (sums: readonly StageSum[]): bigint =>
  sums.reduce((sum, { lines }) => sum + BigInt(lines), 0n);
const payableIn = (sums: readonly StageSum[], currency: string): bigint =>
  sums.reduce((sum, one) => (one.currency === currency ? sum + (one.amounts.payable ?? 0n) : sum), 0n);

/** The brake of sync-and-safety section 3: a file much smaller than its predecessor is probably a failed one. */
function isShrunk(before: readonly StageSum[], after: readonly StageSum[]): boolean {
  if (linesOf(after) * 100n < linesOf(before) * BRAKE_PERCENT) return true;
  return before.some(
    ({ currency }) =>
      magnitude(payableIn(after, currency)) * 100n < magnitude(payableIn(before, currency)) * BRAKE_PERCENT,
  );
}

/**
 * Reads a file without changing anything and says what importing it would do.
 * @throws CodedError with `name` in its data: FILE_UNREADABLE, IMPORT_NOT_RECOGNISED, IMPORT_NOT_COST_DATA,
 *   IMPORT_COLUMN_MISSING, IMPORT_TRUNCATED, IMPORT_TOO_LARGE, IMPORT_ENCODING, DISK_FULL; the signal's reason
 */
export function checkFile(ws: Workspace, file: ImportFile, options: StageOptions = {}): Promise<ImportCheck> {
  return sessionOf(ws).exclusive(async () => {
    try {
      const { hash, bytes } = await hashFile(file.path, options.signal);
      const known = importWithHash(ws.ledger.read, hash);
      if (known) return sameCheck(file, known);
      const recall = (headings: readonly string[]) => rememberedMapping(ws.ledger.read, headings);
      const mappings = { recall, ...options.mappings };
      const staged = await stageFile(ws.lines.writer, file, { ...options, mappings });
      const check = await describe(ws, file, { hash, bytes, mapping: staged.mapping }, staged);
      await sessionOf(ws).keep(check, staged);
      return check;
    } catch (error) {
      throw named(error, file.name);
    }
  });
}

/** Checks several files, one after another; fails with the first that cannot be read. */
export async function checkFiles(
  ws: Workspace,
  files: readonly ImportFile[],
  options: StageOptions = {},
): Promise<ImportCheck[]> {
  const checks: ImportCheck[] = [];
  for (const file of files) checks.push(await checkFile(ws, file, options));
  return checks;
}

function named(error: unknown, name: string): unknown {
  return isCoded(error) ? new CodedError(error.code, { ...error.data, name }, { cause: error }) : error;
}

function sameCheck(file: ImportFile, known: ImportRecord): ImportCheck {
  return {
    id: randomUUID(),
    name: file.name,
    path: file.path,
    format: known.format,
    version: known.version,
    hash: known.hash,
    bytes: known.bytes,
    rows: known.rows,
    rejected: known.rejected,
    skipped: known.rows,
    verdict: 'same',
    periods: [],
    totals: known.totals,
    rejects: known.rejects,
    mapping: known.mapping,
  };
}

async function describe(
  ws: Workspace,
  file: ImportFile,
  content: Pick<ImportCheck, 'hash' | 'bytes' | 'mapping'>,
  staged: StagedFile,
): Promise<ImportCheck> {
  const decision = await decide(ws, staged);
  const { rows: rejects } = await staged.stage.rejects(LISTED_REJECTS);
  const taken = new Set(decision.wins.map(segmentKey));
  const skipped = staged.sums.filter((sum) => !taken.has(segmentKey(sum)));
  return {
    id: randomUUID(),
    name: file.name,
    path: file.path,
    format: staged.format,
    version: staged.version,
    ...content,
    rows: Number(linesOf(staged.sums)),
    rejected: staged.rejected,
    skipped: Number(linesOf(skipped)),
    verdict: decision.verdict,
    periods: periodChanges(staged, decision, taken),
    totals: totalsOf(staged.format, staged.sums),
    rejects: rejects.map(toReject),
  };
}

function toReject(reject: {
  part: string;
  row: number;
  code: string;
  column: string | null;
  value: string | null;
}): ImportReject {
  const data: Record<string, string> = { part: reject.part };
  if (reject.column !== null) data['column'] = reject.column;
  if (reject.value !== null) data['value'] = reject.value;
  return { line: reject.row, code: reject.code, data };
}

function periodChanges(staged: StagedFile, decision: Decision, taken: ReadonlySet<string>): PeriodChange[] {
  return staged.sums.map((sum) => {
    const before =
      decision.present.get(segmentKey(sum))?.sums.filter(({ currency }) => currency === sum.currency) ?? [];
    return {
      scope: sum.scope,
      period: sum.period,
      currency: sum.currency,
      before: before.length === 0 ? null : formatDecimal(payableIn(before, sum.currency)),
      after: formatDecimal(sum.amounts.payable ?? 0n),
      newLines: sum.lines,
      replacedLines: Number(linesOf(before)),
      applies: taken.has(segmentKey(sum)),
    };
  });
}
