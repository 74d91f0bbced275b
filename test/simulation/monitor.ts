import { compareDecimals } from '../../core/base/money.ts';
import type { ReadHandle } from '../../core/storage/store.ts';
import { verifyAudit } from '../../core/storage/audit.ts';
import { FINAL_STATES } from '../../core/sync/outbox/decide.ts';
import { openActionsOf, readAction, readActions } from '../../core/sync/outbox/read.ts';
import type { StoredAction } from '../../core/sync/outbox/types.ts';
import { isUnborn } from '../../core/sync/outbox/unborn.ts';

/** What is true of one action, seen from outside: nothing here asks the desk's own tables what happened. */
interface Known {
  readonly order: number;
  readonly lane: string;
  dependsOn: readonly string[];
  /** Never sent again without a person's word. */
  readonly once: boolean;
  /** It waits for a customer that another action makes. */
  readonly unborn: boolean;
  effects: number;
  /** The Partner Center truly refused it. */
  refused: boolean;
  /** A request is out. */
  open: boolean;
  /** Since when nobody can know whether it happened; null = known. */
  unclearSince: number | null;
  /** Readings of its customer that were answered since then. */
  looks: number[];
  /** Saved after the backup that was restored. */
  lost: boolean;
}

export interface Violation {
  readonly rule: string;
  readonly at: number;
  readonly detail: string;
}

/** Watches a run and says what was violated (sync-and-safety, section 7). */
export class Monitor {
  readonly violations: Violation[] = [];
  readonly known = new Map<string, Known>();
  readonly #now: () => number;
  readonly #quietMs: number;
  /** The last budget each customer's reading gave to the desk that lives now. */
  readonly #lastRead = new Map<string, string>();
  readonly #laneOrder = new Map<string, number>();
  /** The customer each creation truly made. */
  readonly #made = new Map<string, string>();
  /** Messages with a code, by the request a person made. */
  readonly #messages = new Map<string, number>();

  constructor(now: () => number, quietMs: number) {
    this.#now = now;
    this.#quietMs = quietMs;
  }

