import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findOperation, partnerCenterApi, type ApiField } from '../contract/partner-center/api.ts';
import vectors from '../contract/partner-center/signing-vectors.json' with { type: 'json' };
import { contractProblems } from '../../test/support/contract-check.ts';

// The copied table against the reference it was made from, where that is at hand; the table's own sense always.

const folder = fileURLToPath(new URL('../../../shared/reference/', import.meta.url));

function readShared(name: string): Record<string, unknown> | null {
  if (existsSync(folder + name))
    return JSON.parse(readFileSync(folder + name, 'utf8')) as Record<string, unknown>;
  console.log(`not run: shared ${name} absent`);
  return null;
}

interface SharedField {
  readonly type: string;
  readonly required?: boolean;
  readonly enum?: string;
  readonly items?: string;
  readonly fields?: Readonly<Record<string, SharedField>>;
}

/** A field without its prose. */
function bare(field: SharedField | ApiField): unknown {
  const fields = Object.entries(field.fields ?? {}).map(([name, inner]) => [name, bare(inner)]);
  return {
    type: field.type,
    required: field.required ?? false,
    enum: field.enum ?? null,
    items: field.items ?? null,
    fields,
  };
}

const bareAll = (fields: Readonly<Record<string, SharedField | ApiField>>): unknown =>
  Object.entries(fields).map(([name, field]) => [name, bare(field)]);

interface SharedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly kind: string;
  readonly rateLimit: { readonly perSecond: number } | null;
  readonly params: readonly {
    readonly name: string;
    readonly in: string;
    readonly type: string;
    readonly required: boolean;
    readonly max: number | null;
    readonly enum: string | null;
  }[];
  readonly response: {
    readonly successStatus: number;
    readonly fields: Readonly<Record<string, SharedField>>;
  };
  readonly errors: readonly { readonly http: number; readonly code: string }[];
}

test('the copied operations are those of the reference', () => {
  const shared = readShared('partner-center-api.json');
  const operations = (shared?.['operations'] ?? []) as readonly SharedOperation[];
  expect(partnerCenterApi.operations.length).toBe(shared ? operations.length : 54);
  for (const theirs of operations) {
    const ours = findOperation(theirs.operationId);
    if (!ours) throw new RangeError(theirs.operationId);
    expect([ours.method, ours.path, ours.kind, ours.success]).toEqual([
      theirs.method,
      theirs.path,
      theirs.kind,
      theirs.response.successStatus,
    ]);
    expect(ours.perSecond).toBe(theirs.rateLimit?.perSecond);
    expect(ours.params.map((p) => [p.name, p.in, p.type, p.required, p.max ?? null, p.enum ?? null])).toEqual(
      theirs.params.map((p) => [p.name, p.in, p.type, p.required, p.max, p.enum]),
    );
    expect(bareAll(ours.response)).toEqual(bareAll(theirs.response.fields));
    expect(ours.errors).toEqual(theirs.errors.map((e) => [e.http, e.code]));
  }
});

test('enums, errors and vectors are those of the reference', () => {
  const shared = readShared('partner-center-api.json');
  expect(vectors).toHaveLength(3);
  if (!shared) return;
  const enums = shared['enums'] as Record<string, Record<string, unknown>>;
  for (const [name, values] of Object.entries(enums))
    expect(new Set(partnerCenterApi.enums[name])).toEqual(
      new Set(Object.keys(values).filter((key) => !key.startsWith('_'))),
    );
  const errors = shared['errors'] as readonly { code: string; http: number }[];
  expect(partnerCenterApi.errors.map((e) => [e.code, e.http])).toEqual(errors.map((e) => [e.code, e.http]));
  expect(vectors).toEqual((shared['auth'] as { akSk: { testVectors: unknown } }).akSk.testVectors);
});

test('the documented examples pass the check that the sandbox passes', () => {
  const shared = readShared('partner-center-examples.json');
  const examples = (shared?.['examples'] ?? []) as readonly {
    id: string;
    operationId: string | null;
    response: { status: number; body: unknown; bodyDocumented: boolean };
  }[];
  for (const { id, operationId, response } of examples) {
    if (operationId === null || !response.bodyDocumented) continue;
    const operation = findOperation(operationId);
    if (!operation) throw new RangeError(operationId);
    const text = response.body === null ? '' : JSON.stringify(response.body);
    expect(contractProblems(operation, response.status, text), id).toEqual([]);
  }
});

test('every enum that a field names exists, and every paged operation names its rows', () => {
  for (const operation of partnerCenterApi.operations) {
    const enums = operation.params.map((parameter) => parameter.enum).filter((name) => name !== undefined);
    expect(Object.keys(partnerCenterApi.enums)).toEqual(expect.arrayContaining(enums));
    const named = [operation.paging?.itemsField, operation.paging?.totalField].filter(
      (name) => name !== undefined,
    );
    expect(Object.keys(operation.response)).toEqual(expect.arrayContaining(named));
  }
});
