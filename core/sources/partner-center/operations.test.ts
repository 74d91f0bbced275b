import { expect, test } from 'vitest';
import document from '../../contract/partner-center/api.json' with { type: 'json' };
import { OPERATIONS } from './operations.ts';

const documented = new Map(document.operations.map((operation) => [operation.operationId, operation]));

test.each(Object.entries(OPERATIONS))(
  '%s is as the contract has it, and says whether it writes',
  (id, ours) => {
    const theirs = documented.get(id);
    expect(theirs).toMatchObject({
      method: ours.method,
      path: ours.path,
      kind: ours.write ? 'write' : 'read',
      perSecond: ours.perSecond,
    });
    const paging: { totalField?: string; itemsField?: string; limitMax?: number } = theirs?.paging ?? {};
    expect(paging.totalField).toBe(ours.total);
    expect(paging.itemsField ?? ours.items).toBe(ours.items);
    expect(paging.limitMax ?? 100).toBeGreaterThanOrEqual(ours.pageLimit ?? 0);
    const fields = [ours.items, ours.total, ...(ours.inherit ?? [])].filter((field) => field !== undefined);
    expect(Object.keys(theirs?.response ?? {})).toEqual(expect.arrayContaining(fields));
    const needed: readonly string[] = theirs?.permissions ?? [];
    expect(ours.permission === null ? [] : ours.permission.split('|')).toEqual(needed);
  },
);
