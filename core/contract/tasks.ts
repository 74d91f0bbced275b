import { z } from 'zod';
import { action, day, instant, page, pageLimit, query } from './define.ts';

/**
 * What only a person can do in the Partner Center's console (effect kind `console`). `open`: to be done; `done`: somebody
 * says so; `seen`: a later sync shows it; `denied`: a later sync shows otherwise, or nothing for too long.
 */
export const taskState = z.enum(['open', 'done', 'seen', 'denied', 'cancelled']);
export type TaskState = z.infer<typeof taskState>;

export const taskRow = z.object({
  id: z.string(),
  /** A key of the words `tasks.kind.*`, dots written as underscores. */
  kind: z.string(),
  customerId: z.string().nullable(),
  /** Masked unless revealed for view 'tasks'; empty when the customer is not (any more) in the list of customers. */
  customerName: z.string(),
  /** The transaction model, '1' referral or '3' reseller; null when the customer is not known. */
  association: z.string().nullable(),
  /** Who asked for it. */
  person: z.string(),
  createdAt: instant,
  /** Last instant of the day it is due (GMT+08:00). */
  dueAt: instant,
  overdue: z.boolean(),
  state: taskState,
  /** When the present state began. */
  since: instant,
  /** What the Partner Center called it, as the person wrote it down; null when there was none to write down. */
  reference: z.string().nullable(),
  note: z.string().nullable(),
});
export type TaskRow = z.infer<typeof taskRow>;

export const taskStep = z.object({
  at: instant,
  /** Null: the sync. */
  person: z.string().nullable(),
  what: z.enum(['created', 'done', 'reopened', 'cancelled', 'due', 'seen', 'denied']),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  dueAt: instant.nullable(),
});
export type TaskStep = z.infer<typeof taskStep>;

export const taskDetails = z.object({
  row: taskRow,
  /** Null host: the demo partner has no console. `path` begins with a slash. */
  page: z.object({ url: z.string().nullable(), path: z.string(), demo: z.boolean() }),
  /** What to enter, in the order of the console's form. */
  fields: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      /** The column that reveals it; null when it is not masked. */
      reveal: z.enum(['name', 'account', 'manager', 'phone', 'email']).nullable(),
    }),
  ),
  /** Whether a later sync can show that it is done. */
  checked: z.boolean(),
  history: z.array(taskStep),
});
export type TaskDetails = z.infer<typeof taskDetails>;

const id = z.string().min(1).max(64);
const text256 = z.string().trim().min(1).max(256);
const reads = ['task', 'customers'];

export const tasksContract = {
  'tasks.list': query(
    reads,
    z.strictObject({
      states: z.array(taskState).min(1).optional(),
      customerId: z.string().max(64).optional(),
      kind: z.string().max(64).optional(),
      /** Only what should have been done by now. */
      overdue: z.boolean().optional(),
      /** `due`: what falls due first; `newest`: what happened last. */
      order: z.enum(['due', 'newest']).default('due'),
      /** Id of the last task of the page before. */
      after: z.string().max(64).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(taskRow),
  ),
  'tasks.get': query(
    reads,
    z.strictObject({ id: z.string().max(64), revealId: z.string().max(64).optional() }),
    taskDetails.nullable(),
  ),
  /** What waits for a person. `open` and `overdue` count tasks to be done, `denied` those that are shown otherwise. */
  'tasks.summary': query(
    reads,
    z.strictObject({}),
    z.object({ open: z.number().int(), overdue: z.number().int(), denied: z.number().int() }),
  ),
  /** Errors: NOT_FOUND, TASK_CLOSED. */
  'tasks.done': action(
    'local',
    z.strictObject({
      id,
      /** What the Partner Center called it (request or record number); null only when it gave none. */
      reference: text256.nullable(),
      note: z.string().trim().max(256).optional(),
    }),
    z.object({ state: taskState }),
  ),
  /** Says that it is not done after all. Errors: NOT_FOUND, TASK_CLOSED. */
  'tasks.reopen': action(
    'local',
    z.strictObject({ id, note: z.string().trim().max(256).optional() }),
    z.object({ state: taskState }),
  ),
  /** Takes it back: it will not be done. Errors: NOT_FOUND, TASK_CLOSED. */
  'tasks.cancel': action('local', z.strictObject({ id, note: text256 }), z.object({ state: taskState })),
  /** Errors: NOT_FOUND, TASK_CLOSED, INPUT_INVALID {field: 'day'} for a day that has passed. */
  'tasks.setDue': action('local', z.strictObject({ id, day }), z.object({ dueAt: instant })),
};
