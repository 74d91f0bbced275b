// Checks an answer of a Partner Center, real or sandbox, against the documented API: field names, types (a number is
// not a string), required fields, enums, and for failures the codes documented for the operation.
import { isLosslessNumber, parse } from 'lossless-json';
import {
  partnerCenterApi,
  type ApiField,
  type ApiOperation,
} from '../../core/contract/partner-center/api.ts';

// Codes that any operation may answer with: the gateway's, authentication, flow control, unknown errors.
const COMMON_CODES = new Set([
  'APIGW.0301',
  'APIGW.0308',
  'APIGW.0101',
  'CBC.0100',
  'CBC.0101',
  'CBC.0151',
  'CBC.0154',
  'CBC.0155',
  'CBC.0250',
  'CBC.0999',
]);
const KNOWN_CODES = new Set(partnerCenterApi.errors.map((fact) => fact.code));

function enumProblem(path: string, text: string, name: string | undefined): string[] {
  if (name === undefined) return [];
  const values = partnerCenterApi.enums[name];
  if (!values) return [`${path}: unknown enum ${name}`];
  return values.includes(text) ? [] : [`${path}: ${text} is not of ${name}`];
}

function objectProblems(path: string, value: unknown, fields: Readonly<Record<string, ApiField>>): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value))
    return [`${path}: not an object`];
  const problems: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const field = fields[name];
    if (!field) problems.push(`${path}.${name}: not documented`);
    else problems.push(...valueProblems(`${path}.${name}`, item, field));
  }
  for (const [name, field] of Object.entries(fields))
    if (field.required && (!(name in value) || value[name as keyof typeof value] === null))
      problems.push(`${path}.${name}: required`);
  return problems;
}

function numberProblems(path: string, value: unknown, field: ApiField): string[] {
  if (!isLosslessNumber(value)) return [`${path}: ${JSON.stringify(value)} is not a number`];
  if (field.type === 'integer' && !/^-?\d+$/.test(value.value))
    return [`${path}: ${value.value} is not an integer`];
  return enumProblem(path, value.value, field.enum);
}

/** What is wrong with a value by its documented type; null is accepted everywhere but in required fields. */
function valueProblems(path: string, value: unknown, field: ApiField): string[] {
  if (value === null) return [];
  switch (field.type) {
    case 'string':
      return typeof value === 'string' ? enumProblem(path, value, field.enum) : [`${path}: not a string`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path}: not a boolean`];
    case 'integer':
    case 'number':
    case 'decimal':
      return numberProblems(path, value, field);
    case 'array':
      if (!Array.isArray(value)) return [`${path}: not an array`];
      return value.flatMap((item: unknown, i) =>
        field.items === 'object'
          ? objectProblems(`${path}[${i}]`, item, field.fields ?? {})
          : valueProblems(`${path}[${i}]`, item, { type: field.items ?? 'string' }),
      );
    case 'object':
      return objectProblems(path, value, field.fields ?? {});
    default:
      return [`${path}: type ${field.type} not known`];
  }
}

function failureProblems(operation: ApiOperation, status: number, body: Record<string, unknown>): string[] {
  const code = body['error_code'];
  if (typeof code !== 'string') return ['no error_code'];
  const problems: string[] = [];
  const documented = operation.errors.some(([, known]) => known === code) || COMMON_CODES.has(code);
  if (!documented) problems.push(`${code} is not documented for ${operation.operationId}`);
  const pair = operation.errors.find(([, known]) => known === code);
  if (pair && pair[0] !== status) problems.push(`${code} came with ${status} instead of ${pair[0]}`);
  const message = body['error_msg'] ?? body['error_message'];
  if (typeof message !== 'string') problems.push('no error text');
  if (code.startsWith('APIGW.') && typeof body['request_id'] !== 'string')
    problems.push('a gateway error without request_id');
  const allowed = new Set(['error_code', 'error_msg', 'error_message', 'request_id', 'status_code']);
  for (const name of Object.keys(body))
    if (!allowed.has(name)) problems.push(`${name}: not part of a failure`);
  return problems;
}

function detailProblems(body: Record<string, unknown>): string[] {
  const details = body['error_details'];
  if (!Array.isArray(details)) return [];
  return details.flatMap((detail: { error_code?: unknown }) =>
    typeof detail.error_code === 'string' && KNOWN_CODES.has(detail.error_code)
      ? []
      : [`unknown code ${String(detail.error_code)}`],
  );
}

/** Everything in which an answer differs from the documentation; empty = it conforms. */
export function contractProblems(operation: ApiOperation, status: number, text: string): string[] {
  if (text === '') return status === operation.success ? [] : [`${status} without a body`];
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch {
    return ['not JSON'];
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return ['not an object'];
  const body = parsed as Record<string, unknown>;
  if (status >= 400) return failureProblems(operation, status, body);
  if (status !== operation.success) return [`${status} instead of ${operation.success}`];
  return [...objectProblems('answer', body, operation.response), ...detailProblems(body)];
}
