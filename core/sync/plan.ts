import type { SyncStepName } from '../contract/sync.ts';
import type { Collection } from '../storage/collection.ts';
import type { CollectionName } from './ports.ts';
import { rotationStep } from './rotation.ts';
import {
  billsStep,
  filesStep,
  ordersStep,
  quotaStep,
  scanStep,
  SPECS,
  type StepContext,
  type StepResult,
} from './steps.ts';

/** One step of a sync. */
export interface StepPlan {
  readonly step: SyncStepName;
  /** The collection it fills; null for the files, which become lines. */
  readonly collection: CollectionName | null;
  /** Steps of the same run that come first. The others go on beside each other: each operation has its own limit. */
  readonly needs: readonly SyncStepName[];
  /** The Partner Center is asked: without an answer from it there is no point in trying. */
  readonly online: boolean;
  /** How often it is done again (sync-and-safety section 3). */
  readonly rhythmMs: number;
  run(context: StepContext, collection: Collection | undefined): Promise<StepResult | null>;
}

const MINUTE = 60_000;

const scanned =
  (name: CollectionName) => async (context: StepContext, collection: Collection | undefined) => {
    const specs = SPECS[name];
    return collection && specs
      ? scanStep(context, await specs(context.ports, collection, context.signal))
      : null;
  };

const filled =
  (run: (context: StepContext, collection: Collection) => Promise<StepResult | null>) =>
  (context: StepContext, collection: Collection | undefined): Promise<StepResult | null> =>
    collection ? run(context, collection) : Promise.resolve(null);

/**
 * The steps: budgets need the customers, customers and orders need the resellers. Everything online waits for the quota,
 * one single call, so that wrong keys are refused once and not once per step. A step stands after those it needs.
 */
export const PLAN: readonly StepPlan[] = [
  {
    step: 'quota',
    needs: [],
    collection: 'quota',
    online: true,
    rhythmMs: 60 * MINUTE,
    run: filled(quotaStep),
  },
  {
    step: 'resellers',
    needs: ['quota'],
    collection: 'resellers',
    online: true,
    rhythmMs: 60 * MINUTE,
    run: scanned('resellers'),
  },
  {
    step: 'customers',
    needs: ['resellers'],
    collection: 'customers',
    online: true,
    rhythmMs: 30 * MINUTE,
    run: scanned('customers'),
  },
  {
    step: 'budgets',
    needs: ['customers'],
    collection: 'budgets',
    online: true,
    rhythmMs: 15 * MINUTE,
    run: scanned('budgets'),
  },
  {
    step: 'coupons',
    needs: ['quota'],
    collection: 'coupons',
    online: true,
    rhythmMs: 60 * MINUTE,
    run: scanned('coupons'),
  },
  {
    step: 'orders',
    needs: ['resellers'],
    collection: 'orders',
    online: true,
    rhythmMs: 10 * MINUTE,
    run: filled(ordersStep),
  },
  {
    step: 'partner_bills',
    needs: ['quota'],
    collection: 'partner_bills',
    online: true,
    rhythmMs: 24 * 60 * MINUTE,
    run: filled(billsStep),
  },
  {
    step: 'period_resources',
    needs: ['customers'],
    collection: 'period_resources',
    online: true,
    rhythmMs: 5 * MINUTE,
    run: filled(rotationStep),
  },
  {
    step: 'on_demand_resources',
    needs: ['customers'],
    collection: 'on_demand_resources',
    online: true,
    rhythmMs: 5 * MINUTE,
    run: filled(rotationStep),
  },
  {
    step: 'files',
    needs: [],
    collection: null,
    online: false,
    rhythmMs: 10 * MINUTE,
    run: (context) => filesStep(context),
  },
];
