import { CodedError } from '../../base/errors.ts';
import type { JsonValue } from '../../base/json.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';

type AuditRow = {
  seq: bigint;
  at: bigint;
  who: string;
  what: string;
  target: string | null;
  before: string | null;
  after: string | null;
  outcome: string;
};

/** Written by appendAudit alone, as JSON. */
const valueOf = (text: string | null): JsonValue => (text === null ? null : (JSON.parse(text) as JsonValue));

const FOUND = "instr(lower(who || char(10) || what || char(10) || coalesce(target, '')), lower(?)) > 0";

/**
 * Who did what, when, from which values to which, with what outcome: newest first, a page from the sequence number
 * `after` on. The search looks at who, what and target. @throws CodedError INPUT_INVALID for a foreign `after`
 */
export function listAudit(context: AreaContext, input: ParsedInputOf<'audit.list'>): OutputOf<'audit.list'> {
  if (input.after !== undefined && !/^\d{1,15}$/.test(input.after))
    throw new CodedError('INPUT_INVALID', { field: 'after' });
  const where: string[] = [];
  const params: SqlValue[] = [];
  if (input.after !== undefined) {
    where.push('seq < ?');
    params.push(BigInt(input.after));
  }
  if (input.search !== undefined && input.search !== '') {
    where.push(FOUND);
    params.push(input.search);
  }
  const rows = context.workspace.ledger.read.all<AuditRow>(
    `-- audit.list
     SELECT seq, at, who, what, target, before, after, outcome FROM audit
     ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY seq DESC LIMIT ?`,
    [...params, input.limit + 1],
  );
  const page = rows.slice(0, input.limit);
  return {
    rows: page.map((row) => ({
      seq: Number(row.seq),
      at: Number(row.at),
      who: row.who,
      what: row.what,
      target: row.target,
      before: valueOf(row.before),
      after: valueOf(row.after),
      outcome: row.outcome,
    })),
    next: rows.length > input.limit ? String(page.at(-1)?.seq ?? '') : null,
  };
}