  #violated(rule: string, detail: string): void {
    this.violations.push({ rule, at: this.#now(), detail });
  }

  saved(id: string, lane: string, dependsOn: readonly string[], once = false): void {
    this.known.set(id, {
      order: this.known.size,
      lane,
      dependsOn,
      once,
      unborn: lane.startsWith('customer:new:'),
      effects: 0,
      refused: false,
      open: false,
      unclearSince: null,
      looks: [],
      lost: false,
    });
  }

  /** The ledger came out of a backup: what was saved after it is gone, and lanes begin anew. */
  restored(r: ReadHandle, journal: boolean): void {
    this.#laneOrder.clear();
    // With a journal nothing is lost: `present` looks for it at the next start.
    for (const [id, known] of this.known) known.lost ||= !journal && !readAction(r, id);
  }

  /** A creation was made anew: what waited for the old one waits for it. */
  relinked(r: ReadHandle): void {
    for (const [id, known] of this.known) known.dependsOn = readAction(r, id)?.dependsOn ?? known.dependsOn;
  }

  /** A person asked for a code. */
  codeAsked(id: string): void {
    this.#messages.set(id, 0);
  }

  /** The request for a code leaves the desk. */
  codeLeaves(r: ReadHandle, email: string): void {
    const row = r.get('SELECT 1 FROM code_send WHERE email = ? AND outcome IS NULL', [email]);
    if (!row) this.#violated('I3', `a code for ${email} left and nobody wrote it down`);
  }

  /** A message with a code was sent. */
  message(id: string): void {
    const count = (this.#messages.get(id) ?? 0) + 1;
    this.#messages.set(id, count);
    if (count > 1) this.#violated('I2', `${id}: ${count} messages for one request`);
  }

  /** A reading was answered and reached a living desk. */
  read(customerId: string, budget: string | null): void {
    if (budget !== null) this.#lastRead.set(customerId, budget);
    this.looked(`customer:${customerId}`);
  }

  /** A request names a customer. */
  named(customerId: string): void {
    if (isUnborn(customerId)) this.#violated('C3', `${customerId} is no customer`);
  }

  /** Something of a lane was read. */
  looked(lane: string): void {
    for (const [id, known] of this.known) {
      const own = known.unborn ? `customer:${this.#customerOf(id)}` : known.lane;
      if (known.unclearSince !== null && own === lane) known.looks.push(this.#now());
    }
  }

  /** The customer that was made for what waited. */
  #customerOf(id: string): string | undefined {
    const [needs = ''] = this.known.get(id)?.dependsOn ?? [];
    return this.#made.get(needs);
  }

  /** A request leaves the desk. */
  sends(r: ReadHandle, id: string): void {
    const known = this.known.get(id);
    const action = readAction(r, id);
    if (!known || !action) return this.#violated('I1', `${id} is sent and nobody saved it`);
    const attempt = r.get('SELECT 1 FROM attempt WHERE action = ? AND outcome IS NULL', [id]);
    if (action.state !== 'sending' || !attempt) this.#violated('I3', `${id} left in state ${action.state}`);
    if (known.open || (known.unclearSince !== null && !this.#mayGoAgain(known, known.unclearSince))) {
      this.#violated('I4', `${id} is sent again and nobody knows what became of it`);
    }
    const base = action.base['budget'];
    const seen = this.#lastRead.get(action.customerId);
    if (action.kind === 'budgets.set' && typeof base === 'string') {
      if (seen === undefined || compareDecimals(seen, base) !== 0)
        this.#violated('C1', `${id} goes over ${seen}, decided on ${base}`);
    }
    known.open = true;
    known.unclearSince = null;
    known.looks = [];
  }

  #mayGoAgain(known: Known, since: number): boolean {
    return !known.once && this.#sure(known, since);
  }

  /** Seen as before twice, 30 s apart, after the quiet period. */
  #sure(known: Known, since: number): boolean {
    const first = known.looks.find((at) => at >= since + this.#quietMs);
    return first !== undefined && known.looks.some((at) => at >= first + 30_000);
  }

  /** What the sender learned. `sure`: it knows what became of the request. */
  answered(id: string, sure: boolean): void {
    const known = this.known.get(id);
    if (!known) return;
    known.open = false;
    known.unclearSince = sure ? null : this.#now();
    known.looks = [];
  }

  /** The desk that lives now is another one: what was under way is unclear from now on. */
  restarted(): void {
    this.#lastRead.clear();
    for (const known of this.known.values()) {
      // What was seen twice before it died stays known: the verdict may lie in its ledger.
      const sure = known.unclearSince !== null && this.#mayGoAgain(known, known.unclearSince);
      if (known.open || (known.unclearSince !== null && !sure)) known.unclearSince = this.#now();
      else known.unclearSince = null;
      known.open = false;
      known.looks = [];
    }
  }

  /** A person said that it did not happen. */
  told(id: string): void {
    const known = this.known.get(id);
    if (known) known.unclearSince = null;
  }

  refused(id: string): void {
    const known = this.known.get(id);
    if (known) known.refused = true;
  }

  /** Something truly happened. */
  effect(id: string, customerId: string): void {
    const known = this.known.get(id);
    if (!known) return this.#violated('I2', `an effect of ${id}, which nobody saved`);
    known.effects += 1;
    if (known.effects > 1) this.#violated('I2', `${id} happened ${known.effects} times`);
    if (known.once) this.#made.set(id, customerId);
    const meant = known.unborn ? this.#customerOf(id) : /^customer:(.*)$/.exec(known.lane)?.[1];
    if (!known.once && meant !== customerId)
      this.#violated('C3', `${id} happened to ${customerId}, not to ${meant}`);
    // A request of an action that the restored ledger does not know any more was out: nobody could wait for it.
    if (known.lost) return;
    const last = this.#laneOrder.get(known.lane) ?? -1;
    if (known.order < last) this.#violated('I11', `${id} happened after a later one of its lane`);
    this.#laneOrder.set(known.lane, Math.max(last, known.order));
    for (const needs of known.dependsOn) {
      if (this.known.get(needs)?.effects === 0) this.#violated('I11', `${id} happened before ${needs}`);
    }
  }

  /** After every start: nothing that was acknowledged is missing. */
  present(r: ReadHandle, rule: 'I1' | 'I13'): void {
    for (const [id, { lost }] of this.known)
      if (!lost && !readAction(r, id)) this.#violated(rule, `${id} is gone`);
  }

  /** After healing and the time that I14 grants. */
  end(r: ReadHandle, secrets: readonly string[]): void {
    this.present(r, 'I1');
    this.#secret(r, secrets);
    const stored = readActions(r, { limit: 10_000 });
    const kept = [...this.known.values()].filter(({ lost }) => !lost).length;
    if (stored.length !== kept) this.#violated('I1', `${stored.length} of ${kept}`);
    for (const action of stored) this.#judge(action);
    for (const action of openActionsOf(r))
      if (!this.#rests(r, action)) {
        this.#violated('I14', `${action.id} is still ${action.state} (${action.code})`);
      }
    if (!verifyAudit(r).ok) this.#violated('AUDIT', 'the chain is broken');
  }

  /** No verification code is in any table. */
  #secret(r: ReadHandle, secrets: readonly string[]): void {
    const rows = JSON.stringify([
      r.all('SELECT payload, base, data, result, theirs FROM action'),
      r.all('SELECT pre_image, digest FROM attempt'),
      r.all('SELECT before, after FROM audit'),
      r.all('SELECT outcome, code FROM code_send'),
    ]);
    for (const secret of secrets)
      if (rows.includes(secret)) this.#violated('SECRET', `${secret} is in the ledger`);
  }

  #judge(action: StoredAction): void {
    const known = this.known.get(action.id);
    if (!known) return;
    const { state } = action;
    if (state === 'confirmed' && known.effects !== 1) {
      this.#violated('I2', `${action.id} is confirmed and happened ${known.effects} times`);
    }
    if ((state === 'rejected' || state === 'cancelled') && known.effects > 0) {
      this.#violated('I2', `${action.id} is ${state} and happened`);
    }
    if (state === 'rejected' && !known.refused) {
      this.#violated('I2', `${action.id} is rejected and nobody refused it`);
    }
  }

  /** Waits for a person, itself or through what stands before it. */
  #rests(r: ReadHandle, action: StoredAction): boolean {
    if (action.state === 'decision' || action.state === 'held') return true;
    const head = openActionsOf(r).find(({ lane }) => lane === action.lane);
    if (head && head.id !== action.id) return this.#rests(r, head);
    // One whose customer does not exist yet cannot be looked up either.
    if (action.state !== 'waiting' && !isUnborn(action.customerId)) return false;
    return action.dependsOn.some((id) => {
      const needed = readAction(r, id);
      // One that ended otherwise holds nobody up: its dependents should have been held.
      const open = needed !== undefined && !FINAL_STATES.includes(needed.state);
      return open && this.#rests(r, needed);
    });
  }

  /** Nothing changed and nothing is due (I10). */
  quiet(what: string, before: number, after: number): void {
    if (before !== after) this.#violated('I10', `${after - before} ${what} with nothing to do`);
  }
}
