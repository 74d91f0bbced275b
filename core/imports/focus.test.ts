import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { focusColumns, focusCsv, focusRow } from '../../test/support/files/focus.ts';
import type { FocusVersion } from '../../test/support/files/focus.ts';
import { importDesk } from '../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../test/support/files/import-desk.ts';
import { isCoded } from '../base/errors.ts';
import { focusVersion } from './focus.ts';
import { checkFile } from './index.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const VERSIONS: readonly FocusVersion[] = ['1.0', '1.1', '1.2', '1.3', '1.4'];

test.each(VERSIONS)(
  'FOCUS %s is recognised by its columns, in any order, and adds up exactly',
  async (version) => {
    const columns = focusColumns(version);
    expect(focusVersion(columns)).toBe(version);
    expect(focusVersion([...columns].reverse())).toBe(version);
    const rows = [
      focusRow(),
      focusRow({
        BilledCost: '-0.00000000015',
        EffectiveCost: '0.0000000000000001',
        ListCost: '10',
        SubAccountId: '222',
      }),
    ];
    const check = await desk.check('any-name.csv', focusCsv(version, rows));
    expect(check).toMatchObject({
      format: 'focus',
      version,
      rows: 2,
      rejected: 0,
      skipped: 0,
      verdict: 'new',
    });
    expect(check.totals).toEqual({
      USD: { billed: '1.24999999985', effective: '1.0000000000000001', list: '12.50', contracted: '2.50' },
    });
  },
);

test('checking writes nothing; applying gives lines with their origin, customers by vendor and id, and unknown columns', async () => {
  const columns = [...focusColumns('1.2'), 'x_Team', 'Id'];
  const row = focusRow({ x_Team: 'blue "team"', Id: '7', SubAccountName: '=HYPERLINK("x")' });
  const bare = { ...focusRow({ BilledCost: '3' }), SubAccountId: '', SubAccountName: '' };
  const text = [
    columns.join(','),
    ...[row, bare].map((one: Record<string, string>) =>
      columns.map((name) => `"${(one[name] ?? '').replaceAll('"', '""')}"`).join(','),
    ),
  ].join('\n');
  const before = await desk.ws.lines.version();
  await desk.check('x.csv', text);
  expect(await desk.ws.lines.version()).toBe(before);
  expect(fs.readdirSync(desk.ws.paths.imports)).toEqual([]);

  const { outcome, id } = await desk.bring('x.csv', text);
  expect(outcome).toBe('applied');
  const { rows, next } = await desk.ws.lines.page({ limit: 10 });
  expect(next).toBeNull();
  expect(rows[0]).toMatchObject({
    period: '2026-10',
    day: '2026-10-05',
    customerId: 'Cloud A:111',
    customerName: '=HYPERLINK("x")',
    service: 'Compute',
    region: 'Region One',
    mode: 'standard',
    kind: 'usage',
    usage: '0.123456789012345',
    unit: 'Hours',
    currency: 'USD',
    amounts: { payable: '1.25', billed: '1.25', list: '2.5', effective: '1', contracted: '1.25' },
    origin: { importId: id, file: 'x.csv', part: 0, row: 1 },
  });
  expect(JSON.parse(rows[0]?.extra ?? '')).toMatchObject({
    x_Team: 'blue "team"',
    Id: '7',
    PricingCurrency: 'EUR',
  });
  // A charge of the account itself stands under the billing account.
  expect(rows[1]).toMatchObject({ customerId: 'Cloud A:1234567890123', origin: { row: 2 } });
});

test('missing words, dates without a zone, thousands signs and brackets are read; what is not understood is rejected with its reason', async () => {
  const columns = focusColumns('1.0');
  const rows = [
    focusRow({
      ChargePeriodStart: '2026-10-31 23:00:00',
      BillingPeriodStart: '2026-10-01 00:00:00',
      ListCost: 'N/A',
    }),
    focusRow({
      BilledCost: '$50,000.00 ',
      EffectiveCost: '(1,234.5)',
      ListCost: '--',
      ContractedCost: 'null',
    }),
    focusRow({ BilledCost: '1e3' }),
    focusRow({ BilledCost: 'NULL' }),
    focusRow({ BilledCost: '12,34' }),
    focusRow({ EffectiveCost: '0.12345678901234567' }),
    focusRow({ BillingPeriodStart: '4/1/26' }),
    focusRow({ ChargePeriodStart: '2026-10-05T30:00:00Z' }),
    focusRow({ BilledCost: '99999999999999999999' }),
    focusRow({ BillingCurrency: '' }),
  ];
  const check = await desk.check('mixed.csv', focusCsv('1.0', rows, { missing: 'NULL' }));
  expect(check).toMatchObject({ rows: 2, rejected: 8 });
  expect(check.totals).toEqual({ USD: { billed: '50001.25', effective: '-1233.50', contracted: '1.25' } });
  expect(check.rejects.map(({ line, code, data }) => [line, code, data['column']])).toEqual([
    [3, 'LINE_AMOUNT_INVALID', 'BilledCost'],
    [4, 'LINE_VALUE_MISSING', 'BilledCost'],
    [5, 'LINE_AMOUNT_INVALID', 'BilledCost'],
    [6, 'LINE_AMOUNT_TOO_PRECISE', 'EffectiveCost'],
    [7, 'LINE_PERIOD_INVALID', 'BillingPeriodStart'],
    [8, 'LINE_DATE_INVALID', 'ChargePeriodStart'],
    [9, 'LINE_AMOUNT_INVALID', 'BilledCost'],
    [10, 'LINE_VALUE_MISSING', 'BillingCurrency'],
  ]);
  expect(columns).toContain('BilledCost');
});

