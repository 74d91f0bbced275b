import { isCoded } from '../../base/errors.ts';
import { dayRollupSelect, rollupSelect } from './commit.ts';
import type { Session } from './engine.ts';
import { DAY_ROLLUP, DAY_TOTALS, dayTotalsSelect, LINE_COLUMNS, ROLLUPS } from './schema.ts';

/** Adds every rollup up again from the lines and compares; reads every column of every line on the way. */
export async function checkLines(session: Session): Promise<{ ok: boolean; detail: string }> {
  const wrong: string[] = [];
  try {
    const again = [
      ...ROLLUPS.map((rollup) => [rollup.table, rollupSelect({ ...rollup, from: 'line' }, 'true')] as const),
      [DAY_ROLLUP.table, dayRollupSelect('true')] as const,
      [DAY_TOTALS.table, dayTotalsSelect('true')] as const,
    ];
    for (const [table, select] of again) {
      const [row] = await session.all<{ n: bigint }>(
        `SELECT (SELECT count(*) FROM (SELECT * FROM ${table} EXCEPT ALL ${select})) +
          (SELECT count(*) FROM (${select} EXCEPT ALL SELECT * FROM ${table})) AS n`,
      );
      if (row?.n !== 0n) wrong.push(`${table}: ${row?.n ?? '?'} rows differ from their lines`);
    }
    const lengths = LINE_COLUMNS.map(([name]) => `count("${name}")`).join(' + ');
    await session.all(`SELECT ${lengths} AS n FROM line`);
  } catch (error) {
    wrong.push(isCoded(error) ? error.code : 'INTERNAL');
  }
  return { ok: wrong.length === 0, detail: wrong.join('; ') };
}
