import { afterEach, beforeEach, expect, test } from 'vitest';
import { huaweiLine, usageArchive } from '../../../test/support/files/huawei.ts';
import { importDesk } from '../../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../../test/support/files/import-desk.ts';
import { undoImport } from '../../imports/index.ts';
import { followLines, publishCustomerMonths } from './customer-months.ts';
import { sharePercent } from './rules/share.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const usage = (period: string, payable: string, customers = 2) =>
  usageArchive(
    period,
    `${period}-20`,
    Array.from({ length: customers }, (_, index) =>
      huaweiLine({ billingCycle: period, customerId: `c-${index}`, payable }),
    ),
  );
const table = () =>
  desk.ws.mirror.read
    .all<{ customer_id: string; period: string; payable_e8: bigint; payable_r16: bigint; list_e8: bigint }>(
      'SELECT * FROM customer_month ORDER BY period, customer_id',
    )
    .map((row) => [row.customer_id, row.period, row.payable_e8, row.payable_r16, row.list_e8]);

test('the running and the previous month are published per customer, exactly, and follow the lines', async () => {
  for (const period of ['2026-09', '2026-10']) await desk.bring('o.tar.gz', await usage(period, '1.5'));
  let derived = 0;
  const end = await followLines(desk.ws, () => (derived += 1));
  expect(table()).toEqual([
    ['c-0', '2026-10', 150_000_000n, 0n, 200_000_000n],
    ['c-1', '2026-10', 150_000_000n, 0n, 200_000_000n],
  ]);
  const { id } = await desk.bring('n.tar.gz', await usage('2026-11', '-0.0000000000000003', 1));
  expect(table()[2]).toEqual(['c-0', '2026-11', 0n, -3n, 200_000_000n]);
  await undoImport(desk.ws, id ?? '');
  expect(table()).toHaveLength(2);
  expect(derived).toBe(3);
  end();
});

test('nothing is written while lines and month are the same; a new month or a rebuilt file is', async () => {
  await desk.bring('o.tar.gz', await usage('2026-10', '1.5'));
  expect(await publishCustomerMonths(desk.ws)).toBe(true);
  expect(await publishCustomerMonths(desk.ws)).toBe(false);
  desk.clock.advance(10 * 86_400_000);
  expect(await publishCustomerMonths(desk.ws)).toBe(true);
  expect(table()).toEqual([]);
});

test('a share is known only against a positive whole', () => {
  expect(sharePercent('1', '3')).toBe('33.33');
  expect(sharePercent('-1', '4')).toBe('-25.00');
  expect(sharePercent('1', '0')).toBeNull();
  expect(sharePercent('-1', '-2')).toBeNull();
  expect(sharePercent(null, '2')).toBeNull();
});
