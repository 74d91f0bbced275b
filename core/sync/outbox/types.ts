import type { JsonObject } from '../../base/json.ts';
import type { OutboxState } from '../../contract/outbox.ts';

/** What the outbox carries out. Each kind has its facts in `kinds/`. */
export type ActionKind = 'budgets.set' | 'customers.freeze' | 'customers.unfreeze' | 'customers.create';

/** An action as somebody decided on it, before it is saved. */
export interface NewAction {
  /** Made here when left out. Give one when another action of the same call depends on it. */
  readonly id?: string;
  readonly kind: ActionKind;
  /** Versioned: `{ v: 1, … }`; see `payloads.ts`. */
  readonly payload: JsonObject;
  /** The situation the person saw: a CustomerSituation of the contract. Parts that are null are not compared. */
  readonly base: JsonObject;
  /** 'customer:<id>'; 'account:<name>' for a creation. Inside a lane everything happens in the order it was saved. */
  readonly lane: string;
  /** Of a customer that does not exist yet: see `unborn.ts`. */
  readonly customerId: string;
  readonly person: string;
  readonly batchId?: string;
  /** Ids of actions that must be confirmed first. */
  readonly dependsOn?: readonly string[];
}

/** An action as it lies in the ledger. Instants are integer ms UTC. */
export interface StoredAction {
  readonly id: string;
  readonly kind: ActionKind;
  readonly payload: JsonObject;
  readonly base: JsonObject;
  readonly lane: string;
  readonly customerId: string;
  readonly person: string;
  readonly batchId: string | null;
  readonly state: OutboxState;
  /** When the present state began. */
  readonly since: number;
  readonly createdAt: number;
  /** When something happens next by itself; null: at once, or nothing. */
  readonly nextAt: number | null;
  /** Requests that may have left. */
  readonly attempts: number;
  /** What the Partner Center says, where a person decides. */
  readonly theirs: JsonObject | null;
  /** Why it is where it is: one of our error codes. */
  readonly code: string | null;
  readonly data: JsonObject | null;
  readonly dependsOn: string[];
  /** In `decision`: it may have happened, and only a person can say so. */
  readonly unclear: boolean;
  /** What the Partner Center said of it that later steps need: the id of the customer it made. */
  readonly result: JsonObject | null;
}

/** One request of an action. `outcome` is null while it is under way. */
export interface StoredAttempt {
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly code: string | null;
}

/** A person's answer to an action that waits for a decision. */
export type Decision = 'mine' | 'theirs' | 'happened' | 'did-not-happen';
