/**
 * Account managers: a thousand customers assigned in one transaction, the list with many assignments, and expenditure by
 * manager over 24 months of lines against the same sums by customer, which know nothing of managers.
 */
import { DAY_MS } from '../../core/base/period.ts';
import { areaActions, areaQueries } from '../../core/areas/register.ts';
import { attributeLines, publishManagers } from '../../core/areas/assignments/shared.ts';
import { contract } from '../../core/contract/index.ts';
import type { AreaDesk } from '../support/areas.ts';
import { callerWith, openAreas } from '../support/areas.ts';
import { customerId, fill } from './fill.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { timed } from './measure.ts';

const MONTHS = 24;
const BATCH = 1000;
const MANAGERS = 30;
const RUNS = 15;
const caller = callerWith([]);

/** Members, each naming the account that every thirtieth customer's record has. */
async function staff(desk: AreaDesk, customers: number): Promise<string[]> {
  const managers: string[] = [];
  for (let i = 0; i < MANAGERS; i += 1) {
    const account = `manager-${i}`;
    const { id } = await desk.act('team.saveMember', {
      name: account,
      email: null,
      account,
      roles: ['manager'],
    });
    managers.push(id);
  }
  desk.put(
    'customers',
    Array.from({ length: customers }, (_, i) => ({
      customer_id: customerId(i),
      customer: `Company ${i}`,
      account_name: `account${i}`,
      association_type: '3',
      account_managers: i % 10 === 9 ? [] : [{ account_name: `manager-${i % MANAGERS}` }],
    })),
  );
  publishManagers(desk.workspace);
  return managers;
}

const told = (name: string, ours: number, goal: number | null): Measure => ({
  name,
  ours,
  floor: null,
  peer: null,
  ratio: null,
  goal: goal === null ? 'told' : `< ${goal} ms`,
  met: goal === null || ours < goal,
});

async function assigning(desk: AreaDesk, managers: readonly string[], customers: number): Promise<Measure[]> {
  const times: number[] = [];
  const batches = Math.max(1, Math.min(5, Math.floor(customers / BATCH)));
  for (let batch = 0; batch < batches; batch += 1) {
    const customerIds = Array.from({ length: Math.min(BATCH, customers) }, (_, i) =>
      customerId(batch * BATCH + i),
    );
    const input = { customerIds, managerId: managers[(batch * 7 + 1) % MANAGERS] ?? '' };
    // Days of this month before and after the change: such months are read line by line.
    desk.clock.advance(DAY_MS);
    const start = performance.now();
    await areaActions['assignments.assign'](desk.context, input, caller);
    times.push(performance.now() - start);
  }
  const input = contract['customers.list'].input.parse({ filter: { managedBy: managers[1] } });
  const page = await timed(RUNS, () => areaQueries['customers.list'](desk.context, input, caller));
  const all = contract['customers.list'].input.parse({ filter: {} });
  const whole = await timed(RUNS, () => areaQueries['customers.list'](desk.context, all, caller));
  return [
    told('assignments: 1,000 customers in one transaction', Math.max(...times), 1000),
    {
      ...told('assignments: a page of one manager’s customers', page, null),
      floor: whole,
      ratio: page / whole,
      goal: '< 5 × a page of all',
      met: page < 5 * whole,
    },
  ];
}

async function byManager(desk: AreaDesk): Promise<Measure[]> {
  const { lines } = desk.workspace;
  const start = performance.now();
  await attributeLines(desk.workspace);
  const loaded = performance.now() - start;
  const ours = await timed(RUNS, () => lines.groups({ by: 'manager' }));
  const floor = await timed(RUNS, () => lines.groups({ by: 'customer', limit: 30 }));
  return [
    told('assignments: whose every day is, told to the lines', loaded, null),
    {
      ...told('expenditure by manager, 24 months', ours, null),
      floor,
      ratio: ours / floor,
      goal: '< 3 × by customer',
      met: ours < 3 * floor,
    },
  ];
}

async function run({ lines, customers, log }: BenchOptions): Promise<Measure[]> {
  const desk = await openAreas({ lines: 'real' });
  try {
    await fill(desk, { lines, customers, months: MONTHS });
    const managers = await staff(desk, customers);
    log(`  ${customers} customers of ${MANAGERS} managers, ${lines} lines`);
    return [...(await assigning(desk, managers, customers)), ...(await byManager(desk))];
  } finally {
    await desk.close();
  }
}

export const bench: Bench = { name: 'assignments', run };
