import { uuidv7 } from '../../base/ids.ts';
import { periodOf, periodStart } from '../../base/period.ts';
import type { Random } from '../../base/random.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { alertFacts, type AlertRow } from '../customers/shared.ts';
import { freezeKnowledge } from '../customers/shared.ts';
import { isBudgetScenario, scenariosOf, type Scenario } from './rules/scenarios.ts';

/**
 * Looks through what the mirror says after a sync: begins alerts that hold now, ends those that do not, and notes since
 * when accounts have been frozen. Nothing is written when nothing changed.
 */

/** Names rows of the two tables with one text. */
const keyOf = (customerId: string, scenario: string): string => `${scenario} ${customerId}`;

interface Living {
  readonly seq: bigint;
  readonly customerId: string;
  readonly scenario: string;
}

function livingAlerts(r: ReadHandle): readonly Living[] {
  return r
    .all<{ seq: bigint; customer_id: string; scenario: string }>(
      'SELECT seq, customer_id, scenario FROM customer_alert WHERE ended_at IS NULL',
    )
    .map((row) => ({ seq: row.seq, customerId: row.customer_id, scenario: row.scenario }));
}

interface Found {
  readonly hold: ReadonlyMap<string, { readonly customerId: string; readonly scenario: Scenario }>;
  /** Customers whose budget alerts stay as they are. */
  readonly kept: ReadonlySet<string>;
  readonly frozen: ReadonlySet<string>;
}

/** What holds now, by the mirror and by what this desk remembers. */
function look(context: AreaContext, ledger: ReadHandle, rows: readonly AlertRow[]): Found {
  const now = context.workspace.clock.now();
  const restored = periodStart(periodOf(now));
  const checkedAt = context.synced?.('budgets')?.checkedAt ?? 0;
  const knowledge = freezeKnowledge(context, ledger, rows);
  const hold = new Map<string, { customerId: string; scenario: Scenario }>();
  const kept = new Set<string>();
  for (const row of rows) {
    const readAt = Math.max(checkedAt, Number(row.budget_as_of ?? 0n));
    const { hold: scenarios, keep } = scenariosOf({
      budgetUse: row.budget_use,
      beforeRestore: row.budget_type === 'MONTHLY' && readAt < restored,
      freeze: knowledge.freezeOf(row),
    });
    if (keep) kept.add(row.id);
    for (const scenario of scenarios) hold.set(keyOf(row.id, scenario), { customerId: row.id, scenario });
  }
  return { hold, kept, frozen: new Set(rows.filter((row) => row.frozen === 1n).map(({ id }) => id)) };
}

function noteEpisodes(w: WriteHandle, frozen: ReadonlySet<string>, now: number): number {
  const living = w.all<{ customer_id: string }>(
    'SELECT customer_id FROM freeze_episode WHERE ended_at IS NULL',
  );
  const known = new Set(living.map((row) => row.customer_id));
  let changes = 0;
  for (const id of known) {
    if (frozen.has(id)) continue;
    changes += w.run('UPDATE freeze_episode SET ended_at = ? WHERE customer_id = ? AND ended_at IS NULL', [
      now,
      id,
    ]).changes;
  }
  for (const id of frozen) {
    if (known.has(id)) continue;
    changes += w.run(
      `INSERT INTO freeze_episode (customer_id, found_at) VALUES (?, ?)
       ON CONFLICT (customer_id, found_at) DO UPDATE SET ended_at = NULL`,
      [id, now],
    ).changes;
  }
  return changes;
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));

/**
 * Brings the alerts up to what is known now. Before any customer was ever read nothing is concluded.
 * @returns how many rows of the ledger changed
 */
export function watchCustomers(context: AreaContext, random: Random): number {
  const { ledger, mirror, clock } = context.workspace;
  const rows = alertFacts(mirror.read);
  if (rows === null) return 0;
  const now = clock.now();
  const living = livingAlerts(ledger.read);
  const episodes = ledger.read.all<{ customer_id: string }>(
    'SELECT customer_id FROM freeze_episode WHERE ended_at IS NULL',
  );
  const found = look(context, ledger.read, rows);
  const begun = new Set(living.map(({ customerId, scenario }) => keyOf(customerId, scenario)));
  const over = living.filter(
    ({ customerId, scenario }) =>
      !found.hold.has(keyOf(customerId, scenario)) &&
      !(isBudgetScenario(scenario) && found.kept.has(customerId)),
  );
  const fresh = [...found.hold].filter(([key]) => !begun.has(key)).map(([, one]) => one);
  const known = new Set(episodes.map((row) => row.customer_id));
  if (over.length === 0 && fresh.length === 0 && sameSet(known, found.frozen)) return 0;
  return ledger.write((w) => {
    let changes = noteEpisodes(w, found.frozen, now);
    for (const { seq } of over)
      changes += w.run('UPDATE customer_alert SET ended_at = ? WHERE seq = ?', [now, seq]).changes;
    for (const { customerId, scenario } of fresh)
      changes += w.run(
        'INSERT INTO customer_alert (id, customer_id, scenario, first_seen) VALUES (?, ?, ?, ?)',
        [uuidv7(clock, random), customerId, scenario, now],
      ).changes;
    w.touch('alerts');
    return changes;
  });
}
