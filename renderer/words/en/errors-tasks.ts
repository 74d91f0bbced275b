/** Sentences for the errors of console tasks and of association. */
export const taskErrors = {
  DISASSOCIATION_BLOCKED: {
    what: 'The customer cannot be disassociated now.',
    advice: 'See the checks that are named; some pass with time.',
  },
  DISASSOCIATION_OPEN: {
    what: 'A request for disassociation of this customer is open.',
    advice: 'See the association records; end that one first.',
  },
  ASSOCIATION_STATE: {
    what: 'The request is not in a state that allows this.',
    advice: 'Look at it again: it was answered, withdrawn or has ended meanwhile.',
  },
  TASK_CLOSED: {
    what: 'The task is not in a state that allows this.',
    advice: 'Look at it again: it was done, confirmed or taken back meanwhile.',
  },
} as const;
