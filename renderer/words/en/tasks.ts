import { developmentFields, developmentKinds } from './tasks-development.ts';
import { partnerFields, partnerKinds } from './tasks-partner.ts';

/**
 * What only a person can do in the Partner Center's console. A kind's words stand under its name with dots written as
 * underscores; each line of `how` is one step. Its fields stand under `field`.
 */
export const tasks = {
  title: 'To do in the Partner Center',
  note: 'The Partner Center takes these only in its own console',
  button: {
    open_one: '{{n}} to do',
    open_other: '{{n}} to do',
    denied_one: '{{n}} not confirmed',
    denied_other: '{{n}} not confirmed',
    late_one: '{{n}} overdue',
    late_other: '{{n}} overdue',
    help: 'To do in the Partner Center’s console',
  },
  column: {
    due: 'Due',
    what: 'To do',
    customer: 'Customer',
    state: 'State',
    person: 'Asked for by',
    since: 'Since',
    created: 'Asked for',
    reference: 'Reference',
  },
  state: {
    open: 'To do',
    done: 'Done',
    seen: 'Confirmed',
    denied: 'Not confirmed',
    cancelled: 'Taken back',
  },
  overdue: 'overdue',
  filter: {
    label: 'State',
    open: 'To do {{n}}',
    overdue: 'Overdue {{n}}',
    denied: 'Not confirmed {{n}}',
    done: 'Done',
    closed: 'Closed',
    customer: 'Customer',
  },
  empty: {
    open: 'Nothing is to be done in the Partner Center.',
    openReason: 'What Partner Desk cannot send itself is listed here with the steps and the values.',
    openAction: 'Show what is done',
    nothing: 'No task is in this state.',
    nothingAction: 'Show what is to be done',
  },
  explain: {
    open: 'Do it in the Partner Center’s console, then write down its reference here.',
    done: 'Somebody did it. The Partner Center shows nothing of it that could be read.',
    doneChecked: 'Somebody did it. The next syncs look whether the Partner Center shows it.',
    seen: 'The Partner Center shows it. Nothing more is to be done.',
    denied:
      'Somebody did it, but the Partner Center does not show it. Look there, then do it again or take it back.',
    cancelled: 'It was taken back and will not be done.',
  },
  panel: {
    label: 'The task',
    close: 'Close',
    steps: 'Steps',
    values: 'Values',
    open: 'Open the page',
    demo: 'The demo partner has no console: this page cannot be opened.',
    offline: 'Without a connection to a Partner Center its console is not known.',
    blocked: 'The page was not opened.',
    copy: 'Copy {{name}}',
    copied: 'Copied',
    due: 'Due',
    changeDue: 'Another day',
    saveDue: 'Save the day',
    history: 'History',
    openCustomer: 'Open the customer',
    gone: 'The customer is not in the list of customers any more.',
  },
  done: {
    title: 'Say that it is done',
    reference: 'Reference in the Partner Center',
    referenceHelp: 'The number of the request or record, as the console shows it.',
    none: 'The console gave no reference',
    note: 'Note',
    addNote: 'Add a note',
    missing: 'Enter the reference, or say that there was none.',
    act: 'Done',
    again: 'Done again',
  },
  act: {
    reopen: 'Not done after all',
    cancel: 'Take back',
    why: 'Why it will not be done',
    whyMissing: 'Say why.',
  },
  history: {
    created: 'Asked for',
    done: 'Done',
    reopened: 'Not done after all',
    cancelled: 'Taken back',
    due: 'Due on another day',
    seen: 'Confirmed by a sync',
    denied: 'Not confirmed by a sync',
    seenBy: 'Confirmed',
    deniedBy: 'Refused',
    sync: 'Sync',
    noReference: 'no reference',
  },
  unknown: 'Task of another version',
  unknownHow: 'This version of Partner Desk does not know the steps; see the values.',
  kind: {
    ...partnerKinds,
    ...developmentKinds,
    assignments_assign: {
      title: 'Assign account manager',
      how: `Open Sales > Customers > Customer Assignment and choose the account manager.
Choose the customer by its name or ID and assign it.
Save. The next sync confirms it by the customer's record.`,
    },
    assignments_withdraw: {
      title: 'Withdraw account manager',
      how: `Open Sales > Customers > Customer Assignment and choose the account manager.
Find the customer by its name or ID and withdraw it.
Save. The next sync confirms it by the customer's record.`,
    },
    association_disassociate: {
      title: 'Request disassociation',
      how: `Open Sales > Customers > Customer Management and search for the customer ID.
In the row, choose More > Disassociate.
Wait for the automatic check. If it names a reason against it, take this task back and note the reason.
Confirm the statement, enter the reason and send the request.`,
    },
    association_approve: {
      title: 'Approve the customer’s disassociation',
      how: `Open Sales > Customers > Customer Management > Manage Association Records.
Find the customer’s request of type disassociation.
Choose Approve and enter the verification code if one is asked for.`,
    },
    association_reject: {
      title: 'Reject the customer’s disassociation',
      how: `Open Sales > Customers > Customer Management > Manage Association Records.
Find the customer’s request of type disassociation.
Choose Reject and enter the reason.`,
    },
  },
  field: {
    ...partnerFields,
    ...developmentFields,
    customerId: 'Customer ID',
    customerAccount: 'Customer account',
    managerAccount: 'Account of the manager',
    account: 'Account name',
    reason: 'Reason',
  },
} as const;
