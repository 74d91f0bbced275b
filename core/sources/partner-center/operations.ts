/**
 * The operations this program calls, as facts (API reference, section 1 and 4). A small table of our own so that the
 * product does not carry the whole contract; a test compares it with the contract where that is present.
 */
export interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Where the list of an answer is, and the total of all pages. */
  readonly items?: string;
  readonly total?: string;
  /** Fields beside the list that belong to every entry (unit and currency of the budgets): copied into each. */
  readonly inherit?: readonly string[];
  /** Largest page that is safe to ask for. */
  readonly pageLimit?: number;
  /** Published limit, calls per second. We use half of it. */
  readonly perSecond: number;
  /** What an operator of the partner needs; one of several is enough. */
  readonly permission: string | null;
  /** Changes something: sent once through `send`, never through `call`. */
  readonly write?: true;
  /** Success comes without a body although its status is 200. */
  readonly emptyAnswer?: true;
}

const table = {
  ListSubCustomers: {
    method: 'POST',
    path: '/v2/partners/sub-customers/query',
    items: 'customer_infos',
    total: 'count',
    pageLimit: 100,
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010100|BPC_ITEM_SUBCUSTSERV_010500',
  },
  ListIndirectPartners: {
    method: 'POST',
    path: '/v2/partners/indirect-partners/query',
    items: 'indirect_partners',
    total: 'count',
    pageLimit: 100,
    perSecond: 10,
    permission: 'BPC_ITEM_SALES_020100',
  },
  ListSubCustomerBudget: {
    method: 'POST',
    path: '/v2/partners/sub-customers/budget/query',
    items: 'budget_infos',
    inherit: ['measure_id', 'currency'],
    pageLimit: 100,
    perSecond: 10,
    permission: 'BPC_ITEM_ACCOUNT_010500',
  },
  ShowSubCustomerBudget: {
    method: 'GET',
    path: '/v2/partners/sub-customers/budget',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010111|BPC_ITEM_SUBCUSTSERV_010503',
  },
  ListSubCustomerBudgetRecords: {
    method: 'GET',
    path: '/v2/partners/sub-customers/budget/records',
    items: 'record_list',
    total: 'total_count',
    inherit: ['measure_id', 'currency'],
    pageLimit: 100,
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010111|BPC_ITEM_SUBCUSTSERV_010503',
  },
  ListPayPerUseCustomerResources: {
    method: 'POST',
    path: '/v2/orders/suscriptions/resources/query',
    items: 'data',
    total: 'total_count',
    pageLimit: 100,
    perSecond: 10,
    permission: null,
  },
  ListCustomerOnDemandResources: {
    method: 'POST',
    path: '/v2/partners/sub-customers/on-demand-resources/query',
    items: 'resources',
    total: 'total_count',
    pageLimit: 100,
    perSecond: 10,
    permission: null,
  },
  ShowRealnameAuthenticationReviewResult: {
    method: 'GET',
    path: '/v2/customers/realname-auths/result',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010119',
  },
  ShowPartnerConsumptionQuota: {
    method: 'GET',
    path: '/v2/partners/credit/consumption-quota',
    perSecond: 10,
    permission: 'BPC_ITEM_ACCOUNT_010500',
  },
  ListSubCustomerCoupons: {
    method: 'GET',
    path: '/v2/promotions/benefits/coupons',
    items: 'user_coupons',
    total: 'count',
    pageLimit: 100,
    perSecond: 10,
    permission: null,
  },
  ListCustomerOrders: {
    method: 'GET',
    path: '/v2/orders/customer-orders',
    items: 'order_infos',
    total: 'total_count',
    pageLimit: 100,
    perSecond: 20,
    permission: 'BPC_ITEM_SUBCUSTSERV_060100',
  },
  ShowCustomerOrderDetails: {
    method: 'GET',
    path: '/v2/orders/customer-orders/details/{order_id}',
    items: 'order_line_items',
    total: 'total_count',
    pageLimit: 100,
    perSecond: 10,
    permission: null,
  },
  ListPostpaidBillSum: {
    method: 'GET',
    path: '/v2/bills/partner-bills/postpaid-bill-summary',
    perSecond: 10,
    permission: 'BPC_ITEM_FINANCE_090100',
  },
  CheckUserIdentity: {
    method: 'POST',
    path: '/v2/partners/sub-customers/users/check-identity',
    perSecond: 5,
    permission: 'BPC_ITEM_SUBCUSTSERV_010118',
  },
  SendVerificationMessageCode: {
    method: 'POST',
    path: '/v2/bases/verificationcode/send',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010118',
    write: true,
  },
  CreateSubCustomer: {
    method: 'POST',
    path: '/v2/partners/sub-customers',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010118',
    write: true,
  },
  UpdateSubCustomerBudget: {
    method: 'POST',
    path: '/v2/partners/sub-customers/budget',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010111|BPC_ITEM_SUBCUSTSERV_010503',
    write: true,
  },
  FreezeSubCustomers: {
    method: 'POST',
    path: '/v2/partners/sub-customers/freeze',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010501|BPC_ITEM_SUBCUSTSERV_010115',
    write: true,
    emptyAnswer: true,
  },
  UnfreezeSubCustomers: {
    method: 'POST',
    path: '/v2/partners/sub-customers/unfreeze',
    perSecond: 10,
    permission: 'BPC_ITEM_SUBCUSTSERV_010501|BPC_ITEM_SUBCUSTSERV_010115',
    write: true,
    emptyAnswer: true,
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof table;

/** All operations by id. */
export const OPERATIONS: Readonly<Record<OperationId, Operation>> = table;

/** Whether the text names an operation of the table. */
export function isOperation(id: string): id is OperationId {
  return Object.hasOwn(table, id);
}
