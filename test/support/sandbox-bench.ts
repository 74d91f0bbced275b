// A small sandbox for tests, whose client checks every answer against the documented API.
import { expect } from 'vitest';
import { fixedClock } from '../../core/base/clock.ts';
import { findOperation } from '../../core/contract/partner-center/api.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../core/sandbox/sandbox.ts';
import type { Customer } from '../../core/sandbox/world/customers.ts';
import { ordersCreated, type Order } from '../../core/sandbox/world/orders.ts';
import { contractProblems } from './contract-check.ts';
import { sandboxClient, type CallInput, type Reply, type SandboxClient } from './sandbox-client.ts';

export const NOW = Date.parse('2026-11-23T08:00:00Z');

export interface Bench {
  readonly sandbox: Sandbox;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly client: SandboxClient;
  readonly operator: SandboxClient;
  /** Calls, and checks the answer against the documentation whatever it is. */
  checked(operationId: string, input?: CallInput, by?: SandboxClient): Promise<Reply>;
  /** The partner's own customers. */
  own(): Customer[];
  /** A customer in the reseller model that uses something and is not frozen. */
  active(): Customer;
  /** Some order of a type. */
  orderOf(type: number): Order;
  /** A request to the control endpoint. */
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

function firstOrder(sandbox: Sandbox, customers: readonly Customer[], type: number): Order {
  const { world } = sandbox;
  for (const customer of customers)
    for (let month = world.firstMonth; month < world.firstMonth + world.options.months - 1; month += 1) {
      const found = ordersCreated(world.ledger.options, customer, month).find((order) => order.type === type);
      if (found) return found;
    }
  throw new RangeError('no such order');
}

/** Starts a sandbox with a clock that stands still. Close `sandbox` afterwards. */
export async function openBench(options: SandboxOptions = {}): Promise<Bench> {
  const clock = fixedClock(NOW);
  const sandbox = await startSandbox({
    customers: 120,
    months: 14,
    clock,
    limits: false,
    files: 'none',
    seed: 5,
    ...options,
  });
  const client = sandboxClient(sandbox.url, sandbox, () => clock.now());
  const operator = sandboxClient(sandbox.url, sandbox.operator, () => clock.now());
  const own = (): Customer[] => sandbox.world.customers.filter((customer) => customer.reseller === -1);
  return {
    sandbox,
    clock,
    client,
    operator,
    own,
    async checked(operationId, input = {}, by = client) {
      const operation = findOperation(operationId);
      if (!operation) throw new RangeError(operationId);
      const reply = await by.call(operationId, input);
      expect(
        contractProblems(operation, reply.status, reply.text),
        `${operationId} ${reply.text.slice(0, 400)}`,
      ).toEqual([]);
      return reply;
    },
    active() {
      const { world } = sandbox;
      const found = own().find(
        (c) => c.model === '3' && !world.freezeState(c).frozen && c.baseCents > 0 && c.verified === '2',
      );
      if (!found) throw new RangeError('no active customer');
      return found;
    },
    orderOf: (type) => firstOrder(sandbox, own(), type),
    async control(method, path, body) {
      const response = await fetch(`${sandbox.url}/__sandbox/${path}`, {
        method,
        headers: { 'x-sandbox-token': sandbox.controlToken },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as Record<string, unknown>;
    },
  };
}
