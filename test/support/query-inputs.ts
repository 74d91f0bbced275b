import type { InputOf, QueryName } from '../../core/contract/index.ts';

/**
 * A sensible input for each query that needs one; the others take `{}`. Tests that go through all queries of the contract
 * use it, so a query whose input cannot be empty needs a line here.
 */
export const QUERY_INPUTS: { readonly [N in QueryName]?: InputOf<N> } = {
  'customers.list': { filter: {} },
  'customers.ids': { filter: {} },
  'customers.totals': { filter: {} },
  'customers.get': { id: 'unknown' },
  'resources.list': { customerId: 'unknown', kind: 'period' },
  'resources.summary': { customerId: 'unknown' },
  'realname.get': { customerId: 'unknown' },
  'budgets.records': { customerId: 'unknown' },
  'budgets.previewBatch': { customerIds: ['unknown'], change: { amount: '100', type: 'monthly' } },
  'behalf.get': { customerId: 'unknown' },
  'discounts.of': { customerId: 'unknown' },
  'discounts.preview': {
    customerIds: ['unknown'],
    change: { kind: 'general', percent: '10', from: '2026-12-01', to: '2026-12-31' },
  },
  'association.get': { id: 'unknown' },
  'association.models': { ids: ['unknown'] },
  'association.checks': { customerId: 'unknown' },
  'assignments.preview': { customerIds: ['unknown'], managerId: null },
  'development.registration': { id: 'unknown' },
  'development.invitation': { id: 'unknown' },
  'resellers.get': { id: 'unknown' },
  'expenditures.groups': { by: 'customer' },
  'explain.figure': { figure: 'quota' },
  'outbox.progress': { ids: ['unknown'] },
  'outbox.get': { id: 'unknown' },
  'tasks.get': { id: 'unknown' },
  'team.member': { id: 'unknown' },
  'exports.count': { list: 'customers' },
  'views.list': { screen: 'customers' },
};
