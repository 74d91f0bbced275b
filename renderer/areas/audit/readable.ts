import { beijingDay } from '../../../core/base/period.ts';
import { associationState } from '../../../core/contract/association.ts';
import { outboxKind, outboxState } from '../../../core/contract/outbox.ts';
import { taskState } from '../../../core/contract/tasks.ts';
import { formatAmount } from '../../ui/format.ts';

/** One value of an audit entry: which field, what it holds, as far as the program knows them. */
export type Part =
  | { readonly is: 'amount' | 'text'; readonly field: string; readonly value: string }
  | { readonly is: 'bool'; readonly field: string; readonly value: boolean }
  | { readonly is: 'list'; readonly field: null; readonly value: string };

/** Bookkeeping that tells a person nothing. */
const SILENT: ReadonlySet<string> = new Set(['v', 'action', 'resellerId', 'currency', 'batchId', 'task']);
/** Instants that mean the day they are in. */
const DAYS: ReadonlySet<string> = new Set(['dueAt']);
const AMOUNTS: ReadonlySet<string> = new Set(['budget']);
const BUDGET_TYPES: ReadonlySet<unknown> = new Set(['monthly', 'one-time']);
const DECIMAL = /^-?\d+(\.\d+)?$/;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was decided names some things differently from what was there before; side by side they are one thing. */
function sameThing(field: string, value: unknown): string {
  if (field === 'amount') return 'budget';
  return field === 'type' && BUDGET_TYPES.has(value) ? 'budgetType' : field;
}

/** The values of one side of an audit entry, in their order; what is null or mere bookkeeping is left out. */
export function partsOf(side: unknown): readonly Part[] {
  if (side === null || side === undefined) return [];
  if (Array.isArray(side)) return [{ is: 'list', field: null, value: side.map(textOf).join(', ') }];
  if (typeof side !== 'object') return [{ is: 'list', field: null, value: textOf(side) }];
  return Object.entries(side).flatMap(([name, value]): readonly Part[] => {
    const field = sameThing(name, value);
    if (value === null || SILENT.has(field) || (field === 'unfreeze' && value === false)) return [];
    if (typeof value === 'boolean') return [{ is: 'bool', field, value }];
    if (DAYS.has(field) && typeof value === 'number')
      return [{ is: 'text', field, value: beijingDay(value) }];
    const text = textOf(value);
    if (AMOUNTS.has(field) && DECIMAL.test(text)) return [{ is: 'amount', field, value: formatAmount(text) }];
    return [{ is: 'text', field, value: text }];
  });
}

export const stateOf = (text: string) => outboxState.options.find((one) => one === text);
export const taskStateOf = (text: string) => taskState.options.find((one) => one === text);
export const associationStateOf = (text: string) => associationState.options.find((one) => one === text);
export const kindOf = (text: string) => outboxKind.options.find((one) => one === text);
