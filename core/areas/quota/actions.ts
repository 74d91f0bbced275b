import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import { getSetting, setSetting } from '../../storage/settings.ts';
import type { AreaContext } from '../context.ts';
import { MARKS } from './shared.ts';

/**
 * Sets the alarm marks (percent): kept rising, each once. Setting and audit entry are written together.
 * @throws CodedError INPUT_INVALID when they are no percentages
 */
export function setMarks(
  context: AreaContext,
  input: ParsedInputOf<'quota.setMarks'>,
  caller: Caller,
): OutputOf<'quota.setMarks'> {
  const marks = [...new Set(input.marks)].sort((a, b) => a - b);
  context.workspace.ledger.write((w) => {
    const before = getSetting(w, MARKS);
    setSetting(w, MARKS, marks);
    w.touch('setting');
    appendAudit(w, {
      who: caller.person,
      what: 'quota.setMarks',
      target: 'quota',
      before,
      after: marks,
      outcome: 'done',
    });
  });
  return { marks };
}
