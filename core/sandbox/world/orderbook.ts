import { monthAt, monthOf, monthStart } from './calendar.ts';
import type { Customer } from './customers.ts';
import { ordersCreated, type Order } from './orders.ts';
import type { World } from './world.ts';

// Months of orders kept; a sweep over a year needs thirteen.
const KEPT_MONTHS = 40;
// Filtered lists kept while they are being read page by page.
const KEPT_LISTS = 8;
const ORDER_ID = /^CS(\d{2})(\d{2})[0-9A-Z]{7}(\d{7,})$/;

/** The orders of all customers, by time of creation. */
export class OrderBook {
  readonly #world: World;
  readonly #months = new Map<number, readonly Order[]>();
  readonly #lists = new Map<string, { stamp: string; rows: readonly Order[] }>();
  #customers = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Orders created in a month, oldest first. */
  #month(month: number): readonly Order[] {
    if (this.#customers !== this.#world.customers.length) {
      this.#months.clear();
      this.#customers = this.#world.customers.length;
    }
    const known = this.#months.get(month);
    if (known) return known;
    const orders: Order[] = [];
    for (const customer of this.#world.customers)
      for (const order of ordersCreated(this.#world.ledger.options, customer, month)) orders.push(order);
    orders.sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
    if (this.#months.size >= KEPT_MONTHS) this.#months.clear();
    this.#months.set(month, orders);
    return orders;
  }

  /** Orders created from `from` to `to` (ms UTC, both included), oldest first; of one customer when given. */
  between(from: number, to: number, customer?: Customer): Order[] {
    const first = Math.max(this.#world.firstMonth, monthAt(from));
    const last = monthAt(to);
    const result: Order[] = [];
    for (let month = first; month <= last; month += 1) {
      const orders = customer
        ? [...ordersCreated(this.#world.ledger.options, customer, month)].sort(
            (a, b) => a.created - b.created,
          )
        : this.#month(month);
      const whole = from <= monthStart(month) && to >= monthStart(month + 1);
      for (const order of orders)
        if (whole || (order.created >= from && order.created <= to)) result.push(order);
    }
    return result;
  }

  /**
   * A filtered list, made once and kept while its stamp stays the same, so that a page costs a page.
   * @param key the list and its filters @param stamp changes whenever the rows may
   */
  list(key: string, stamp: string, make: () => readonly Order[]): readonly Order[] {
    const whole = `${stamp}|${this.#world.customers.length}`;
    const known = this.#lists.get(key);
    if (known?.stamp === whole) return known.rows;
    const rows = make();
    if (this.#lists.size >= KEPT_LISTS) this.#lists.clear();
    this.#lists.set(key, { stamp: whole, rows });
    return rows;
  }

  /** The order with this id (case does not matter), if it is there yet. */
  find(id: string): Order | undefined {
    const match = ORDER_ID.exec(id.toUpperCase());
    if (!match) return undefined;
    const key = Number(match[3]);
    const customer = this.#world.customers[Math.floor(key / 8)];
    if (!customer) return undefined;
    const month = monthOf(`20${match[1]}-${match[2]}`);
    return ordersCreated(this.#world.ledger.options, customer, month).find(
      (order) => order.id === id.toUpperCase() && order.created <= this.#world.now(),
    );
  }
}
