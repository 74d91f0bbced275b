import { z } from 'zod';
import {
  column,
  condition,
  defineExport,
  describeBy,
  HIDDEN,
  PAGE,
  words,
  type Pages,
} from '../../exports/definition.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';

/**
 * The audit as a file: every entry with the hash that ties it to the one before, so that whoever gets the file can see
 * that nothing was left out of the chain (unless it was filtered). Oldest first, as the chain is read. In a masked copy
 * stand-ins of the hashes show the same: the hashes themselves would let anybody try names until one fits.
 */

type AuditRow = {
  seq: bigint;
  at: bigint;
  who: string;
  what: string;
  target: string | null;
  before: string | null;
  after: string | null;
  outcome: string;
  prev: string;
  hash: string;
};

const FOUND = "instr(lower(who || char(10) || what || char(10) || coalesce(target, '')), lower(?)) > 0";

async function* entries(context: AreaContext, search: string | undefined): Pages {
  let last = 0n;
  for (;;) {
    const found = search === undefined || search === '' ? [] : [search];
    const params: SqlValue[] = [last, ...found];
    const rows = context.workspace.ledger.read.all<AuditRow>(
      `-- audit.export
       SELECT seq, at, who, what, target, before, after, outcome, prev, hash FROM audit
       WHERE seq > ?${found.length === 0 ? '' : ` AND ${FOUND}`} ORDER BY seq LIMIT ${PAGE}`,
      params,
    );
    yield rows.map((row) => ({
      cells: { ...row, seq: Number(row.seq), at: Number(row.at) },
    }));
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

export const auditExport = defineExport({
  name: 'audit',
  title: words('Audit list', '审计列表'),
  permission: 'audit.view',
  source: 'desk',
  columns: [
    column('seq', 'integer', 'No.', '序号', { always: true }),
    column('at', 'instant', 'When', '时间'),
    column('who', 'text', 'Who', '操作人', { personal: 'person' }),
    column('what', 'text', 'What', '操作'),
    column('target', 'id', 'Target', '对象'),
    column('before', 'text', 'Before', '更改前', { personal: 'json' }),
    column('after', 'text', 'After', '更改后', { personal: 'json' }),
    column('outcome', 'text', 'Outcome', '结果'),
    column('prev', 'id', 'Hash of the entry before', '上一条的哈希值', { always: true, personal: 'hash' }),
    column('hash', 'id', 'Hash', '哈希值', { always: true, personal: 'hash' }),
  ],
  input: z.strictObject({ search: z.string().trim().max(64).optional() }),
  rows: (context, { search }) => entries(context, search),
  describe: (asked) => describeBy(asked, { search: () => condition(words('Search', '搜索'), HIDDEN) }),
});
