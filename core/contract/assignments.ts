import { z } from 'zod';
import { action, day, instant, money, page, pageLimit, period, query } from './define.ts';
import { taskState } from './tasks.ts';

/**
 * Account managers of customers (guide 5.8). The Partner Center has no way to be told by a program: an assignment holds
 * here at once and makes a task for its console. Expenditure counts for the new manager from the day after.
 */

const id = z.string().min(1).max(64);
const revealId = z.string().max(64).optional();
const customerIds = z.array(id).min(1).max(1000);

/** Whom a customer belongs to. `id`: a member here; null: an account of the Partner Center that is no member's. */
export const managerName = z.object({ id: z.string().nullable(), name: z.string() });
export type ManagerName = z.infer<typeof managerName>;

/** One change of a customer's manager. */
export const assignmentRow = z.object({
  id: z.string(),
  customerId: z.string(),
  /** Masked unless revealed for view 'customers'; empty when the customer is not (any more) in the list. */
  customerName: z.string(),
  /** Null: nobody. */
  to: managerName.nullable(),
  former: managerName.nullable(),
  /** The day of the change, GMT+08:00; it still belongs to the former. */
  day,
  /** The first day that counts for `to`. */
  countsFrom: day,
  /** The last day that counts for `to`; null while it lasts. Before `countsFrom` when it never counted. */
  until: day.nullable(),
  at: instant,
  person: z.string(),
  cause: z.enum(['person', 'invitation', 'undo', 'seen']),
  /** What has to be entered in the Partner Center for it; null when nothing has to be. */
  task: z.object({ id: z.string(), state: taskState }).nullable(),
  /** Whether it can be taken back: it is the customer's last change and the Partner Center was not told yet. */
  undoable: z.boolean(),
});
export type AssignmentRow = z.infer<typeof assignmentRow>;

export const managerRow = z.object({
  /** Key of the manager in groups by manager: a member's id, or '@' and a digest. */
  key: z.string(),
  /** A member's name; an account of the Partner Center masked unless revealed for view 'customers'. */
  name: z.string(),
  /** A member with the role of account manager: customers can be assigned to them. */
  assignable: z.boolean(),
  /** Customers managed now. */
  customers: z.number().int(),
  /** Assignments that are not entered in the Partner Center yet. */
  open: z.number().int(),
});
export type ManagerRow = z.infer<typeof managerRow>;

/** Payable expenditure of the days that count for a manager, one sum per currency. */
export const managerFigures = z.object({
  key: z.string(),
  name: z.string(),
  monthToDate: z.array(money),
  lastMonth: z.array(money),
});
export type ManagerFigures = z.infer<typeof managerFigures>;

export const assignmentPreview = z.object({
  rows: z.array(
    z.object({
      customerId: z.string(),
      customerName: z.string(),
      before: managerName.nullable(),
      after: managerName.nullable(),
      /** ASSIGNMENT_SAME, ASSIGNMENT_NONE, CUSTOMER_UNKNOWN; null when it will be done. */
      refused: z.string().nullable(),
      /** Somebody has to enter it in the Partner Center. */
      tell: z.boolean(),
    }),
  ),
  count: z.number().int(),
  refused: z.number().int(),
  tell: z.number().int(),
  /** The first day that counts for the new manager. */
  countsFrom: day,
});
export type AssignmentPreview = z.infer<typeof assignmentPreview>;

const saved = z.object({
  /** The changes, to take them back with. */
  ids: z.array(z.string()),
  refused: z.array(z.object({ customerId: z.string(), code: z.string() })),
});

const reads = ['assignment', 'customers', 'team', 'task'];

export const assignmentsContract = {
  /** Changes, the newest first: of one customer, of one manager (got or lost), or of all that are seen. */
  'assignments.list': query(
    reads,
    z.strictObject({
      customerId: id.optional(),
      managerId: id.optional(),
      /** Only changes that are not entered in the Partner Center yet. */
      open: z.boolean().default(false),
      after: z.string().max(32).optional(),
      limit: pageLimit.default(100),
      revealId,
    }),
    page(assignmentRow),
  ),
  /** Every manager with their customers, and every member who may get some; `nobody`: customers without one. */
  'assignments.managers': query(
    reads,
    z.strictObject({ revealId }),
    z.object({ rows: z.array(managerRow), nobody: z.number().int() }),
  ),
  /** What counts for each manager (key '' for nobody), those who had customers once among them. */
  'assignments.figures': query(
    [...reads, 'lines'],
    z.strictObject({ revealId }),
    z.object({ rows: z.array(managerFigures), period, lastPeriod: period }),
  ),
  /** Members a customer can be assigned to by who asks. */
  'assignments.choices': query(
    ['customers', 'team'],
    z.strictObject({}),
    z.array(z.object({ id: z.string(), name: z.string(), customers: z.number().int() })),
  ),
  /** Who has whom now and what would change; `managerId` null = withdraw. Errors: MANAGER_UNKNOWN. */
  'assignments.preview': query(
    reads,
    z.strictObject({ customerIds, managerId: id.nullable(), revealId }),
    assignmentPreview,
  ),
  /** Customers to one manager, all in one transaction. Errors: MANAGER_UNKNOWN; who is left out is named with a reason. */
  'assignments.assign': action('console', z.strictObject({ customerIds, managerId: id }), saved),
  'assignments.withdraw': action('console', z.strictObject({ customerIds }), saved),
  /** Takes changes back while the Partner Center was not told. Errors: none; ASSIGNMENT_TOO_LATE is named per change. */
  'assignments.undo': action(
    'local',
    z.strictObject({ ids: customerIds }),
    z.object({
      ids: z.array(z.string()),
      refused: z.array(z.object({ id: z.string(), code: z.string() })),
    }),
  ),
};
