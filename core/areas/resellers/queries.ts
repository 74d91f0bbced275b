import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { nextKey, openPlace, readStretches } from '../../storage/keyset.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { ensureCustomerFigures } from '../customers/shared.ts';
import { acceptedLetters } from '../partner/shared.ts';
import { normalise } from '../search-text.ts';
import { listManagers, memberName } from '../team/shared.ts';
import { readCooperations, stepsOf, type Cooperation } from './ledger.ts';
import { managerHistory, resellersOf } from './managers.ts';
import { MASKS, resellerRowsOf, shownIn, type StoredReseller } from './rows.ts';
import { LINK_MS } from './rules/cooperation.ts';
import { permittedResellers } from './shared.ts';

const LIST = 'SELECT s.*, s.name_sort AS place FROM reseller AS s';

interface Where {
  readonly where: string[];
  readonly params: SqlValue[];
}

/** Conditions on `reseller AS s`; which resellers hold what stands in the ledger and comes in as ids. */
function conditionsOf(ledger: ReadHandle, input: ParsedInputOf<'resellers.list'>): Where {
  const where = ['1'];
  const params: SqlValue[] = [];
  const among = (ids: Iterable<string>, wanted: boolean): void => {
    where.push(`s.id ${wanted ? '' : 'NOT '}IN (SELECT value FROM json_each(?))`);
    params.push(JSON.stringify([...ids]));
  };
  const needle = normalise(input.search ?? '');
  if (needle !== '') {
    where.push('(instr(s.text, ?) > 0 OR s.id = ?)');
    params.push(needle, input.search ?? '');
  }
  if (input.budget !== undefined) among(permittedResellers(ledger, 'budget'), input.budget);
  if (input.order !== undefined) among(permittedResellers(ledger, 'order'), input.order);
  if (input.managerId !== undefined) among(resellersOf(ledger, input.managerId), true);
  return { where, params };
}

/** Resellers by name, with what they may do and what their customers come to. Masked unless revealed ('resellers'). */
export function listResellers(
  context: AreaContext,
  input: ParsedInputOf<'resellers.list'>,
  caller: Caller,
): OutputOf<'resellers.list'> {
  const { workspace } = context;
  ensureCustomerFigures(workspace);
  const epoch = workspace.mirror.epoch();
  const after = input.after === undefined ? null : openPlace(epoch, 'resellers', input.after);
  const revealed = caller.revealed('resellers', input.revealId);
  const ledger = workspace.ledger.read;
  return workspace.mirror.snapshot((r) => {
    const found = readStretches<StoredReseller>(r, {
      select: LIST,
      ...conditionsOf(ledger, input),
      column: 's.name_sort',
      id: 's.id',
      direction: 'asc',
      after,
      limit: input.limit + 1,
    });
    const rows = found.slice(0, input.limit);
    return {
      rows: resellerRowsOf(context, { mirror: r, ledger }, rows, revealed),
      next: nextKey(epoch, 'resellers', found, input.limit),
    };
  });
}

/** One reseller with its history; null when there is none of that id. Masked unless revealed ('resellers'). */
export function getReseller(
  context: AreaContext,
  input: ParsedInputOf<'resellers.get'>,
  caller: Caller,
): OutputOf<'resellers.get'> {
  const { workspace } = context;
  ensureCustomerFigures(workspace);
  const revealed = caller.revealed('resellers', input.revealId);
  const ledger = workspace.ledger.read;
  return workspace.mirror.snapshot((r) => {
    const found = r.all<StoredReseller>(`${LIST} WHERE s.id = ?`, [input.id]);
    const [row] = resellerRowsOf(context, { mirror: r, ledger }, found, revealed);
    if (row === undefined) return null;
    const cooperations = readCooperations(ledger, 'reseller_id = ?', [input.id]).map(({ id }) => id);
    const nameOf = (id: string): string => shownIn(revealed, 'manager', memberName(ledger, id));
    return {
      row,
      history: stepsOf(ledger, [input.id, ...cooperations]).map(({ memberId, ...step }) => ({
        ...step,
        manager: memberId === null ? null : nameOf(memberId),
      })),
      managers: managerHistory(ledger, input.id).map((one) => ({ ...one, name: nameOf(one.memberId) })),
      letterNeeded: letterNeeded(ledger),
    };
  });
}

const letterNeeded = (ledger: ReadHandle): OutputOf<'resellers.letter'>['needed'] =>
  acceptedLetters(ledger).some(({ letter }) => letter === 'distributor') ? null : 'distributor';

/** Whether the distributor's letter has to be accepted before the first order and O&M permission. */
export function neededLetter(context: AreaContext): OutputOf<'resellers.letter'> {
  return { needed: letterNeeded(context.workspace.ledger.read) };
}

const contains = (one: Cooperation, needle: string): boolean =>
  [one.name, one.account, one.phone, one.email].some(
    (text) => text !== null && normalise(text).includes(needle),
  );

/**
 * Invitations and requests for cooperation, the newest first; active ones that are resellers in the Partner Center's list
 * stand there. Masked unless revealed for view 'resellers'.
 */
export function listCooperations(
  context: AreaContext,
  input: ParsedInputOf<'resellers.cooperations'>,
  caller: Caller,
): OutputOf<'resellers.cooperations'> {
  const revealed = caller.revealed('resellers', input.revealId);
  const all = readCooperations(context.workspace.ledger.read, '1 ORDER BY since DESC, id DESC', []);
  const needle = normalise(input.search ?? '');
  const wanted = new Set(input.states ?? []);
  const rows = all.filter(
    (one) => (wanted.size === 0 || wanted.has(one.state)) && (needle === '' || contains(one, needle)),
  );
  return {
    rows: rows.map((one) => ({
      id: one.id,
      name: shownIn(revealed, 'name', one.name),
      account: shownIn(revealed, 'account', one.account),
      phone: shownIn(revealed, 'phone', one.phone),
      email: shownIn(revealed, 'email', one.email),
      state: one.state,
      pendingStep: one.pending,
      since: one.since,
      reason: one.reason,
      linkUntil: one.state === 'invited' ? one.since + LINK_MS : null,
      taskId: one.taskId,
    })),
    toReview: all.filter(({ state, pending }) => state === 'applied' && pending === null).length,
  };
}

/** Members who can be made a reseller's account manager. */
export function resellerManagers(
  context: AreaContext,
  input: ParsedInputOf<'resellers.managers'>,
  caller: Caller,
): OutputOf<'resellers.managers'> {
  const clear = caller.revealed('resellers', input.revealId).has('manager');
  return {
    rows: listManagers(context.workspace.ledger.read).map(({ id, name }) => ({
      id,
      name: clear ? name : MASKS.manager(name),
    })),
  };
}
