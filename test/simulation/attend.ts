import type { Random } from '../../core/base/random.ts';
import type { CodeBox } from '../../core/sync/outbox/codes.ts';
import type { ExecutorParts } from '../../core/sync/outbox/executor-types.ts';
import { cancelActions, decideActions, retryAction, supplyCode } from '../../core/sync/outbox/people.ts';
import type { Decision, StoredAction } from '../../core/sync/outbox/types.ts';
import type { Life } from './life.ts';
import type { Monitor } from './monitor.ts';

/** What a person in front of the outbox works with. */
interface Desk {
  readonly ports: { clock: { now(): number }; random: Random; decide?: ExecutorParts['decide'] };
  readonly monitor: Monitor;
  readonly codes: CodeBox;
  newCode(): string;
}

const CODE_MS = 10 * 60_000;

/** What they do with an action they look at: answer, give a code, try again, take back. */
export function deedFor(action: StoredAction, luck: Random, desk: Desk): (life: Life) => void {
  const { ports, monitor, codes } = desk;
  const { id } = action;
  if (action.state === 'decision') {
    const decision = answerTo(action, luck, monitor);
    return (life) => {
      life.ledger.write((w) => decideActions(w, ports, [id], decision, 'person'));
      // Whoever has it sent again has been shown that it is absent, or has looked.
      if (decision === 'did-not-happen' || decision === 'mine') monitor.told(id);
    };
  }
  if (action.code === 'CODE_NEEDED' && luck.next() < 0.7) {
    const given = { id, code: desk.newCode(), until: ports.clock.now() + CODE_MS, person: 'person' };
    return (life) => void life.ledger.write((w) => supplyCode(w, ports, codes, given));
  }
  if (luck.next() < 0.6) return (life) => void life.ledger.write((w) => retryAction(w, ports, id, 'person'));
  return (life) => void life.ledger.write((w) => cancelActions(w, ports, [id], 'person'));
}

/** A person who looks says what is true. */
function answerTo(action: StoredAction, luck: Random, monitor: Monitor): Decision {
  if (!action.unclear) return luck.next() < 0.5 ? 'mine' : 'theirs';
  return (monitor.known.get(action.id)?.effects ?? 0) > 0 ? 'happened' : 'did-not-happen';
}
