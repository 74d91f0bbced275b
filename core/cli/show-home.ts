import type { JsonValue } from '../base/json.ts';
import type { Quota } from '../contract/home.ts';
import type { InputOf, OutputOf, QueryName } from '../contract/index.ts';
import type { StartedDesk } from '../desk/desk.ts';
import { mayAsk } from '../desk/gate.ts';
import type { Answer, Line } from './command.ts';
import { revealFor } from './reveal.ts';
import { facts } from './table.ts';

/** The quota as scripts get it: amounts as decimal text, null for what is not provided. */
export function quotaDocument(quota: Quota | null) {
  const { total, used, available, usagePercent, amountDue, unbilled, balance, coupons, currency } =
    quota ?? {};
  return {
    total: total ?? null,
    used: used ?? null,
    available: available ?? null,
    usagePercent: usagePercent ?? null,
    amountDue: amountDue ?? null,
    unbilled: unbilled ?? null,
    balance: balance ?? null,
    coupons: coupons ?? null,
    currency: currency ?? null,
    asOf: quota === null ? null : new Date(quota.stamp.asOf).toISOString(),
    source: quota?.stamp.source ?? null,
  };
}

/** `show quota` */
export async function showQuota(_line: Line, desk: StartedDesk): Promise<Answer> {
  const document = quotaDocument(await desk.call('home.quota', {}));
  return { document, text: () => facts(Object.entries(document)) };
}

/** `show home`: everything the first screen shows, under the names of the contract. */
export async function showHome(line: Line, desk: StartedDesk): Promise<Answer> {
  const reveal = await revealFor(line, desk, 'home', ['name']);
  const caller = desk.caller();
  /** Null for a part that the member's role does not include, as for one that is not there yet. */
  const part = async <N extends QueryName>(name: N, input: InputOf<N>): Promise<OutputOf<N> | null> =>
    mayAsk(caller, name) ? await desk.call(name, input) : null;
  const [quota, trend, topCustomers, budgetsInDanger, expiringCoupons, amountsDue, todos] = await Promise.all(
    [
      desk.call('home.quota', {}),
      part('home.trend', {}),
      part('home.topCustomers', reveal),
      part('home.budgetsInDanger', reveal),
      part('home.expiringCoupons', {}),
      part('home.amountsDue', {}),
      desk.call('home.todos', {}),
    ],
  );
  const parts = { trend, topCustomers, budgetsInDanger, expiringCoupons, amountsDue, todos };
  const document = { quota: quotaDocument(quota), ...parts };
  return {
    document: document as unknown as JsonValue,
    text: () =>
      [
        facts(Object.entries(document.quota)),
        ...Object.entries(parts).map(([name, part]) => `${name}\n${JSON.stringify(part, null, 2)}\n`),
      ].join('\n'),
  };
}
