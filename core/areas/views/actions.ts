import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { normalise } from '../search-text.ts';

/**
 * What people do with saved views. Each belongs to the member who made it; others may use a shared one, never change it.
 * The audit keeps ids and screens, no names: a name may be a customer's.
 */

type Own = { id: string; screen: string; member_id: string };

const keyOf = (name: string): string => normalise(name) || name.trim();

/** An own view. @throws CodedError VIEW_UNKNOWN for none, and for somebody else's */
function ownView(r: ReadHandle, id: string, caller: Caller): Own {
  const row = r.get<Own>('SELECT id, screen, member_id FROM saved_view WHERE id = ?', [id]);
  if (row === undefined || row.member_id !== caller.memberId) throw new CodedError('VIEW_UNKNOWN', { id });
  return row;
}

/** @throws CodedError VIEW_NAME_TAKEN when another own view of the screen has this name */
function checkName(r: ReadHandle, screen: string, name: string, id: string | null, caller: Caller): void {
  const taken = r.get(
    'SELECT 1 AS taken FROM saved_view WHERE screen = ? AND member_id = ? AND name_key = ? AND id IS NOT ?',
    [screen, caller.memberId, keyOf(name), id],
  );
  if (taken !== undefined) throw new CodedError('VIEW_NAME_TAKEN');
}

const newId = (w: WriteHandle): string =>
  w.get<{ id: string }>('SELECT lower(hex(randomblob(16))) AS id')?.id ?? '';

const audit = (w: WriteHandle, caller: Caller, what: string, target: string, screen: string): void =>
  appendAudit(w, { who: caller.person, what, target, after: { screen }, outcome: 'done' });

/** Keeps a new view, or what an own one shows from now on. @throws CodedError VIEW_NAME_TAKEN, VIEW_UNKNOWN */
export function saveView(
  context: AreaContext,
  input: ParsedInputOf<'views.save'>,
  caller: Caller,
): OutputOf<'views.save'> {
  const { screen, name, address, columns, shared } = input;
  return context.workspace.ledger.write((w) => {
    if (input.id !== undefined && ownView(w, input.id, caller).screen !== screen)
      throw new CodedError('VIEW_UNKNOWN', { id: input.id });
    checkName(w, screen, name, input.id ?? null, caller);
    const id = input.id ?? newId(w);
    w.run(
      `INSERT INTO saved_view (id, screen, name, name_key, address, columns, shared, member_id, who, changed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, address = excluded.address,
         columns = excluded.columns, shared = excluded.shared, changed_at = excluded.changed_at`,
      [
        id,
        screen,
        name,
        keyOf(name),
        JSON.stringify(address),
        columns === null ? null : JSON.stringify(columns),
        shared ? 1 : 0,
        caller.memberId,
        caller.person,
        w.now(),
      ],
    );
    if (!shared) onlyOwnDefaults(w, id, caller.memberId);
    audit(w, caller, 'views.save', id, screen);
    w.touch('view');
    return { id };
  });
}

/** @throws CodedError VIEW_NAME_TAKEN, VIEW_UNKNOWN */
export function renameView(
  context: AreaContext,
  { id, name }: ParsedInputOf<'views.rename'>,
  caller: Caller,
): OutputOf<'views.rename'> {
  return context.workspace.ledger.write((w) => {
    const { screen } = ownView(w, id, caller);
    checkName(w, screen, name, id, caller);
    w.run('UPDATE saved_view SET name = ?, name_key = ?, changed_at = ? WHERE id = ?', [
      name,
      keyOf(name),
      w.now(),
      id,
    ]);
    audit(w, caller, 'views.rename', id, screen);
    w.touch('view');
    return { id };
  });
}

/** Deletes an own view; whoever opened the screen with it opens it plain again. @throws CodedError VIEW_UNKNOWN */
export function removeView(
  context: AreaContext,
  { id }: ParsedInputOf<'views.remove'>,
  caller: Caller,
): OutputOf<'views.remove'> {
  return context.workspace.ledger.write((w) => {
    const { screen } = ownView(w, id, caller);
    w.run('DELETE FROM default_view WHERE view_id = ?', [id]);
    w.run('DELETE FROM saved_view WHERE id = ?', [id]);
    audit(w, caller, 'views.remove', id, screen);
    w.touch('view');
    return { id };
  });
}

/** The view a screen opens with for this member, own or shared. @throws CodedError VIEW_UNKNOWN */
export function setDefaultView(
  context: AreaContext,
  { screen, id }: ParsedInputOf<'views.setDefault'>,
  caller: Caller,
): OutputOf<'views.setDefault'> {
  return context.workspace.ledger.write((w) => {
    w.run('DELETE FROM default_view WHERE screen = ? AND member_id = ?', [screen, caller.memberId]);
    if (id !== null) {
      const seen = w.get(
        'SELECT 1 AS seen FROM saved_view WHERE id = ? AND screen = ? AND (member_id = ? OR shared = 1)',
        [id, screen, caller.memberId],
      );
      if (seen === undefined) throw new CodedError('VIEW_UNKNOWN', { id });
      w.run('INSERT INTO default_view (screen, member_id, view_id) VALUES (?, ?, ?)', [
        screen,
        caller.memberId,
        id,
      ]);
    }
    audit(w, caller, 'views.setDefault', id ?? '', screen);
    w.touch('view');
    return { id };
  });
}

/** A view that is shared no more opens nobody else's screen. */
function onlyOwnDefaults(w: WriteHandle, id: string, memberId: string): void {
  w.run('DELETE FROM default_view WHERE view_id = ? AND member_id <> ?', [id, memberId]);
}
