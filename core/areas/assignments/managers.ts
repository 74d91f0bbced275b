import { maskAccount } from '../../base/masking.ts';
import { addPeriods, periodOf, type Period } from '../../base/period.ts';
import type { ManagerRow } from '../../contract/assignments.ts';
import type { Money } from '../../contract/define.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { countByManager } from '../customers/shared.ts';
import { listManagers } from '../team/shared.ts';
import { assignable } from './actions.ts';
import { attributeLines, keyOf, personByKey } from './attribution.ts';
import { managersOf } from './publish.ts';
import { openByMember } from './rows.ts';

/** Managers with their customers, and with what counts for them. */

const VIEW = 'customers';

const seesKey = ({ sees }: Caller): ((key: string) => boolean) =>
  sees === 'all' ? () => true : (key) => sees.managers.includes(key);

/** Names by key: members in clear, accounts of the Partner Center masked unless revealed; '' for nobody. */
function namesByKey(
  context: AreaContext,
  caller: Caller,
  revealId: string | undefined,
): (key: string) => string {
  const { ledger, mirror } = context.workspace;
  const members = new Map(managersOf(ledger.read).map((one) => [one.id, one.name]));
  const personOf = personByKey(ledger.read, mirror.read);
  const clear = caller.revealed(VIEW, revealId).has('manager');
  return (key) => {
    const account = members.has(key) ? null : (personOf(key)?.account ?? null);
    if (account === null) return members.get(key) ?? '';
    return clear ? account : maskAccount(account);
  };
}

/** Members who may get customers first, then whoever has some now, by name. */
export function listManagerRows(
  context: AreaContext,
  input: ParsedInputOf<'assignments.managers'>,
  caller: Caller,
): OutputOf<'assignments.managers'> {
  const { ledger, mirror } = context.workspace;
  const key = keyOf(mirror.read);
  const counts = new Map(
    countByManager(mirror.read).map(({ managerId, account, customers }) => [
      key({ memberId: managerId, account }),
      customers,
    ]),
  );
  const canGet = new Set(assignable(ledger.read, caller).map(({ id }) => id));
  const open = openByMember(ledger.read);
  const nameOf = namesByKey(context, caller, input.revealId);
  const keys = new Set([...listManagers(ledger.read).map(({ id }) => id), ...counts.keys()]);
  keys.delete('');
  const rows = [...keys]
    .filter(seesKey(caller))
    .map((one): ManagerRow => ({
      key: one,
      name: nameOf(one),
      assignable: canGet.has(one),
      customers: counts.get(one) ?? 0,
      open: open.get(one) ?? 0,
    }))
    .sort((a, b) => Number(b.assignable) - Number(a.assignable) || a.name.localeCompare(b.name, 'zh'));
  return { rows, nobody: caller.sees === 'all' ? (counts.get('') ?? 0) : 0 };
}

/** Payable expenditure of a month by manager, one sum per currency. */
async function monthByManager(context: AreaContext, period: Period): Promise<ReadonlyMap<string, Money[]>> {
  const { rows } = await context.workspace.lines.groups({ by: 'manager', from: period, to: period });
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return new Map(
    [...byKey].map(([key, list]) => [
      key,
      list.map(({ amounts, currency }) => ({ amount: amounts.payable ?? '0', currency })),
    ]),
  );
}

/** What counts for each manager in the running and the last month (guide 5.8). */
export async function managerFigures(
  context: AreaContext,
  input: ParsedInputOf<'assignments.figures'>,
  caller: Caller,
): Promise<OutputOf<'assignments.figures'>> {
  await attributeLines(context.workspace);
  const period = periodOf(context.workspace.clock.now());
  const lastPeriod = addPeriods(period, -1);
  const [current, before] = await Promise.all([
    monthByManager(context, period),
    monthByManager(context, lastPeriod),
  ]);
  const nameOf = namesByKey(context, caller, input.revealId);
  const rows = [...new Set([...current.keys(), ...before.keys()])].filter(seesKey(caller)).map((key) => ({
    key,
    name: nameOf(key),
    monthToDate: current.get(key) ?? [],
    lastMonth: before.get(key) ?? [],
  }));
  return { rows, period, lastPeriod };
}
