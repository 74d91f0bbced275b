import { formatInstant } from '../../base/period.ts';
import type { BudgetSetting, BudgetType } from '../world/budgets.ts';
import type { Customer } from '../world/customers.ts';
import { noContent, ok, refuse, type Answer, type BodyObject } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';
import { money } from '../server/json.ts';

const AMOUNT = /^\d{1,10}(\.\d{1,2})?$/;

/** Whole cents out of decimal text with at most two decimals. */
function toCents(text: string): number {
  const [whole = '0', part = ''] = text.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** The customer a budget may belong to. @throws Refusal CBC.99005024 for a customer that is not in the reseller model */
function budgetCustomer(call: Call): Customer {
  const customer = call.customer(call.required('customer_id')) ?? refuse('CBC.0151');
  return customer.model === '3' ? customer : refuse('CBC.99005024');
}

/** Amounts of a budget; a customer without one has 0. */
function amounts(call: Call, customer: Customer): BodyObject {
  const budget = call.world.budget(customer);
  const none: BudgetSetting = { amountCents: 0, type: 'MONTHLY', automatic: false, at: 0, operator: '' };
  return {
    budget_amount: money(budget?.amountCents ?? 0),
    used_amount: money(call.world.budgetUsedCents(customer, budget ?? none)),
    budget_type: (budget ?? none).type,
  };
}

const unit = { measure_id: 1, currency: 'USD' };

function showBudget(call: Call): Answer {
  return ok({ ...amounts(call, budgetCustomer(call)), ...unit });
}

function listBudgets(call: Call): Answer {
  const ids = call.texts('customer_ids') ?? [];
  if (ids.length === 0) return refuse('CBC.0100', 'Parameter error. Invalid parameter: customer_ids.');
  const found = [...new Set(ids)]
    .map((id) => call.customer(id))
    .filter((c) => c !== undefined && c.model === '3');
  call.reseller();
  return ok({
    ...unit,
    budget_infos: found.map((c) => (c ? { customer_id: c.id, ...amounts(call, c) } : {})),
  });
}

function updateBudget(call: Call): Answer {
  const customer = budgetCustomer(call);
  const text = call.required('budget_amount');
  if (!AMOUNT.test(text) || toCents(text) <= 0)
    return refuse('CBC.0100', 'Parameter error. Invalid parameter: budget_amount.');
  const before = call.world.budget(customer);
  const mode = call.text('frozen_operate_type');
  call.world.changes(customer).settings.push({
    amountCents: toCents(text),
    type: (call.text('budget_type') ?? 'MONTHLY') as BudgetType,
    automatic: mode === undefined ? (before?.automatic ?? false) : mode === '1',
    at: call.world.now(),
    operator: call.principal.kind === 'partner' ? 'partner_admin' : 'partner_operator',
  });
  call.world.revision += 1;
  if (call.text('cancel_partner_frozen') === '1') call.world.unfreeze(customer);
  return noContent;
}

function listRecords(call: Call): Answer {
  const customer = call.customer(call.required('customer_id')) ?? refuse('CBC.0151');
  const type = call.text('budget_type');
  const records = call.text('operation_type') === 'DELETE' ? [] : call.world.budgetSettings(customer);
  const list = (): BudgetSetting[] => records.filter((record) => type === undefined || record.type === type);
  const answer = call.page(
    String(records.length),
    list,
    (r) => `${r.at}|${r.amountCents}`,
    (record) => ({
      budget_amount: money(record.amountCents),
      operation_type: 'SETTING',
      operation_time: formatInstant(record.at),
      operator: record.operator,
      budget_type: record.type,
      partner_corp_name: call.world.partner.name,
      partner_account_name: call.world.partner.accountName,
    }),
  );
  return { ...answer, body: { ...answer.body, ...unit } };
}

export const budgetHandlers: Handlers = {
  ShowSubCustomerBudget: showBudget,
  ListSubCustomerBudget: listBudgets,
  UpdateSubCustomerBudget: updateBudget,
  ListSubCustomerBudgetRecords: listRecords,
};
