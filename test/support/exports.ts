/** The exports of a workspace for tests: opened before each, closed after it, nothing unexpected met. */
import fs from 'node:fs/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import { exportDefinitions } from '../../core/areas/exports.ts';
import { seededRandom } from '../../core/base/random.ts';
import type { Caller } from '../../core/contract/handlers.ts';
import type { Permission } from '../../core/contract/permissions.ts';
import type { ExportDefinition } from '../../core/exports/definition.ts';
import { openExports, type Exports, type StartInput } from '../../core/exports/exports.ts';
import { callerWith, fakeLines, openAreas, type AreaDesk } from './areas.ts';

export const administrator = callerWith([]);

export const withRights = (memberId: string, ...permissions: Permission[]): Caller => ({
  ...administrator,
  memberId,
  person: memberId,
  may: (permission) => permissions.includes(permission),
});

export const asked = (list: string, more: Partial<StartInput> = {}): StartInput => ({
  list,
  input: {},
  format: 'csv',
  masked: true,
  language: 'en',
  acknowledged: true,
  ...more,
});

export interface ExportBench {
  desk: AreaDesk;
  room: Exports;
  /** What was reported as unexpected; whoever expects it takes it out. */
  readonly unexpected: unknown[];
  open(definitions?: readonly ExportDefinition[]): Exports;
  /** Exports and gives the file's text (CSV), without its byte mark. */
  textOf(more: StartInput, caller?: Caller): Promise<string>;
  /** The finished file's bytes. */
  bytesOf(id: string): Promise<Buffer>;
  /** Another workspace in place of this one. */
  renew(): Promise<void>;
}

export function exportBench(): ExportBench {
  const unexpected: unknown[] = [];
  const random = seededRandom(3);
  const bench = {
    unexpected,
    open(definitions: readonly ExportDefinition[] = exportDefinitions): Exports {
      const { context, clock } = bench.desk;
      return openExports({
        context,
        definitions,
        clock,
        random,
        report: (error) => void unexpected.push(error),
      });
    },
    async textOf(more: StartInput, caller: Caller = administrator): Promise<string> {
      const id = bench.room.start(more, caller);
      await bench.room.idle();
      const file = await bench.room.file(id, 'download', caller);
      return (await fs.readFile(file.path, 'utf8')).replace(/^\ufeff/, '');
    },
    async bytesOf(id: string): Promise<Buffer> {
      return await fs.readFile((await bench.room.file(id, 'download', administrator)).path);
    },
    async renew(): Promise<void> {
      await bench.room.close();
      await bench.desk.close();
      await begin();
    },
  } as ExportBench;
  const begin = async (): Promise<void> => {
    bench.desk = await openAreas({ lines: fakeLines(), kind: 'real' });
    bench.room = bench.open();
  };
  beforeEach(async () => {
    unexpected.length = 0;
    await begin();
  });
  afterEach(async () => {
    await bench.room.close();
    await bench.desk.close();
    expect(unexpected).toEqual([]);
  });
  return bench;
}

export const NAMES = ['Orrinfield Gaming (Pty) Ltd', '深圳澜曜渡物流有限公司', 'Kitefern', '=cmd|calc!A1'];
const PEOPLE = [
  {
    account: 'orrinfield_cloud',
    phone: '13800138000',
    email: 'lin.wei@orrinfield.example',
    manager: 'Lin Wei',
  },
  { account: 'lanyaodu', phone: '13911112222', email: 'zhao@lanyaodu.example', manager: '赵敏' },
  { account: 'kitefern-ops', phone: '+86 137 0000 1111', email: 'ops@kitefern.example', manager: 'Lin Wei' },
  { account: '@boss', phone: '555-0100', email: 'b@calc.example', manager: 'Omar Haddad' },
];
/** Every clear text of the four customers. */
export const CLEAR = [...NAMES, ...PEOPLE.flatMap((one) => Object.values(one))];

/** Four customers c0 to c3 with names, accounts, managers, numbers and addresses, some of which look like formulas. */
export const putCustomers = (desk: AreaDesk): void =>
  desk.put(
    'customers',
    NAMES.map((name, i) => ({
      customer_id: `c${i}`,
      customer: name,
      account_name: PEOPLE[i]?.account ?? '',
      telephone: PEOPLE[i]?.phone ?? '',
      email: PEOPLE[i]?.email ?? '',
      account_managers: [{ account_name: PEOPLE[i]?.manager ?? '' }],
      association_type: '3',
      label: 'gold',
    })),
  );
