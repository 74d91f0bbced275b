import { z } from 'zod';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { viewScreen } from '../../contract/views.ts';
import type { AreaContext } from '../context.ts';

type Stored = {
  id: string;
  screen: string;
  name: string;
  address: string;
  columns: string | null;
  shared: bigint;
  member_id: string;
  who: string;
  by_default: bigint;
};

const address = z.record(z.string(), z.string());
const columns = z.array(z.string());

/** Own views and those shared by others, by name. */
export function listViews(
  context: AreaContext,
  input: ParsedInputOf<'views.list'>,
  caller: Caller,
): OutputOf<'views.list'> {
  return context.workspace.ledger.read
    .all<Stored>(
      `-- views.list
       SELECT v.id, v.screen, v.name, v.address, v.columns, v.shared, v.member_id, v.who, d.view_id IS NOT NULL AS by_default
       FROM saved_view AS v LEFT JOIN default_view AS d ON d.view_id = v.id AND d.member_id = :member
       WHERE v.screen = :screen AND (v.member_id = :member OR v.shared = 1)
       ORDER BY v.name_key, v.id`,
      { screen: input.screen, member: caller.memberId },
    )
    .map((row) => ({
      id: row.id,
      screen: viewScreen.parse(row.screen),
      name: row.name,
      address: address.parse(JSON.parse(row.address)),
      columns: row.columns === null ? null : columns.parse(JSON.parse(row.columns)),
      shared: row.shared === 1n,
      byDefault: row.by_default === 1n,
      own: row.member_id === caller.memberId,
      person: row.who,
    }));
}
