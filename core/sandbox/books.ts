// The sandbox's own exact books, for tests and for anyone who wants to know what a client should have come to.
import { USAGE_FILE } from '../contract/partner-center/files.ts';
import { centsText } from './server/json.ts';
import { USAGE_SHAPE, writeCustomerLines } from './files/lines.ts';
import { allDays, billTime, filedDays, knownDays, monthAt, monthOf, periodText } from './world/calendar.ts';
import { dueOf, type Totals } from './world/ledger.ts';
import { quotaParts } from './world/quota.ts';
import type { World } from './world/world.ts';

/** Amounts are decimal text in USD. */
export interface MonthBook {
  readonly period: string;
  readonly list: string;
  readonly payable: string;
  readonly consumption: string;
  readonly refunds: string;
  readonly adjustments: string;
}

export interface QuotaBook {
  readonly total: string;
  readonly balance: string;
  readonly coupons: string;
  readonly due: string;
  readonly unbilled: string;
  readonly used: string;
}

export interface BudgetBook {
  readonly customerId: string;
  readonly amount: string;
  readonly used: string;
  readonly type: string;
  readonly automatic: boolean;
  readonly frozen: boolean;
}

export interface Books {
  /** The consumption quota and its parts now. */
  quota(): QuotaBook;
  /** The partner's month as known now, or as known after so many complete days. */
  month(period: string, knownDays?: number): MonthBook;
  /** Months with usage, oldest first, each as known now. */
  months(): MonthBook[];
  /** The newest month that has a usage file, as that file knows it: a file comes at 14:00 for the days before. */
  filed(): MonthBook;
  /** Reseller-model customers with anything in the month. */
  customers(period: string, knownDays?: number): (MonthBook & { readonly customerId: string })[];
  /** By service type code, made by going through every line. */
  services(
    period: string,
    knownDays?: number,
  ): { readonly service: string; readonly list: string; readonly payable: string; readonly lines: number }[];
  /** Budgets of all customers, resellers' customers included. */
  budgets(): BudgetBook[];
  /** Whether the bill of the month is out. */
  isIssued(period: string): boolean;
}

function monthBook(month: number, totals: Totals): MonthBook {
  return {
    period: periodText(month),
    list: centsText(totals.list),
    payable: centsText(dueOf(totals)),
    consumption: centsText(totals.consumption),
    refunds: centsText(totals.refund),
    adjustments: centsText(totals.adjustment),
  };
}

const FIELD = /"((?:[^"]|"")*)"|([^,\n]*)/y;

/** The fields of a CSV line without line breaks inside. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < line.length) {
    const match = FIELD.exec(line);
    if (!match) break;
    fields.push(match[1] ?? match[2] ?? '');
    FIELD.lastIndex += 1;
  }
  return fields;
}

const e8 = (text: string): bigint => {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole) * 100_000_000n + BigInt(part.padEnd(8, '0').slice(0, 8) || '0');
  return text.startsWith('-') ? -units : units;
};

function e8BigText(units: bigint): string {
  const value = units < 0n ? -units : units;
  const text = `${value / 100_000_000n}.${String(value % 100_000_000n).padStart(8, '0')}`;
  return units < 0n ? `-${text}` : text;
}

function serviceBook(
  world: World,
  month: number,
  known: number,
  perMonth: number,
): ReturnType<Books['services']> {
  const at = (meaning: string): number =>
    USAGE_FILE.columns.findIndex((column) => column.meaning === meaning);
  const [service, list, payable] = [at('serviceTypeCode'), at('listPrice'), at('payable')];
  const sums = new Map<string, { list: bigint; payable: bigint; lines: number }>();
  const input = { world, shape: USAGE_SHAPE, month, known, perMonth };
  for (const customer of world.customers)
    writeCustomerLines(input, customer, (line) => {
      const fields = fieldsOf(line);
      const key = fields[service] ?? '';
      const sum = sums.get(key) ?? { list: 0n, payable: 0n, lines: 0 };
      sum.list += e8(fields[list] ?? '0');
      sum.payable += e8(fields[payable] ?? '0');
      sum.lines += 1;
      sums.set(key, sum);
    });
  return [...sums].map(([key, sum]) => ({
    service: key,
    list: e8BigText(sum.list),
    payable: e8BigText(sum.payable),
    lines: sum.lines,
  }));
}

/** The books of a world. @param perMonth lines a customer has in a month, as the files are written */
export function openBooks(world: World, perMonth: number): Books {
  const knownOf = (month: number, known: number | undefined): number =>
    known ?? knownDays(month, world.now());
  return {
    quota() {
      const parts = quotaParts(world);
      return {
        total: centsText(parts.totalCents),
        balance: centsText(parts.balanceCents),
        coupons: centsText(parts.couponCents),
        due: centsText(parts.dueCents),
        unbilled: centsText(parts.unbilledCents),
        used: centsText(parts.usedCents),
      };
    },
    month: (period, known) =>
      monthBook(monthOf(period), world.monthTotals(monthOf(period), knownOf(monthOf(period), known))),
    filed() {
      const now = world.now();
      let month = monthAt(now);
      while (filedDays(month, now) < 1) month -= 1;
      return monthBook(month, world.monthTotals(month, filedDays(month, now)));
    },
    months() {
      const books: MonthBook[] = [];
      for (let month = world.firstMonth; knownDays(month, world.now()) > 0; month += 1)
        books.push(monthBook(month, world.monthTotals(month, knownDays(month, world.now()))));
      return books;
    },
    customers(period, known) {
      const month = monthOf(period);
      return world.customers
        .filter((customer) => customer.model === '3')
        .map((customer) => {
          const totals: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };
          world.ledger.addMonth(totals, customer, month, knownOf(month, known));
          return { customerId: customer.id, ...monthBook(month, totals) };
        })
        .filter((book) => book.list !== '0.00' || book.payable !== '0.00');
    },
    services: (period, known) =>
      serviceBook(world, monthOf(period), knownOf(monthOf(period), known), perMonth),
    budgets: () =>
      world.customers.flatMap((customer) => {
        const budget = world.budget(customer);
        if (!budget) return [];
        return [
          {
            customerId: customer.id,
            amount: centsText(budget.amountCents),
            used: centsText(world.budgetUsedCents(customer, budget)),
            type: budget.type,
            automatic: budget.automatic,
            frozen: world.freezeState(customer).frozen,
          },
        ];
      }),
    isIssued: (period) =>
      billTime(monthOf(period)) <= world.now() &&
      knownDays(monthOf(period), world.now()) >= allDays(monthOf(period)),
  };
}
