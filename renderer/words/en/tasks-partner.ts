/** What is done in the console in customers' place, for discounts and for resellers (guide 5.7, 5.9, 20). */
export const partnerKinds = {
  behalf_request: {
    title: 'Request the customer’s authorization',
    how: `Open Sales > Customers > Customer Management and search for the customer ID.
In the row, choose More > Request Authorization.
Accept the commitment letter if it is shown, and send the request.
The customer answers under My Account > My Partner > Authorization Management; record the answer on the customer’s page here.`,
  },
  behalf_order: {
    title: 'Place an order on the customer’s behalf',
    how: `Open Sales > Customers > Customer Management and search for the customer ID.
In the row, choose More > Place Order on Customer’s Behalf: your role switches to the customer.
Place the order for the purpose named.
Choose Switch Role to return, then end the switch here.`,
  },
  behalf_operate: {
    title: 'Perform O&M for the customer',
    how: `Open Sales > Customers > Customer Management and search for the customer ID.
In the row, choose More > Perform O&M: your role switches to the customer.
Do what the purpose names and nothing else.
Choose Switch Role to return, then end the switch here.`,
  },
  discounts_create: {
    title: 'Grant a discount',
    how: `Open Sales > Customers > Customer Management and search for the customer ID.
In the row, choose More > Create Discount.
Without a product, choose the general discount for all categories; else the product named.
Set the percentage and the validity period, and confirm.`,
  },
  resellers_grantBudget: {
    title: 'Grant the budget and freeze permission',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose Authorize Permissions > Budget and Freeze.
Tick the quotas named, enter their amounts, and confirm.`,
  },
  resellers_revokeBudget: {
    title: 'Revoke the budget and freeze permission',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose Authorize Permissions > Budget and Freeze > Revoke.
Enter the reason and confirm. Budgets that are set stay.`,
  },
  resellers_grantOrder: {
    title: 'Grant the order and O&M permission',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose Authorize Permissions > Order and O&M.
Accept the distributor commitment letter if it is shown, and confirm.`,
  },
  resellers_revokeOrder: {
    title: 'Revoke the order and O&M permission',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose Authorize Permissions > Order and O&M > Revoke.
Enter the reason and confirm.`,
  },
  resellers_assignManager: {
    title: 'Assign the reseller’s account manager',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose Assign Account Manager, select the one named, and confirm.`,
  },
  resellers_withdrawManager: {
    title: 'Withdraw the reseller’s account manager',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose Withdraw Account Manager and confirm.`,
  },
  resellers_invite: {
    title: 'Invite a reseller',
    how: `Open Sales > Resellers > Reseller Management and choose Invite Reseller.
Enter the values below and send the invitation.
The link in it works for 24 hours.`,
  },
  resellers_approve: {
    title: 'Approve a cooperation request',
    how: `Open Sales > Resellers > Cooperation Requests and find the request by name, mobile number or e-mail address.
Choose Approve and confirm.`,
  },
  resellers_reject: {
    title: 'Reject a cooperation request',
    how: `Open Sales > Resellers > Cooperation Requests and find the request by name, mobile number or e-mail address.
Choose Reject, enter the reason and confirm.`,
  },
  resellers_terminate: {
    title: 'End the cooperation with a reseller',
    how: `Open Sales > Resellers > Reseller Management and find the reseller.
Choose More > Terminate Cooperation, enter the reason and confirm.`,
  },
} as const;

export const partnerFields = {
  customerName: 'Customer name',
  purpose: 'Purpose',
  product: 'Product',
  percent: 'Discount in percent',
  from: 'First day',
  to: 'Last day',
  resellerName: 'Reseller',
  resellerId: 'Reseller ID',
  monthly: 'Monthly quota (USD)',
  oneTime: 'One-time quota (USD)',
  manager: 'Account manager',
  name: 'Name',
  phone: 'Mobile number',
  email: 'E-mail address',
} as const;
