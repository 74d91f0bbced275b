import { expect, test } from 'vitest';
import type { Caller } from '../contract/handlers.ts';
import { administrator, asked, exportBench, putCustomers } from '../../test/support/exports.ts';

const bench = exportBench();

/** An account manager who may export everything, of the customers that are theirs. */
const manager: Caller = { ...administrator, sees: { managers: ['m1'] } };

function put(): void {
  const { desk } = bench;
  putCustomers(desk);
  desk.workspace.mirror.write((w) => {
    w.run("UPDATE customer SET manager_id = 'm1' WHERE id IN ('c1', 'c2')");
    w.run("UPDATE customer SET manager_id = 'm2' WHERE id = 'c3'");
  });
  desk.put(
    'orders',
    ['c0', 'c1', 'c2', 'c3'].map((id) => ({
      order_id: `order-${id}`,
      customer_id: id,
      order_type: 1,
      status: 5,
      currency: 'USD',
    })),
  );
  desk.put(
    'coupons',
    ['c0', 'c1', 'c2', 'c3'].map((id) => ({
      coupon_id: `coupon-${id}`,
      customer_id: id,
      status: 2,
      face_value: '10',
      balance: '10',
      currency: 'USD',
    })),
  );
}

test.each(['customers', 'orders', 'coupons'])(
  '%s: a member takes out whom they see, and nobody else',
  async (list) => {
    put();
    const all = await bench.textOf(asked(list));
    for (const id of ['c0', 'c1', 'c2', 'c3']) expect(all).toContain(id);
    const own = await bench.textOf(asked(list), manager);
    for (const id of ['c1', 'c2']) expect(own).toContain(id);
    for (const id of ['c0', 'c3']) expect(own).not.toContain(id);
  },
);

test('an id that was typed is no way around it', async () => {
  put();
  const text = await bench.textOf(asked('customers', { input: { ids: ['c0', 'c1', 'c3'] } }), manager);
  expect(text.trimEnd().split('\r\n')).toHaveLength(2);
  expect(text).toContain('c1');
  await expect(bench.room.count('customers', {}, manager)).resolves.toBe(2);
});

test('a file of somebody who sees all is not for a director who also manages members; nor names in clear for who may not', async () => {
  put();
  const masked = bench.room.start(asked('orders'), administrator);
  const clear = bench.room.start(asked('orders', { masked: false }), administrator);
  await bench.room.idle();
  const director: Caller = { ...manager, memberId: 'd1', person: 'd1' };
  for (const id of [masked, clear])
    await expect(bench.room.file(id, 'download', director)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  const staff: Caller = { ...administrator, memberId: 's1', may: (one) => one !== 'customers.export' };
  await expect(bench.room.file(clear, 'open', staff)).rejects.toMatchObject({
    code: 'NOT_PERMITTED',
    data: { permission: 'customers.export' },
  });
  await expect(bench.room.file(masked, 'open', staff)).resolves.toBeDefined();
});