test('what the engine would take for a number, or for several, is no amount', async () => {
  const strange = ['0x10', '1_000', '1;2', '1\u001f2', '1 2', '1e3', '.', '-'];
  const rows = [...strange, '7'].map((BilledCost) => focusRow({ BilledCost }));
  const check = await desk.check('strange.csv', focusCsv('1.0', rows));
  expect(check.totals['USD']?.billed).toBe('7');
  expect(check.rejects.map(({ code, data }) => [code, data['column'], data['value']])).toEqual(
    strange.map((value) => ['LINE_AMOUNT_INVALID', 'BilledCost', value]),
  );
});

test('other data sets of FOCUS and files without required columns are refused with their names', async () => {
  await expect(
    desk.check('c.csv', 'ContractCommitmentId,ContractCommitmentCost,BillingCurrency\n1,2,USD\n'),
  ).rejects.toMatchObject({ code: 'IMPORT_NOT_COST_DATA', data: { dataset: 'contract-commitment' } });
  const without = focusColumns('1.2').filter((name) => name !== 'BilledCost' && name !== 'BillingCurrency');
  await expect(desk.check('d.csv', `${without.join(',')}\n`)).rejects.toMatchObject({
    code: 'IMPORT_COLUMN_MISSING',
    data: { columns: ['BilledCost', 'BillingCurrency'] },
  });
});

test('a later file of the same account and month replaces; other accounts and months stay', async () => {
  const october = focusRow();
  await desk.bring('a.csv', focusCsv('1.0', [october, focusRow({ BillingAccountId: 'other' })]));
  await desk.bring(
    'b.csv',
    focusCsv('1.3', [
      focusRow({ BilledCost: '7' }),
      focusRow({ BillingPeriodStart: '2026-09-01T00:00:00Z', ChargePeriodStart: '2026-09-02T00:00:00Z' }),
    ]),
  );
  const { rows } = await desk.ws.lines.groups({ by: 'month' });
  expect(rows.map(({ key, amounts, lines }) => [key, amounts.billed, lines])).toEqual([
    ['2026-09', '1.25', 1],
    ['2026-10', '8.25', 2],
  ]);
});

/** The sample files' totals as their README states them. */
function statedTotals(readme: string): Map<string, string[]> {
  const stated = new Map<string, string[]>();
  for (const [, name = '', ...amounts] of readme.matchAll(
    /^\| (1\.\d \w+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|/gm,
  )) {
    stated.set(name, amounts);
  }
  return stated;
}

const SAMPLES = path.resolve('../shared/data/focus');
const FILES = [
  ['1.0 a', 'focus-1.0-anonymised-a.csv', '1.0', 818],
  ['1.2 synthetic', 'focus-1.2-synthetic-aws-100.csv', '1.2', 100],
  ['1.3 synthetic', 'focus-1.3-synthetic-aws-100.csv', '1.3', 100],
] as const;

test('the shared sample files give exactly the totals their README states', async () => {
  if (!fs.existsSync(SAMPLES)) {
    console.log('not run: shared FOCUS files absent');
    return;
  }
  const stated = statedTotals(fs.readFileSync(path.join(SAMPLES, 'README.md'), 'utf8'));
  expect(stated.size).toBe(3);
  for (const [label, name, version, rows] of FILES) {
    const check = await checkFile(desk.ws, { path: path.join(SAMPLES, name), name });
    expect(check).toMatchObject({ version, rows, rejected: 0, skipped: 0 });
    const usd = check.totals['USD'];
    expect([usd?.billed, usd?.effective, usd?.list, usd?.contracted]).toEqual(stated.get(label));
  }
});

test("the specification's examples are read or refused with a code, never a crash", async () => {
  const folder = path.join(SAMPLES, 'spec-examples');
  if (!fs.existsSync(folder)) {
    console.log('not run: shared FOCUS files absent');
    return;
  }
  const outcomes: string[] = [];
  for (const name of fs.readdirSync(folder).sort()) {
    try {
      const check = await checkFile(desk.ws, { path: path.join(folder, name), name });
      outcomes.push(check.rows > 0 ? 'read' : 'no rows');
      expect(check.rejects.length).toBe(check.rejected);
    } catch (error) {
      outcomes.push(isCoded(error) ? error.code : String(error));
    }
  }
  expect(outcomes).toHaveLength(26);
  expect(outcomes.filter((one) => !['read', 'no rows', 'IMPORT_COLUMN_MISSING'].includes(one))).toEqual([]);
});
