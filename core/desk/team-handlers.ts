import {
  ACTING,
  ADMINISTRATOR,
  beginTry,
  checkGrant,
  hasPin,
  memberOrThrow,
  passTry,
  savePin,
} from '../areas/team/shared.ts';
import { CodedError } from '../base/errors.ts';
import type { Caller } from '../contract/handlers.ts';
import { appendAudit } from '../storage/audit.ts';
import { setSetting } from '../storage/settings.ts';
import type { Workspace } from '../storage/workspace.ts';
import type { Confirmations } from './confirmations.ts';
import type { DeskState } from './desk-state.ts';
import type { Handlers, TeamDeskName } from './handlers.ts';
import { hashPin, pinMatches } from './pin-hash.ts';

/**
 * Tries a member's PIN. The try is counted before it is judged; right or wrong, it is audited.
 * @throws CodedError PIN_MISSING, CONFIRMATION_LOCKED {until}, CONFIRMATION_WRONG {left}
 */
async function tryPin({ ledger }: Workspace, caller: Caller, memberId: string, pin: string): Promise<void> {
  const { hash, left } = ledger.write((w) => beginTry(w, memberId));
  const right = await pinMatches(pin, hash);
  ledger.write((w) => {
    if (right) passTry(w, memberId);
    const outcome = right ? 'done' : 'wrong';
    appendAudit(w, { who: caller.person, what: 'team.confirm', target: memberId, outcome });
  });
  if (!right) throw new CodedError('CONFIRMATION_WRONG', { left });
}

/** What of the members needs the desk: the acting member, PINs and confirmations. */
export function teamHandlers(state: DeskState, confirmations: Confirmations): Handlers<TeamDeskName> {
  return {
    async 'team.actAs'({ memberId, pin }, caller) {
      const { workspace } = state.session();
      const { ledger } = workspace;
      memberOrThrow(ledger.read, memberId);
      if (memberId === caller.memberId) return { memberId };
      const free = memberOrThrow(ledger.read, caller.memberId).roles.includes(ADMINISTRATOR);
      if (!free && hasPin(ledger.read, memberId)) {
        if (pin === undefined) throw new CodedError('CONFIRMATION_NEEDED', { name: 'team.actAs' });
        await tryPin(workspace, caller, memberId, pin);
      }
      ledger.write((w) => {
        memberOrThrow(w, memberId);
        setSetting(w, ACTING, memberId);
        appendAudit(w, {
          who: caller.person,
          what: 'team.actAs',
          target: memberId,
          before: caller.memberId,
          after: memberId,
          outcome: 'done',
        });
        w.touch('team');
      });
      confirmations.clear();
      return { memberId };
    },
    async 'team.confirm'({ pin }, caller) {
      const { workspace } = state.session();
      await tryPin(workspace, caller, caller.memberId, pin);
      return { until: confirmations.keep(workspace.id, caller.memberId) };
    },
    async 'team.setOwnPin'({ pin, current }, caller) {
      const { workspace } = state.session();
      const { ledger } = workspace;
      if (hasPin(ledger.read, caller.memberId)) {
        if (current === undefined) throw new CodedError('CONFIRMATION_WRONG');
        await tryPin(workspace, caller, caller.memberId, current);
      }
      const hash = await hashPin(pin);
      ledger.write((w) => {
        savePin(w, caller.memberId, hash);
        appendAudit(w, { who: caller.person, what: 'team.setPin', target: caller.memberId, outcome: 'done' });
      });
      return {};
    },
    async 'team.resetPin'({ memberId, pin }, caller) {
      const { ledger } = state.session().workspace;
      const hash = pin === null ? null : await hashPin(pin);
      ledger.write((w) => {
        checkGrant(w, caller, memberOrThrow(w, memberId).roles);
        savePin(w, memberId, hash);
        appendAudit(w, {
          who: caller.person,
          what: hash === null ? 'team.removePin' : 'team.setPin',
          target: memberId,
          outcome: 'done',
        });
      });
      return {};
    },
  };
}
