import type { Handlers } from '../server/call.ts';
import { budgetHandlers } from './budgets.ts';
import { customerHandlers } from './customers.ts';
import { dictionaryHandlers } from './dictionaries.ts';
import { moneyHandlers } from './money.ts';
import { orderHandlers } from './orders.ts';
import { priceHandlers } from './prices.ts';
import { realnameHandlers } from './realname.ts';
import { resellerHandlers } from './resellers.ts';
import { resourceHandlers } from './resources.ts';

/** Every operation that a partner may call; the others are refused before they get here. */
export const handlers: Handlers = {
  ...customerHandlers,
  ...budgetHandlers,
  ...moneyHandlers,
  ...resellerHandlers,
  ...orderHandlers,
  ...resourceHandlers,
  ...priceHandlers,
  ...dictionaryHandlers,
  ...realnameHandlers,
};
