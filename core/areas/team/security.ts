import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import { getSetting, setSetting } from '../../storage/settings.ts';
import type { AreaContext } from '../context.ts';
import { CONFIRM_CRITICAL } from './settings.ts';

/** Whether critical operations ask for a PIN from now on (guide 3). */
export function setSecurity(
  context: AreaContext,
  input: ParsedInputOf<'team.setSecurity'>,
  caller: Caller,
): OutputOf<'team.setSecurity'> {
  const { required } = input;
  context.workspace.ledger.write((w) => {
    const before = getSetting(w, CONFIRM_CRITICAL);
    if (before === required) return;
    setSetting(w, CONFIRM_CRITICAL, required);
    w.touch('setting');
    appendAudit(w, {
      who: caller.person,
      what: 'team.setSecurity',
      target: 'critical-operations',
      before,
      after: required,
      outcome: 'done',
    });
  });
  return { required };
}
