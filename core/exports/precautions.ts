import { CodedError } from '../base/errors.ts';
import type { Caller } from '../contract/handlers.ts';
import type { ExportColumn, ExportDefinition } from './definition.ts';

/** Who may take what out (guide 2.2, 3), and which columns go with it. Pure. */

/** Whether the list holds names, phone numbers or e-mail addresses. */
export const isPersonal = (definition: ExportDefinition): boolean =>
  definition.columns.some((column) => column.personal !== undefined);

/** The customer list in clear belongs to the administrator alone; no other list may be a way around it. */
export const mayUnmask = (definition: ExportDefinition, caller: Caller): boolean =>
  isPersonal(definition) && caller.may('customers.export');

export function definitionOf(definitions: readonly ExportDefinition[], name: string): ExportDefinition {
  const found = definitions.find((one) => one.name === name);
  if (found === undefined) throw new CodedError('NOT_FOUND', { list: name });
  return found;
}

/** @throws CodedError EXPORT_PRECAUTIONS when they were not read, NOT_PERMITTED */
export function checkStart(
  definition: ExportDefinition,
  asked: { readonly masked: boolean; readonly acknowledged: boolean },
  caller: Caller,
): void {
  if (!caller.may(definition.permission))
    throw new CodedError('NOT_PERMITTED', { permission: definition.permission });
  if (!asked.masked && isPersonal(definition) && !mayUnmask(definition, caller))
    throw new CodedError('NOT_PERMITTED', { permission: 'customers.export' });
  if (!asked.acknowledged) throw new CodedError('EXPORT_PRECAUTIONS');
}

/**
 * Whether somebody may have a finished file. It shows what was seen by whoever made it, so somebody else's is only for
 * those who see all; and names in clear are only for those who may still take them out.
 * @throws CodedError NOT_PERMITTED
 */
export function checkFile(
  definition: ExportDefinition,
  task: { readonly memberId: string; readonly request: { readonly masked: boolean } },
  caller: Caller,
): void {
  const { permission } = definition;
  if (!caller.may(permission)) throw new CodedError('NOT_PERMITTED', { permission });
  if (task.memberId !== caller.memberId && caller.sees !== 'all')
    throw new CodedError('NOT_PERMITTED', { permission: 'members.manage' });
  if (!task.request.masked && isPersonal(definition) && !mayUnmask(definition, caller))
    throw new CodedError('NOT_PERMITTED', { permission: 'customers.export' });
}

/**
 * The columns of the file: those of the screen in its order, with the ones that are always written beside them where
 * the definition has them; all of them when nothing was chosen. @throws CodedError INPUT_INVALID for an unknown key
 */
export function columnsOf(
  definition: ExportDefinition,
  asked: readonly string[] | null,
): readonly ExportColumn[] {
  if (asked === null) return definition.columns;
  const groupOf = (column: ExportColumn): string => column.of ?? column.key;
  const known = new Set(definition.columns.map(groupOf));
  if (asked.some((key) => !known.has(key))) throw new CodedError('INPUT_INVALID', { field: 'columns' });
  const place = (column: ExportColumn): number => {
    const at = asked.indexOf(groupOf(column));
    return at === -1 ? asked.length : at;
  };
  return definition.columns
    .filter((column) => column.always === true || asked.includes(groupOf(column)))
    .toSorted((a, b) => place(a) - place(b));
}
