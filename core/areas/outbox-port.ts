import type { JsonObject } from '../base/json.ts';
import type { OutboxKind, OutboxState } from '../contract/outbox.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';

/** What the areas need of the outbox. The desk alone knows the room that keeps it and carries it out. */

/** A saved action. Instants are integer ms UTC. */
export interface OutboxAction {
  readonly id: string;
  readonly kind: OutboxKind;
  readonly payload: JsonObject;
  /** The situation the person saw. */
  readonly base: JsonObject;
  readonly customerId: string;
  readonly person: string;
  readonly batchId: string | null;
  readonly state: OutboxState;
  readonly since: number;
  readonly createdAt: number;
  readonly nextAt: number | null;
  readonly attempts: number;
  /** What the Partner Center says, where a person decides. */
  readonly theirs: JsonObject | null;
  readonly code: string | null;
  readonly data: JsonObject | null;
  /** In `decision`: it may have happened, and only a person can say so. */
  readonly unclear: boolean;
  readonly dependsOn: readonly string[];
  /** What the Partner Center said that later steps need: `customerId` of a creation. */
  readonly result: JsonObject | null;
}

export interface NewOutboxAction {
  /** Given (`newId`) when another action of the same call depends on it. */
  readonly id?: string;
  readonly kind: OutboxKind;
  readonly payload: JsonObject;
  readonly base: JsonObject;
  /** In a lane everything happens in the order it was saved: `customer:<id>`. */
  readonly lane: string;
  readonly customerId: string;
  readonly person: string;
  readonly batchId?: string;
  /** Ids of actions that must be confirmed first. */
  readonly dependsOn?: readonly string[];
}

export interface OutboxAttempt {
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly code: string | null;
}

/** Whose actions somebody sees: those about these customers, and the own ones about customers still to be made. */
export interface OutboxSight {
  readonly customers: readonly string[];
  readonly person: string;
}

export interface OutboxListing {
  readonly states?: readonly OutboxState[];
  readonly customerId?: string;
  readonly kinds?: readonly OutboxKind[];
  readonly within?: OutboxSight;
  /** Id of the last action of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** A freeze this desk made. `at`: when the Partner Center confirmed it, ms UTC. */
export interface RememberedFreeze {
  readonly customerId: string;
  readonly type: 'account' | 'account-and-resources';
  readonly at: number;
  readonly person: string;
}

export type OutboxDecision = 'mine' | 'theirs' | 'happened' | 'did-not-happen';

export interface OutboxPort {
  /** An id for a batch. */
  newId(): string;
  /** Saves actions with their audit rows in the given transaction. @returns their ids, in the given order */
  save(w: WriteHandle, actions: readonly NewOutboxAction[]): string[];
  /** Newest first. */
  list(r: ReadHandle, q: OutboxListing): readonly OutboxAction[];
  find(r: ReadHandle, id: string): OutboxAction | undefined;
  /**
   * What is not in the mirror yet: open actions, per customer in the order they will be carried out, and before them those
   * that were confirmed but not read back.
   */
  open(r: ReadHandle, customerIds: readonly string[]): readonly OutboxAction[];
  counts(r: ReadHandle, within?: OutboxSight): Readonly<Record<OutboxState, number>>;
  /** The same of these alone. */
  countsOf(r: ReadHandle, ids: readonly string[]): Readonly<Record<OutboxState, number>>;
  attempts(r: ReadHandle, id: string): readonly OutboxAttempt[];
  /** @throws CodedError NOT_FOUND, OUTBOX_TOO_LATE when none could be taken back */
  cancel(w: WriteHandle, ids: readonly string[], person: string): number;
  /** @throws CodedError NOT_FOUND, OUTBOX_TOO_LATE, OUTBOX_DEPENDENCY */
  retry(w: WriteHandle, id: string, person: string): OutboxState;
  /** @throws CodedError NOT_FOUND, OUTBOX_DECISION_UNFIT when the answer fits none */
  decide(w: WriteHandle, ids: readonly string[], decision: OutboxDecision, person: string): number;
  /**
   * Gives the verification code an action is held for; it is kept in memory only.
   * @throws CodedError NOT_FOUND, OUTBOX_TOO_LATE
   */
  supply(w: WriteHandle, id: string, code: string, person: string): OutboxState;
  /** Keeps a code for an action that is saved now, in memory only. */
  keepCode(r: ReadHandle, id: string, code: string): void;
  /** Stands for the customer that a creation (its action's id) will make. */
  unbornCustomer(creation: string): string;
  /** Whether an action's customer is still to be made. */
  isUnborn(customerId: string): boolean;
  /** How the desk froze a customer the last time; null when it does not know. */
  freezeType(r: ReadHandle, customerId: string): 'account' | 'account-and-resources' | null;
  /** How, when and by whom these customers were frozen from this desk the last time; the others are left out. */
  freezes(r: ReadHandle, customerIds: readonly string[]): ReadonlyMap<string, RememberedFreeze>;
  /** Everybody whose resources this desk froze and did not unfreeze since, the oldest first. */
  frozenWithResources(r: ReadHandle): readonly RememberedFreeze[];
  /** The freeze mode these customers' budgets were last given from this desk; the others are left out. */
  freezeModes(r: ReadHandle, customerIds: readonly string[]): ReadonlyMap<string, 'manual' | 'automatic'>;
  /** Reads an action's customer again: it ended without the mirror knowing what the Partner Center says now. */
  refresh(action: OutboxAction): void;
  /** Something was saved or decided: the executor looks at once. */
  wake(): void;
}
