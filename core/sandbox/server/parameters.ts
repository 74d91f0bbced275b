import type { ApiField, ApiOperation, ApiParameter } from '../../contract/partner-center/api.ts';
import { partnerCenterApi } from '../../contract/partner-center/api.ts';
import { isLosslessNumber, parse } from 'lossless-json';
import { refuse } from './answer.ts';

/** A checked value: numbers stay the text they were sent as. */
export type Value = string | boolean | Value[] | { [key: string]: Value };
export type Values = ReadonlyMap<string, Value>;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const INTEGER = /^-?\d{1,18}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const INSTANT_NAME = /(_begin|_end|_time|_time_begin|_time_end)$/;

// Filters that may be left out but not be empty.
const NOT_EMPTY = new Set([
  'ListSubCustomerBudgetRecords.operation_type',
  'ListSubCustomerBudgetRecords.budget_type',
  'FreezeSubCustomers.freeze_type',
  'UnfreezeSubCustomers.unfreeze_type',
]);

const bad = (name: string): never => refuse('CBC.0100', `Parameter error. Invalid parameter: ${name}.`);

/** The body as values; numbers as their text. */
export function readBody(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = parse(Buffer.from(body).toString('utf8'));
  } catch {
    return refuse('CBC.0100', 'Parameter error. The body is not JSON.');
  }
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : refuse('CBC.0100', 'Parameter error. The body is not an object.');
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (isLosslessNumber(value)) return value.value;
  return typeof value === 'boolean' ? String(value) : undefined;
}

function checkText(name: string, text: string, field: ApiField & { max?: number }): string {
  if (field.enum !== undefined && !partnerCenterApi.enums[field.enum]?.includes(text)) return bad(name);
  switch (field.type) {
    case 'integer':
      if (!INTEGER.test(text) || (field.max !== undefined && Number(text) > field.max)) return bad(name);
      return text;
    case 'decimal':
      if (!DECIMAL.test(text) || (field.max !== undefined && Number(text) > field.max)) return bad(name);
      return text;
    default:
      if (field.max !== undefined && text.length > field.max) return bad(name);
      if (INSTANT_NAME.test(name) && !INSTANT.test(text)) return bad(name);
      return text;
  }
}

function checkObject(
  name: string,
  value: unknown,
  fields: Readonly<Record<string, ApiField>> | undefined,
): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value))
    return bad(name);
  const source = value as Record<string, unknown>;
  const result: { [key: string]: Value } = {};
  for (const [key, field] of Object.entries(fields ?? {})) {
    const checked = checkValue(`${name}.${key}`, source[key], field);
    if (checked !== undefined) result[key] = checked;
    else if (field.required) return bad(`${name}.${key}`);
  }
  return result;
}

function checkArray(name: string, value: unknown, field: ApiField & { max?: number }): Value {
  if (!Array.isArray(value) || (field.max !== undefined && value.length > field.max)) return bad(name);
  const item = field.type.slice('array of '.length);
  const { max: _max, ...rest } = field;
  return value.map((entry: unknown) => {
    const checked =
      item === 'object'
        ? checkObject(name, entry, field.fields)
        : checkValue(name, entry, { ...rest, type: item });
    return checked ?? bad(name);
  });
}

/** The value checked against its documented type; undefined when it is missing, null or empty. */
function checkValue(name: string, value: unknown, field: ApiField & { max?: number }): Value | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (field.type.startsWith('array of ')) return checkArray(name, value, field);
  if (field.type === 'array')
    return checkArray(name, value, { ...field, type: `array of ${field.items ?? 'string'}` });
  if (field.type === 'object') return checkObject(name, value, field.fields);
  const text = scalar(value);
  if (text === undefined) return bad(name);
  if (field.type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : bad(name);
  return checkText(name, text, field);
}

function source(parameter: ApiParameter, from: Sources): unknown {
  switch (parameter.in) {
    case 'query':
      return from.query.get(parameter.name) ?? undefined;
    case 'path':
      return from.path[parameter.name];
    case 'body':
      return from.body[parameter.name];
    default:
      return undefined;
  }
}

export interface Sources {
  readonly query: URLSearchParams;
  readonly path: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Checks a call's parameters against the documentation. @throws Refusal CBC.0100 */
export function checkParameters(operation: ApiOperation, from: Sources): Values {
  const values = new Map<string, Value>();
  for (const parameter of operation.params) {
    const raw = source(parameter, from);
    if (raw === '' && NOT_EMPTY.has(`${operation.operationId}.${parameter.name}`)) bad(parameter.name);
    const checked = checkValue(parameter.name, raw, parameter);
    if (checked !== undefined) values.set(parameter.name, checked);
    else if (parameter.required && parameter.in !== 'header') bad(parameter.name);
  }
  return values;
}
