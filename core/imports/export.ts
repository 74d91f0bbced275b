import { z } from 'zod';
import { column, defineExport, words, type Pages } from '../exports/definition.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { importHistory } from './history.ts';

/** The history of imports as a file. */

async function* imports(workspace: Workspace): Pages {
  yield importHistory(workspace).map((entry) => ({
    cells: {
      at: entry.at,
      name: entry.name,
      format: entry.format,
      version: entry.version,
      periods: entry.periods.join(' '),
      rows: entry.rows,
      rejected: entry.rejected,
      skipped: entry.skipped,
      state: entry.state,
      who: entry.who,
      hash: entry.hash,
      id: entry.id,
    },
  }));
}

export const importsExport = defineExport({
  name: 'imports',
  title: words('Imports', '导入历史'),
  permission: 'imports.manage',
  source: 'desk',
  columns: [
    column('at', 'instant', 'Imported', '导入时间'),
    column('name', 'text', 'File', '文件', { personal: 'file' }),
    column('format', 'text', 'Format', '格式'),
    column('version', 'text', 'Version', '版本'),
    column('periods', 'text', 'Months', '账期'),
    column('rows', 'integer', 'Rows', '行数'),
    column('rejected', 'integer', 'Rejected rows', '被拒绝的行'),
    column('skipped', 'integer', 'Skipped rows', '跳过的行'),
    column('state', 'text', 'State', '状态', {
      words: {
        applied: words('In use', '使用中'),
        replaced: words('Replaced by a newer file', '已被更新的文件替换'),
        undone: words('Taken back', '已撤销'),
      },
    }),
    column('who', 'text', 'By', '操作人', { personal: 'person' }),
    column('hash', 'id', 'SHA-256', 'SHA-256'),
    column('id', 'id', 'ID', 'ID', { always: true }),
  ],
  input: z.strictObject({}),
  rows: ({ workspace }) => imports(workspace),
  describe: () => [],
});
